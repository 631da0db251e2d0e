import SentinelModels

extension Comparison {
    /// Whether `value` compares with `operand` so; NULL never does.
    ///
    /// Numbers compare exactly, also when written as text; infinity is beyond every number; two texts, and times,
    /// compare character by character.
    func holds(_ value: SQLValue, _ operand: SQLValue, column: String) throws(SentinelError) -> Bool {
        if value.isNull { return false }
        if let left = value.number, let right = operand.number { return holds(left, right) }
        if let sign = value.infinity, operand.number != nil { return holds(sign, 0) }
        if case .text(let right) = operand { return holds(value.displayText, right) }
        switch self {
        case .equal: return false
        case .notEqual: return true
        default:
            let shown = value.displayText.prefix(40)
            throw SentinelError(.contract, "\(column) is '\(shown)', which is no number to compare with")
        }
    }

    /// Whether more of the value can only turn the answer one way.
    var isMonotonic: Bool {
        switch self {
        case .greater, .greaterOrEqual, .less, .lessOrEqual: true
        case .equal, .notEqual: false
        }
    }

    private func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .greater: left > right
        case .greaterOrEqual: left >= right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .equal: left == right
        case .notEqual: left != right
        }
    }
}

extension SQLValue {
    /// 1 or -1 for an infinite number; databases write it as a double, or as text in a decimal.
    fileprivate var infinity: Int? {
        switch self {
        case .double(let value) where value.isInfinite: value > 0 ? 1 : -1
        case .decimal(let digits) where digits.lowercased() == "infinity": 1
        case .decimal(let digits) where digits.lowercased() == "-infinity": -1
        default: nil
        }
    }
}
