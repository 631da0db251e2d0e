import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelStore

@Suite("Schema")
struct SchemaTests {
    private let folder: StateFolder
    private let database: RawDatabase

    init() async throws {
        folder = try StateFolder()
        await (try SQLStateStore.open(folder.url(), clock: ManualClock())).close()
        database = try RawDatabase(folder.file())
    }

    private func names(_ type: String) throws -> [String] {
        try database.rows(
            "SELECT name FROM sqlite_master WHERE type = '\(type)' AND name LIKE 'sqlsentinel_%' ORDER BY name",
            column: 0)
    }

    @Test("has the tables of the design")
    func tables() throws {
        let expected = [
            "alert", "alert_state", "audit_ends", "audit_log", "delivery_attempt", "episode", "event",
            "generation", "instance_state", "intent", "message", "node", "query", "receiver_health", "receiver_ref",
            "route_ledger", "run", "sample", "schedule", "schema_meta", "silence",
        ]
        #expect(try names("table") == expected.map { "sqlsentinel_" + $0 })
        #expect(try names("view") == ["sqlsentinel_configs", "sqlsentinel_executions", "sqlsentinel_state"])
    }

    @Test("has the tenant first in every key")
    func tenants() throws {
        for table in try names("table") where table != "sqlsentinel_schema_meta" {
            let key = try database.rows("SELECT name FROM pragma_table_info('\(table)') WHERE pk = 1", column: 0)
            // A run's number is counted over all tenants; its id is the key that people use.
            #expect(key == [table == "sqlsentinel_run" ? "run_number" : "tenant"], "\(table)")
        }
    }

    @Test("lets one run of an alert be under way, and one serve a fire")
    func uniqueness() throws {
        func insert(_ id: String, _ state: String, fire: String) throws {
            try database.execute(
                """
                INSERT INTO sqlsentinel_run (tenant, id, alert_id, alert_name, trigger_kind, state, fence, started_at,
                query_hash, fire_at) VALUES ('default', '\(id)', 1, 'a', 'manual', '\(state)', 1, 1, 'h', \(fire))
                """)
        }
        try insert("r1", "running", fire: "NULL")
        #expect(throws: (any Error).self) { try insert("r2", "running", fire: "NULL") }
        try insert("r3", "done", fire: "5")
        #expect(throws: (any Error).self) { try insert("r4", "done", fire: "5") }
        try insert("r5", "done", fire: "NULL")
        #expect(throws: (any Error).self) { try insert("r5", "done", fire: "6") }
    }

    @Test(
        "finds what the hot statements look for by an index",
        arguments: [
            ("SELECT 1 FROM sqlsentinel_run WHERE tenant = ? AND alert_id = ? AND state = 'running'", "run_running"),
            (
                "SELECT id FROM sqlsentinel_run r WHERE r.tenant = ? AND r.state = 'done' ORDER BY r.started_at DESC, r.id DESC",
                "run_started"
            ),
            (
                "SELECT 1 FROM sqlsentinel_run WHERE tenant = ? AND alert_id = ? AND fire_at >= ? AND state = 'done'",
                "run_"
            ),
            ("SELECT 1 FROM sqlsentinel_message m WHERE m.id = ?", "message_id"),
            (
                """
                SELECT 1 FROM sqlsentinel_message m WHERE m.state IN ('pending', 'sending')
                ORDER BY m.created_at, m.seq, m.id
                """, "message_age"
            ),
            ("SELECT 1 FROM sqlsentinel_intent WHERE tenant = ? AND run_id = ? ORDER BY rank_no", "intent_run"),
        ])
    func plans(_ statement: String, _ index: String) throws {
        let plan = try database.rows("EXPLAIN QUERY PLAN " + statement, column: 3).joined(separator: "\n")
        #expect(plan.contains("INDEX sqlsentinel_\(index)"), "\(plan)")
        #expect(!plan.contains("TEMP B-TREE"), "\(plan)")
    }

    @Test(
        "writes times as the original does, also with microseconds",
        arguments: [
            (1_795_424_400_000_000, "2026-11-23 09:00:00.000000"),
            (1_795_424_400_000_007, "2026-11-23 09:00:00.000007"),
            (0, "1970-01-01 00:00:00.000000"),
        ])
    func times(_ microseconds: Int, _ text: String) throws {
        let expression = SQLiteDialect().timeText("x")
        #expect(try database.rows("SELECT \(expression) FROM (SELECT \(microseconds) AS x)") == [[text]])
        #expect(try database.rows("SELECT \(expression) FROM (SELECT NULL AS x)") == [["-"]])
    }
}

@Suite("Dialects")
struct DialectTests {
    private let dialect = SQLiteDialect()

    @Test("an upsert names its key and changes the rest")
    func upsert() {
        #expect(
            dialect.upsert("t", key: ["a", "b"], columns: ["c", "d"])
                == "INSERT INTO t (a, b, c, d) VALUES (?, ?, ?, ?) ON CONFLICT (a, b) DO UPDATE SET "
                + "c = excluded.c, d = excluded.d")
    }

    @Test("an insert that may find its row")
    func insertIfAbsent() {
        #expect(dialect.insertIfAbsent("t", ["a", "b"]) == "INSERT INTO t (a, b) VALUES (?, ?) ON CONFLICT DO NOTHING")
    }

    @Test("an index over some rows", arguments: [(true, "CREATE UNIQUE INDEX"), (false, "CREATE INDEX")])
    func partialIndex(_ isUnique: Bool, _ words: String) {
        #expect(
            dialect.partialIndex("i", on: "t", "a", where: "b = 1", unique: isUnique)
                == "\(words) i ON t (a) WHERE b = 1")
    }

    @Test("a filter without values lets nothing pass")
    func filter() {
        var filter = Filter("a", is: .integer(1))
        filter.add("b", in: ["x", "y"])
        filter.add("c > ?", .integer(2))
        #expect(filter.text == "a = ? AND b IN (?, ?) AND c > ?")
        #expect(filter.values == [.integer(1), .text("x"), .text("y"), .integer(2)])
        filter.add("d", in: [])
        #expect(filter.text.hasSuffix("AND 1 = 0"))
    }
}
