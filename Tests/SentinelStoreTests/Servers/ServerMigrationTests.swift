import Foundation
import SentinelModels
import SentinelTesting
import Synchronization
import Testing

@testable import SentinelStore

@Suite("Migrations on servers", .serialized, .enabled(if: ServerKind.areInstalled, ServerKind.absence))
struct ServerMigrationTests {
    private let clock = ManualClock()

    /// The original's tables as SQLAlchemy makes them on this server, with some rows.
    private static func original(_ kind: ServerKind) -> String {
        let isPostgreSQL = kind == .postgreSQL
        let time = isPostgreSQL ? "TIMESTAMP WITHOUT TIME ZONE" : "DATETIME"
        let number = isPostgreSQL ? "SERIAL" : "INTEGER AUTO_INCREMENT"
        let (yes, no) = isPostgreSQL ? ("true", "false") : ("1", "0")
        return """
            CREATE TABLE sqlsentinel_executions (
            id \(number) NOT NULL, alert_name VARCHAR(255) NOT NULL, executed_at \(time) NOT NULL,
            execution_duration_ms FLOAT NOT NULL, status VARCHAR(50) NOT NULL, actual_value FLOAT, threshold FLOAT,
            query TEXT NOT NULL, error_message TEXT, triggered_by VARCHAR(50) NOT NULL,
            notification_sent BOOLEAN NOT NULL, notification_error TEXT, context_data TEXT, PRIMARY KEY (id));
            CREATE INDEX ix_sqlsentinel_executions_alert_name ON sqlsentinel_executions (alert_name);
            CREATE TABLE sqlsentinel_state (
            alert_name VARCHAR(255) NOT NULL, last_executed_at \(time), last_alert_at \(time), last_ok_at \(time),
            consecutive_alerts INTEGER NOT NULL, consecutive_oks INTEGER NOT NULL, current_status VARCHAR(50),
            silenced_until \(time), escalation_count INTEGER NOT NULL, notification_failures INTEGER NOT NULL,
            last_notification_channel VARCHAR(50), updated_at \(time) NOT NULL, PRIMARY KEY (alert_name));
            CREATE TABLE sqlsentinel_configs (
            id \(number) NOT NULL, alert_name VARCHAR(255) NOT NULL, config_hash VARCHAR(64) NOT NULL,
            config_yaml TEXT NOT NULL, loaded_at \(time) NOT NULL, active BOOLEAN NOT NULL, PRIMARY KEY (id));
            INSERT INTO sqlsentinel_executions VALUES
            (3, 'Revenue', '2026-11-20 09:00:01', 12.5, 'OK', 20000.0, 10000.0, 'SELECT 1', NULL, 'MANUAL', \(no),
            NULL, NULL),
            (4, 'Revenue', '2026-11-21 09:00:01', 250.25, 'ALERT', 500.5, 10000.0, 'SELECT 1', NULL, 'CRON', \(yes),
            NULL, '{"region": "é", "rows": 12}'),
            (7, 'Broken', '2026-11-21 10:00:00', 5, 'ERROR', NULL, NULL, 'SELECT x', 'no x', 'CRON', \(no), NULL, NULL);
            INSERT INTO sqlsentinel_state VALUES ('Revenue', '2026-11-21 09:00:01', '2026-11-21 09:00:01',
            '2026-11-20 09:00:01', 1, 0, 'ALERT', '2027-01-01 00:00:00', 0, 0, NULL, '2026-11-21 09:00:01')
            """
    }

