import Foundation
import SentinelModels
import SentinelSQL

/// Loads CSV files into a new SQLite database, a table for each file.
struct CSVImport {
    let delimiter: Character

    func load(_ files: [URL], into database: String) throws(SentinelError) {
        do {
            let connection = try SQLiteConnection(path: database, access: .create)
            defer { connection.close() }
            for file in files {
                let text = try String(contentsOf: file, encoding: .utf8)
                let table = file.deletingPathExtension().lastPathComponent
                try connection.transaction { () throws(SQLiteError) in
                    try load(CSVReader(delimiter: delimiter).records(in: text), into: table, on: connection)
                }
            }
        } catch let error as SQLiteError {
            throw SentinelError(error, role: .source)
        } catch {
            throw SentinelError(.connection, "a CSV file cannot be read", underlying: "\(error)")
        }
    }

    private func load(_ records: [[String]], into table: String, on connection: SQLiteConnection) throws(SQLiteError) {
        guard let header = records.first else { return }
        let columns = header.map(Self.quoted).joined(separator: ", ")
        try connection.execute("CREATE TABLE \(Self.quoted(table)) (\(columns))")
        let marks = Array(repeating: "?", count: header.count).joined(separator: ", ")
        let insert = "INSERT INTO \(Self.quoted(table)) VALUES (\(marks))"
        for record in records.dropFirst() {
            let cells = header.indices.map { $0 < record.count ? Self.value(record[$0]) : .null }
            _ = try connection.run(insert, cells)
        }
    }

    /// Numbers as numbers, nothing as NULL, the rest as text.
    static func value(_ cell: String) -> SQLValue {
        if cell.isEmpty { return .null }
        if let number = Int64(cell) { return .integer(number) }
        if let number = Double(cell), number.isFinite { return .double(number) }
        return .text(cell)
    }

    private static func quoted(_ name: String) -> String {
        "\"" + name.replacing("\"", with: "\"\"") + "\""
    }
}
