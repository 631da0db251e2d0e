import SentinelModels

/// What a statement of ours changes about the schema, so that the database can be asked whether it is done.
///
/// For databases with an `information_schema`. Each statement changes one thing, which is there wholly or not at all.
enum StatementEffect: Hashable {
    case table(String)
    case view(String)
    case index(String, on: String)
    case rename(from: String, to: String)
    /// None of these: may be run any number of times.
    case other

    init(_ statement: String) {
        let words = statement.split { " \n(),".contains($0) }.prefix(16).map(String.init)
        func word(after keyword: String) -> String? {
            words.firstIndex(of: keyword).flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
        }
        self = .other
        if words.first == "ALTER", let from = word(after: "TABLE"), let to = word(after: "TO") {
            self = .rename(from: from, to: to)
        } else if words.first == "ALTER", let table = word(after: "TABLE"), let column = word(after: "COLUMN") {
            // The column and the index over it come together.
            self = .index(column, on: table)
        } else if words.first == "CREATE", let index = word(after: "INDEX"), let table = word(after: "ON") {
            self = .index(index, on: table)
        } else if words.first == "CREATE", let view = word(after: "VIEW") {
            self = .view(view)
        } else if words.first == "CREATE", let table = word(after: "TABLE") {
            self = .table(table)
        }
    }

    /// Whether the database has it already.
    func isThere(on connection: any StoreConnection, _ dialect: any SQLDialect) throws(SentinelError) -> Bool {
        switch self {
        case .table(let name): try !dialect.existingTables([name], on: connection).isEmpty
        case .rename(let from, let to): try dialect.existingTables([from, to], on: connection) == [to]
        case .view(let name):
            try Self.isFound(
                "information_schema.views WHERE table_schema = DATABASE() AND table_name = '\(name)'", on: connection)
        case .index(let name, let table):
            try Self.isFound(
                """
                information_schema.statistics WHERE table_schema = DATABASE() AND table_name = '\(table)'
                AND (index_name = '\(name)' OR column_name = '\(name)')
                """, on: connection)
        case .other: false
        }
    }

    private static func isFound(_ place: String, on connection: any StoreConnection) throws(SentinelError) -> Bool {
        try connection.first("SELECT 1 FROM \(place) LIMIT 1", []) { _ in true } ?? false
    }
}