    private func expectTakenOver(_ database: ServerDatabase, _ kind: ServerKind) async throws {
        let store = try database.open(clock)
        let runs = try await store.history(HistoryQuery(limit: nil))
        #expect(runs.map(\.alertName) == ["Broken", "Revenue", "Revenue"])
        #expect(runs.map(\.outcome) == [.error, .alert, .ok])
        #expect(runs[1].actualValue == .double(500.5))
        #expect(runs[1].context == [ContextValue("region", .text("é")), ContextValue("rows", .integer(12))])
        let state = try await store.snapshots(of: [AlertKey("Revenue")], scope: .default)[AlertKey("Revenue")]
        #expect(state?.state.instances[.single]?.condition == .firing)
        #expect(try await store.silences(scope: .default, includingEnded: true).count == 1)
        // New runs are counted after the original's.
        try await StoreSteps(store, clock).run("Revenue", runID: "new")
        #expect(try database.number("SELECT MIN(id) FROM sqlsentinel_executions WHERE id > 7") == 8)
        #expect(try await store.check().filter { $0.kind != .durability }.isEmpty)
        await store.close()
        #expect(try database.number("SELECT COUNT(*) FROM sqlsentinel_v0_executions") == 3)
    }

    @Test("take an original over", arguments: ServerKind.allCases)
    func takeover(_ kind: ServerKind) async throws {
        let database = try kind.database()
        try database.sql(Self.original(kind))
        #expect(try SQLStateStore.openForReading(database.url()) == nil)
        #expect(try SQLStateStore.schemaVersion(database.url()) == 0)
        #expect(try SQLStateStore.pendingMigrations(database.url()).count == Migration.all.count)
        try await expectTakenOver(database, kind)
        #expect(try SQLStateStore.schemaVersion(database.url()) == Migration.all.count)
        #expect(try SQLStateStore.pendingMigrations(database.url()).isEmpty)
    }

