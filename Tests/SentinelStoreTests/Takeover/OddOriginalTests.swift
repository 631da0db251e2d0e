import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelStore

@Suite("Take-over of an original's database with odd content")
struct OddOriginalTests {
    private let folder: StateFolder
    /// 2026-11-23T09:00:00Z.
    private let clock = ManualClock()

    init() throws {
        folder = try StateFolder()
    }

    private func make(_ script: String, schema: String = OriginalDatabase.schema) throws {
        let database = try RawDatabase(folder.file())
        try database.execute(schema)
        try database.execute(script)
        database.close()
    }

    private static func execution(
        _ id: Int = 1, name: String = "'A'", at: String = "'2026-11-20 09:00:01.500000'", duration: String = "1.5",
        status: String = "'OK'", value: String = "NULL", trigger: String = "'MANUAL'", context: String = "NULL"
    ) -> String {
        """
        INSERT INTO sqlsentinel_executions VALUES (\(id), \(name), \(at), \(duration), \(status), \(value), NULL,
        'SELECT 1', NULL, \(trigger), 0, NULL, \(context));
        """
    }

    private func history() async throws -> [RunRecord] {
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        let runs = try await store.history(HistoryQuery(limit: nil))
        #expect(try await store.check().isEmpty)
        await store.close()
        return runs
    }

