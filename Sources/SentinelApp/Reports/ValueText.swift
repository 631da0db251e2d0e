import SentinelModels

/// Values of query results for people.
enum ValueText {
    /// The longest value a table shows whole.
    private static let longest = 60

    /// The value on one line; `-` for none.
    static func cell(_ value: SQLValue?) -> String {
        guard let value, !value.isNull else { return "-" }
        let text = value.displayText.split(whereSeparator: \.isNewline).joined(separator: " ")
        return text.count > longest ? text.prefix(longest - 1) + "…" : text
    }
}