    @Test("the views show what the original's tables did", arguments: ServerKind.allCases)
    func views(_ kind: ServerKind) async throws {
        let database = try kind.database()
        let store = try database.open(clock)
        try await StoreSteps(store, clock).fire("orders", notices: ["m1"])
        let claimed = try await store.take(TakeRequest(owner: OwnerID("a")))[0]
        try await StoreSteps(store, clock).settle(claimed, .sent(DeliveryReceipt()))
        await store.close()
        let row = try database.sql(
            """
            SELECT alert_name, executed_at, execution_duration_ms * 1000, status, actual_value, threshold, query,
            triggered_by, notification_sent, context_data FROM sqlsentinel_executions
            """
        ).split { "|\t".contains($0) }.map(String.init)
        try #require(row.count == 10)
        #expect(row[0] == "orders")
        #expect(row[1].hasPrefix(String("\(clock.now())".prefix(10))))
        #expect(Double(row[2]) == 12_500)
        #expect(Array(row[3...3]) + Array(row[6...7]) == ["ALERT", "SELECT 1", "MANUAL"])
        #expect(Double(row[4]) == 500.25 && Double(row[5]) == 10_000)
        #expect(row[8] == (kind == .postgreSQL ? "t" : "1"))
        let context = try JSONValue(parsing: row[9])
        #expect(context["region"] == "eu" && context["total"] == .number("12345678901234567890.12"))
        #expect(
            try database.sql("SELECT alert_name, current_status, consecutive_alerts FROM sqlsentinel_state")
                .split { "|\t".contains($0) } == ["orders", "ALERT", "1"])
        #expect(try database.number("SELECT COUNT(*) FROM sqlsentinel_configs") == 1)
    }

    @Test("an original on a server can be imported into a file", arguments: ServerKind.allCases)
    func imported(_ kind: ServerKind) async throws {
        let database = try kind.database()
        try database.sql(Self.original(kind))
        let folder = try StateFolder()
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        let summary = try await store.importOriginal(database.url(), by: Actor(.operatorCLI, name: "test"))
        #expect((summary.runs, summary.states, summary.silences) == (3, 1, 1))
        #expect(
            try await store.importOriginal(database.url(), by: Actor(.operatorCLI, name: "test")) == ImportSummary())
        await store.close()
        #expect(try database.number("SELECT COUNT(*) FROM sqlsentinel_executions") == 3, "the original is only read")
    }

    @Test("a database of a newer program is refused", arguments: ServerKind.allCases)
    func newer(_ kind: ServerKind) async throws {
        let database = try kind.database()
        await (try database.open(clock)).close()
        try database.sql("INSERT INTO sqlsentinel_schema_meta VALUES (99, 'later', 0)")
        for open in [{ _ = try database.open(clock) }, { _ = try SQLStateStore.openForReading(database.url()) }]
            as [() throws -> Void]
        {
            #expect { try open() } throws: { ($0 as? SentinelError)?.code == .schemaVersion }
        }
    }

    #if FaultPoints
        /// Fails at the n-th passing of a point; tells how often it was passed.
        private static func attempt(
            failingAt nth: Int, _ points: Set<FaultPoint>, _ body: () throws -> Void
        ) -> (error: (any Error)?, passes: Int) {
            let passes = Mutex(0)
            let plan = FaultPlan(text: nil)
            plan.set { point in
                guard points.contains(point) else { return nil }
                return passes.withLock { count in
                    count += 1
                    return count == nth ? .error : nil
                }
            }
            var failure: (any Error)?
            FaultPlan.$ofTask.withValue(plan) {
                do { try body() } catch { failure = error }
            }
            return (failure, passes.withLock(\.self))
        }

        /// Every place at which MariaDB's migration can stop, one after the other on one database: each start does at
        /// least one step more. Then every single one on a fresh database, far fewer for the time they take.
        @Test("interrupted at any step, the next start finishes")
        func interrupted() async throws {
            let steps: Set<FaultPoint> = [.beforeMigrationStep, .afterMigrationStep, .betweenMigrations]
            let database = try ServerKind.mariaDB.database()
            try database.sql(Self.original(.mariaDB))
            var starts = 0
            while case let attempt = Self.attempt(failingAt: 2, steps, { _ = try database.open(clock) }),
                attempt.error != nil
            {
                starts += 1
                try #require(starts < 200, "every start gets further")
                #expect(try SQLStateStore.schemaVersion(database.url()) ?? 0 < Migration.all.count)
                #expect(try SQLStateStore.openForReading(database.url()) == nil)
            }
            #expect(starts > 30, "there are many steps")
            try await expectTakenOver(database, .mariaDB)
            #expect(try database.number("SELECT COUNT(*) FROM sqlsentinel_schema_step") == 0)
            for nth in stride(from: 1, to: 70, by: 6) {
                let database = try ServerKind.mariaDB.database()
                try database.sql(Self.original(.mariaDB))
                let attempt = Self.attempt(failingAt: nth, steps) { _ = try database.open(clock) }
                #expect(attempt.error != nil, "step \(nth)")
                try await expectTakenOver(database, .mariaDB)
            }
        }

        @Test("a process that is killed in the middle leaves what the next one finishes", arguments: [1, 17, 40])
        func killed(_ nth: Int) async throws {
            let database = try ServerKind.mariaDB.database()
            try database.sql(Self.original(.mariaDB))
            let url = database.url()
            for point in [FaultPoint.beforeMigrationStep, .afterMigrationStep] {
                let name = point.rawValue
                await #expect(processExitsWith: .signal(SIGKILL)) {
                    [url = url as String, name = name as String, nth = nth as Int] in
                    FaultPlan.$ofTask.withValue(FaultPlan(text: "\(name):\(nth / 2 + 1):kill")) {
                        _ = try? SQLStateStore.open(url)
                    }
                }
            }
            try await expectTakenOver(database, .mariaDB)
        }

        @Test("on PostgreSQL a migration that fails leaves nothing")
        func failing() async throws {
            let database = try ServerKind.postgreSQL.database()
            try database.sql(Self.original(.postgreSQL))
            var opening = try database.opening(clock)
            opening.migrations = [
                Migration(version: 1, name: "fails") { context throws(SentinelError) in
                    try Migration.all[0].apply(context)
                    throw SentinelError(.store, "no")
                }
            ]
            #expect(throws: SentinelError.self) { try opening.open() }
            #expect(
                try database.number("SELECT COUNT(*) FROM pg_tables WHERE tablename LIKE 'sqlsentinel%'") == 3)
            try await expectTakenOver(database, .postgreSQL)
        }
    #endif
}
