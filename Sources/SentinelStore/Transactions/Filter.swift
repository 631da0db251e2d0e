import SentinelModels

/// The conditions of a WHERE clause with their values.
struct Filter {
    private(set) var text: String
    private(set) var values: [SQLValue]

    init(_ column: String, is value: SQLValue) {
        text = "\(column) = ?"
        values = [value]
    }

    mutating func add(_ condition: String, _ values: SQLValue...) {
        text += " AND \(condition)"
        self.values += values
    }

    /// The column has one of the values; with none of them nothing passes.
    mutating func add(_ column: String, in texts: [String]) {
        let list = repeatElement("?", count: texts.count).joined(separator: ", ")
        text += texts.isEmpty ? " AND 1 = 0" : " AND \(column) IN (\(list))"
        values += texts.map { .text($0) }
    }
}