    @Test(
        "a duration that is no sensible number does not end the program",
        arguments: [
            ("1.5", 1500), ("0", 0), ("0.0004", 0), ("0.0006", 1), ("9e999", 0), ("-9e999", 0), ("1e300", 0),
            ("-12.5", 0),
            ("-9223372036854775.808", 0), ("'text'", 0), ("86400000", 86_400_000_000),
        ])
    func durations(_ literal: String, _ microseconds: Int64) async throws {
        try make(Self.execution(duration: literal))
        let runs = try await history()
        #expect(runs.map(\.duration) == [.microseconds(microseconds)])
        #expect(
            runs.map(\.startedAt) == [
                Timestamp("2026-11-20 09:00:01.500000")?.advanced(by: .microseconds(-microseconds))
            ])
    }

    @Test(
        "times are read in every form that SQLAlchemy and people write",
        arguments: [
            ("2026-11-20 09:00:01.500000", 1_795_165_201_500_000), ("2026-11-20 09:00:01", 1_795_165_201_000_000),
            ("2026-11-20T09:00:01Z", 1_795_165_201_000_000), ("2026-11-20T10:00:01+01:00", 1_795_165_201_000_000),
            ("2026-11-20 09:00", 1_795_165_200_000_000), ("2026-11-20", 1_795_132_800_000_000), ("rubbish", 0), ("", 0),
        ] as [(String, Int64)])
    func times(_ text: String, _ microseconds: Int64) async throws {
        try make(Self.execution(at: "'\(text)'", duration: "0"))
        #expect(try await history().map(\.startedAt) == [Timestamp(microseconds: microseconds)])
    }

    @Test(
        "words are read in any case; unknown ones are an error and a manual run",
        arguments: [
            ("OK", "MANUAL", RunOutcome.ok, RunTrigger.manual), ("ok", "cron", .ok, .schedule),
            ("Alert", "API", .alert, .api),
            ("ERROR", "CRON", .error, .schedule), ("WEIRD", "WEIRD", .error, .manual), ("", "", .error, .manual),
        ])
    func words(_ status: String, _ trigger: String, _ outcome: RunOutcome, _ expected: RunTrigger) async throws {
        try make(Self.execution(status: "'\(status)'", trigger: "'\(trigger)'"))
        let runs = try await history()
        #expect(runs.map(\.outcome) == [outcome])
        #expect(runs.map(\.trigger) == [expected])
    }

    @Test(
        "a context comes over with its types; one that is no JSON object is left behind, with its run",
        arguments: [
            (
                #"{"a": 1, "b": 2.5, "c": "x", "d": null, "e": true}"#,
                ["integer 1", "double 2.5", "text x", "null ", "bool true"]
            ),
            (#"{"n": 9007199254740993}"#, ["integer 9007199254740993"]),
            (#"{"n": 18446744073709551615}"#, ["double 1.8446744073709552e+19"]),
            (#"{"l": [1, {"x": 2}]}"#, [#"json [1,{"x":2}]"#]),
            (#"{"same": 1, "same": 2}"#, ["integer 1", "integer 2"]),
            ("{}", []), ("[1]", []), ("null", []), ("{", []), (#"{"n": NaN}"#, []), ("", []),
        ])
    func contexts(_ json: String, _ expected: [String]) async throws {
        try make(Self.execution(context: "'\(json)'"))
        let runs = try await history()
        let context = runs[0].context.map { "\(StoredValue($0.value).type) \(StoredValue($0.value).text)" }
        #expect(context == expected)
    }

    @Test("more executions than a page come over once each, in their order", arguments: [999, 1000, 1001, 2500])
    func pages(_ count: Int) async throws {
        try make(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
            INSERT INTO sqlsentinel_executions SELECT i * 3, 'A' || (i % 7), strftime('%Y-%m-%d %H:%M:%S.000000', 1795000000 + i, 'unixepoch'),
            1, 'OK', i, NULL, 'SELECT ' || (i % 3), NULL, 'CRON', 0, NULL, NULL FROM n
            """)
        let runs = try await history()
        #expect(runs.count == count)
        #expect(runs.reversed().map(\.actualValue) == (1...count).map { .double(Double($0)) })
        let database = try RawDatabase(folder.file())
        #expect(try database.number("SELECT COUNT(*) FROM sqlsentinel_alert") == 7)
        #expect(try database.number("SELECT COUNT(*) FROM sqlsentinel_query") == 3)
        #expect(try database.number("SELECT MAX(id) FROM sqlsentinel_executions") == Int64(count * 3))
    }

    @Test("ids below zero and gaps are kept", arguments: [[-5, 0, 7], [1], [9_000_000_000]])
    func numbers(_ ids: [Int]) async throws {
        try make(ids.map { Self.execution($0) }.joined())
        _ = try await history()
        #expect(
            try RawDatabase(folder.file()).rows("SELECT id FROM sqlsentinel_executions ORDER BY id", column: 0)
                == ids.map(String.init))
    }

    @Test(
        "names are texts, whatever is in them",
        arguments: [
            "it's", "a\"b", "; DROP TABLE sqlsentinel_run; --", "é🦉", String(repeating: "x", count: 300), " ", "%_",
        ])
    func names(_ name: String) async throws {
        let quoted = "'\(name.replacing("'", with: "''"))'"
        try make(
            Self.execution(name: quoted, status: "'ALERT'")
                + """
                INSERT INTO sqlsentinel_state VALUES (\(quoted), '2026-11-20 09:00:01.500000', '2026-11-20 09:00:01.500000', NULL, 1, 0,
                'ALERT', '2026-11-24 00:00:00.000000', 0, 0, NULL, '2026-11-20 09:00:01.500000')
                """)
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        #expect(try await store.history(HistoryQuery(alert: name)).map(\.alertName) == [name])
        let state = try await store.snapshots(of: [AlertKey(name)], scope: .default)[AlertKey(name)]?.state
        #expect(state?.condition == .firing)
        #expect(
            try await store.silences(scope: .default, includingEnded: false).map(\.matchers) == [
                [.init("alertname", .equal, name)]
            ])
        await store.close()
    }

    @Test(
        "an original's database with only some of its tables is taken over as far as it goes",
        arguments: ["executions", "state", "configs"])
    func partial(_ table: String) async throws {
        let drops = ["executions", "state", "configs"].filter { $0 != table }.map { "DROP TABLE sqlsentinel_\($0);" }
        try make(drops.joined() + (table == "executions" ? Self.execution() : ""))
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        #expect(try await store.history(HistoryQuery()).count == (table == "executions" ? 1 : 0))
        try await StoreSteps(store, clock).run("A", runID: "r1")
        await store.close()
        let database = try RawDatabase(folder.file())
        #expect(
            try database.rows(
                "SELECT name FROM sqlite_master WHERE name LIKE 'sqlsentinel_v0%' AND type = 'table'", column: 0)
                == ["sqlsentinel_v0_\(table)"])
        for view in ["executions", "state", "configs"] { _ = try database.rows("SELECT * FROM sqlsentinel_\(view)") }
    }

    @Test("other tables of the same database are left alone")
    func neighbours() async throws {
        try make("CREATE TABLE orders (id INTEGER PRIMARY KEY, total REAL); INSERT INTO orders VALUES (1, 2.5)")
        _ = try await history()
        #expect(try RawDatabase(folder.file()).rows("SELECT * FROM orders") == [["1", "2.5"]])
    }

    @Test(
        "a table of ours that is already there in another shape stops the take-over, and everything stays",
        arguments: ["sqlsentinel_run", "sqlsentinel_v0_executions"])
    func inTheWay(_ table: String) throws {
        try make(Self.execution() + "CREATE TABLE \(table) (x)")
        #expect {
            try SQLStateStore.open(folder.url(), clock: clock)
        } throws: {
            ($0 as? SentinelError)?.code == .store && ($0 as? SentinelError)?.message.contains(table) == true
        }
        let database = try RawDatabase(folder.file())
        #expect(try database.number("SELECT COUNT(*) FROM sqlsentinel_executions") == 1)
        #expect(try SQLStateStore.schemaVersion(folder.url()) == 0)
    }

    @Test("the dry run names the step and touches nothing")
    func dryRun() throws {
        try make(Self.execution())
        let before = try RawDatabase(folder.file()).rows("SELECT name, sql FROM sqlite_master")
        #expect(
            try SQLStateStore.pendingMigrations(folder.url()).first
                == "1: create the state tables; take over the Python original's")
        #expect(try RawDatabase(folder.file()).rows("SELECT name, sql FROM sqlite_master") == before)
        #expect(folder.names == ["state.db"])
    }

    @Test(
        "the state of an alert follows its last answer",
        arguments: [
            ("'ALERT', NULL", 3, 0, InstanceCondition.firing, 3), ("'OK', NULL", 0, 4, .ok, 4),
            ("'alert', NULL", 0, 0, .firing, 1),
            ("NULL, NULL", 0, 0, .ok, 1),
        ])
    func states(_ status: String, _ alerts: Int, _ oks: Int, _ condition: InstanceCondition, _ streak: Int) async throws
    {
        try make(
            """
            INSERT INTO sqlsentinel_state VALUES ('A', '2026-11-20 09:00:00.000000', '2026-11-19 09:00:00.000000',
            '2026-11-18 09:00:00.000000', \(alerts), \(oks), \(status), 0, 0, NULL, '2026-11-20 09:00:00.000000')
            """)
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        let state = try #require(try await store.snapshots(of: [AlertKey("A")], scope: .default)[AlertKey("A")]).state
        #expect(state.condition == condition)
        #expect(state.instances[.single]?.streak == streak)
        #expect(
            state.instances[.single]?.since
                == Timestamp(condition == .firing ? "2026-11-19 09:00:00" : "2026-11-18 09:00:00"))
        #expect((state.instances[.single]?.episode != nil) == (condition == .firing))
        #expect(state.alertStreak == alerts && state.okStreak == oks)
        #expect(state.health == .answering && state.eventSequence == 0)
        await store.close()
    }

    @Test("importing a database into itself, or ours, adds nothing")
    func itself() async throws {
        try make(Self.execution())
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        #expect(try await store.importOriginal(folder.url(), by: .engine) == ImportSummary())
        #expect(try await store.history(HistoryQuery()).count == 1)
        let fresh = try SQLStateStore.open(folder.url("fresh.db"), clock: clock)
        await fresh.close()
        await #expect(
            throws: SentinelError(.notFound, "\(folder.file("fresh.db")) holds no tables of the Python original")
        ) {
            try await store.importOriginal(folder.url("fresh.db"), by: .engine)
        }
        await store.close()
    }
}
