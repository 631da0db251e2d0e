/// What ``SQLStateStore/copy(from:to:clock:)`` has moved.
public struct StateCopySummary: Sendable, Hashable {
    /// A table and how many rows it has.
    public struct TableCount: Sendable, Hashable {
        /// The table's name without the prefix.
        public var table: String
        /// Its rows.
        public var rows: Int
    }

    /// All tables, in the order in which they were copied.
    public var tables: [TableCount] = []
    /// SHA-256 over all rows, equal on both sides.
    public var digest = ""
    /// Whether a copy that was interrupted was begun anew.
    public var isRestarted = false

    /// All rows.
    public var rows: Int { tables.reduce(0) { $0 + $1.rows } }

    /// Nothing copied.
    public init() {}
}
