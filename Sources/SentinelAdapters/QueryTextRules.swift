import SentinelModels

/// What holds for the text of a query whatever the database.
enum QueryTextRules {
    /// Longer texts are no query that a person wrote.
    static let maximumBytes = 64 << 10

    /// Refuses texts that are too long, or that end early for a client library.
    static func check(_ sql: String) throws(SentinelError) {
        guard sql.utf8.count <= maximumBytes else { throw SentinelError(.query, "the query is longer than 64 KiB") }
        guard !sql.utf8.contains(0) else { throw SentinelError(.query, "the query holds a zero byte") }
    }

    /// The error for a parameter without a value, as it is written, such as `:name`; `known` are the names that have one.
    static func unknownParameter(_ name: String, known: some Collection<String>) -> SentinelError {
        let names = known.sorted().map { ":" + $0 }.joined(separator: ", ")
        return SentinelError(
            .query,
            "the query uses the unknown parameter \(name); "
                + (names.isEmpty ? "it is given none" : "known are \(names)"))
    }
}
