import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelStore

/// A server that answers every question with one row.
private final class OneRowConnection: StoreConnection {
    private struct Row: StoreRow {
        var texts: [String]
        func isNull(at column: Int) -> Bool { false }
        func integer(at column: Int) -> Int64 { Int64(texts[column]) ?? 0 }
        func double(at column: Int) -> Double { Double(texts[column]) ?? 0 }
        func text(at column: Int) -> String { texts[column] }
    }

    private let row: Row

    init(_ texts: [String]) { row = Row(texts: texts) }

    func execute(_ script: String) {}
    func run(_ sql: String, _ values: [SQLValue]) -> Int { 0 }
    func query(
        _ sql: String, _ values: [SQLValue], _ body: (any StoreRow) throws(SentinelError) -> Bool
    ) throws(SentinelError) { _ = try body(row) }
    func begin(writing: Bool) {}
    func commit() {}
    func rollback() {}
    func close() {}
}

@Suite("Settings of servers", .serialized, .enabled(if: ServerKind.areInstalled, ServerKind.absence))
struct ServerSettingTests {
    private let clock = ManualClock()

    private func durability(_ database: ServerDatabase) async throws -> [String] {
        let store = try database.open(clock)
        let findings = try await store.durabilityFindings()
        let all = try await store.check()
        #expect(findings == all.filter { $0.kind == .durability }, "the check reports them too")
        await store.close()
        return findings.map(\.description)
    }

    @Test("of PostgreSQL with which a power failure loses something are named")
    func postgreSQL() async throws {
        let database = try ServerKind.postgreSQL.database()
        let noFlush = "fsync is off: if the server's power fails, the whole database may be lost"
        #expect(try await durability(database) == [noFlush], "the servers of tests do not flush")
        try database.sql("ALTER DATABASE \(database.name) SET synchronous_commit = off")
        #expect(
            try await durability(database) == [
                noFlush, "synchronous_commit is off: if the server's power fails, what was committed last may be lost",
            ])
    }

    @Test("of MariaDB with which a power failure loses something are named")
    func mariaDB() async throws {
        let findings = try await durability(try ServerKind.mariaDB.database())
        #expect(
            findings == [
                """
                innodb_flush_log_at_trx_commit is 0, not 1: if the server's power fails, what was committed last may be lost
                """
            ], "the servers of tests do not flush")
    }

    @Test(
        "of MariaDB and MySQL, all of them",
        arguments: [
            (["1", "ON", "0", "0", "STATEMENT"], []), (["1", "1", "1", "1", "ROW"], []),
            (["2", "ON", "0", "0", "ROW"], ["innodb_flush_log_at_trx_commit is 2"]),
            (["1", "OFF", "0", "0", "ROW"], ["innodb_doublewrite is off"]),
            (["1", "0", "0", "0", "ROW"], ["innodb_doublewrite is off"]),
            (["1", "ON", "1", "0", "MIXED"], ["sync_binlog is 0"]),
            (["1", "ON", "ON", "1", "statement"], ["binlog_format is STATEMENT"]),
            (
                ["0", "OFF", "1", "100", "STATEMENT"],
                [
                    "innodb_flush_log_at_trx_commit is 0", "innodb_doublewrite is off", "sync_binlog is 100",
                    "binlog_format is STATEMENT",
                ]
            ),
        ] as [([String], [String])])
    func table(_ settings: [String], _ findings: [String]) throws {
        let found = try MySQLDialect().durabilityFindings(on: OneRowConnection(settings))
        #expect(found.count == findings.count)
        for (one, begin) in zip(found, findings) { #expect(one.hasPrefix(begin)) }
    }

    @Test("NULL, numbers, truth and texts are read alike", arguments: ServerKind.allCases)
    func rows(_ kind: ServerKind) throws {
        let session = try kind.database().opening(clock).connect()
        defer { session.close() }
        let fraction = kind == .postgreSQL ? "2.5::float8" : "2.5e0"
        try session.query(
            "SELECT NULL, 7, \(fraction), '12', 3.25, 1 = 1, 'x', SUM(v) FROM (SELECT 4 AS v UNION ALL SELECT 5) t", []
        ) { row in
            #expect((0..<8).map { row.isNull(at: $0) } == [true] + Array(repeating: false, count: 7))
            #expect((0..<8).map { row.integer(at: $0) } == [0, 7, 2, 12, 3, 1, 0, 9])
            #expect((0..<8).filter { $0 != 5 }.map { row.double(at: $0) } == [0, 7, 2.5, 12, 3.25, 0, 9])
            #expect([0, 1, 3, 4, 6, 7].map { row.text(at: $0) } == ["", "7", "12", "3.25", "x", "9"])
            return true
        }
    }

    @Test(
        "texts with zero bytes and signs beyond the basic plane come back as they were", arguments: ServerKind.allCases)
    func texts(_ kind: ServerKind) async throws {
        let database = try kind.database()
        let store = try database.open(clock)
        let texts = ["a\0b", "\0", "🦉e\u{301}\0\u{301}", "\u{10FFFD}", "trailing ", "Ä", "ä", "\\", "'\"`?"]
        for (number, text) in texts.enumerated() {
            let silence = Silence(
                id: "s\(number)", matchers: [.init("alertname", .equal, text)], startsAt: clock.now(),
                endsAt: clock.now().advanced(by: .seconds(60)), author: "a", comment: text)
            try await store.add(silence, scope: .default, by: Actor(.operatorCLI, name: text))
        }
        let silences = try await store.silences(scope: .default, includingEnded: true)
        #expect(silences.sorted { $0.id < $1.id }.map(\.comment) == texts)
        #expect(try await store.auditEntries(scope: .default).map(\.actor.name) == texts)
        #expect(try await store.check().filter { $0.kind != .durability }.isEmpty)
        await store.close()
    }
}
