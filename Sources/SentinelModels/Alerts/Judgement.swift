/// How a query result becomes ALERT or OK.
public enum Judgement: Sendable, Hashable {
    /// By the `status` column of the only row.
    case statusColumn
    /// By comparing a column of the rows.
    case when(Condition)
}

/// A comparison of a column with a number or text, or a question whether rows exist.
public struct Condition: Sendable, Hashable {
    /// What is asked of a row.
    public enum Test: Sendable, Hashable {
        /// The column compares with the operand as the operator says.
        case compare(column: String, Comparison, SQLValue)
        /// Rows exist, or with `false`: no row exists.
        case exists(Bool)
    }

    /// Over which rows the test is asked.
    public enum Scope: Sendable, Hashable {
        /// ALERT if any row passes.
        case any
        /// ALERT if there are rows and all pass.
        case all
        /// ALERT if the number of rows compares with the operand as the operator says; the column is not read.
        case count
    }

    /// What is asked.
    public var test: Test
    /// Over which rows.
    public var over: Scope

    /// Makes a condition.
    public init(_ test: Test, over: Scope = .any) {
        self.test = test
        self.over = over
    }
}

/// A comparison operator of a ``Condition``.
public enum Comparison: String, Sendable, Hashable, CaseIterable {
    /// Greater than.
    case greater = ">"
    /// Greater than or equal.
    case greaterOrEqual = ">="
    /// Less than.
    case less = "<"
    /// Less than or equal.
    case lessOrEqual = "<="
    /// Equal.
    case equal = "=="
    /// Not equal.
    case notEqual = "!="
}
