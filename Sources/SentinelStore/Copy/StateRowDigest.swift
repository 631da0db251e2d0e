import Crypto
import SentinelModels

/// A digest of tables' rows that is the same whichever database holds them.
struct StateRowDigest {
    private var hash = SHA256()

    mutating func begin(_ table: String, _ columns: [StoredColumn]) {
        add(kind: "T", table)
        for column in columns { add(kind: "C", column.name) }
    }

    mutating func add(_ row: [SQLValue]) {
        for value in row {
            switch value {
            case .integer(let number): add(kind: "I", String(number))
            case .double(let number): add(kind: "D", String(number == 0 ? 0 : number))
            case .text(let text): add(kind: "S", text)
            default: add(kind: "N", "")
            }
        }
        add(kind: "R", "")
    }

    private mutating func add(kind: String, _ text: String) {
        // With its length, so that no two rows run together to the same text.
        hash.update(data: Array("\(kind)\(text.utf8.count):".utf8))
        hash.update(data: Array(text.utf8))
    }

    var hexadecimal: String { hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
