import SentinelModels
import SentinelTesting
import Synchronization
import Testing

@testable import SentinelStore

@Suite("Migrations")
struct MigrationTests {
    private let folder: StateFolder
    private let clock = ManualClock()

    init() throws {
        folder = try StateFolder()
    }

    /// The first migration alone.
    private static let first = Array(Migration.all.prefix(1))

    /// The first migration and two more, as another release might have.
    private static let later =
        first + [
            Migration(version: 2, name: "add a table") { context throws(SentinelError) in
                try context.connection.execute("CREATE TABLE sqlsentinel_later (a BIGINT)")
            },
            Migration(version: 3, name: "fill it") { context throws(SentinelError) in
                try context.connection.run("INSERT INTO sqlsentinel_later VALUES (1)", [])
            },
        ]

    private func opening(_ migrations: [Migration] = first) throws -> SQLiteOpening {
        var opening = try SQLiteOpening(path: folder.file(), clock: clock)
        opening.migrations = migrations
        return opening
    }

    @Test("are numbered without gaps and never change their first number")
    func numbers() {
        #expect(Migration.all.map(\.version) == Array(1...Migration.all.count))
        #expect(SQLStateStore.newestSchemaVersion == Migration.all.count)
    }

    @Test("a fresh database gets them all, an existing one none")
    func fresh() async throws {
        #expect(try SQLStateStore.schemaVersion(folder.url()) == nil)
        #expect(try SQLStateStore.pendingMigrations(folder.url()).count == Migration.all.count)
        #expect(folder.names.isEmpty, "asking creates nothing")
        await (try opening(Migration.all).open()).close()
        #expect(try SQLStateStore.schemaVersion(folder.url()) == Migration.all.count)
        #expect(try SQLStateStore.pendingMigrations(folder.url()).isEmpty)
        let applied = try RawDatabase(folder.file()).rows("SELECT version, applied_at FROM sqlsentinel_schema_meta")
        await (try opening(Migration.all).open()).close()
        #expect(
            try RawDatabase(folder.file()).rows("SELECT version, applied_at FROM sqlsentinel_schema_meta") == applied)
    }

    @Test("a database of the first release gets what came later, and keeps its data")
    func firstRelease() async throws {
        let store = try opening().open()
        try await StoreSteps(store, clock).fire("a", notices: ["m1"])
        await store.close()
        #expect(
            try SQLStateStore.pendingMigrations(folder.url())
                == Migration.all.dropFirst().map { "\($0.version): \($0.name)" })
        let upgraded = try SQLStateStore.open(folder.url(), clock: clock)
        #expect(try await upgraded.messages(MessageQuery()).map(\.id) == ["m1"])
        #expect(try await upgraded.check().isEmpty)
        await upgraded.close()
        let fresh = folder.file("fresh.db")
        await (try SQLStateStore.open(path: fresh, clock: clock)).close()
        let schema = "SELECT name, sql FROM sqlite_master ORDER BY name"
        #expect(try RawDatabase(folder.file()).rows(schema) == RawDatabase(fresh).rows(schema))
    }

    @Test("a database that is behind keeps its data")
    func behind() async throws {
        let store = try opening().open()
        try await StoreSteps(store, clock).fire("a", notices: ["m1"])
        await store.close()
        #expect(try opening(Self.later).pendingMigrations() == ["2: add a table", "3: fill it"])
        let upgraded = try opening(Self.later).open()
        #expect(try await upgraded.history(HistoryQuery()).count == 1)
        await upgraded.close()
        #expect(try RawDatabase(folder.file()).number("SELECT COUNT(*) FROM sqlsentinel_later") == 1)
    }

    @Test("a newer database is refused with both versions, and left alone")
    func newer() async throws {
        await (try opening(Self.later).open()).close()
        let before = try RawDatabase(folder.file()).rows("SELECT * FROM sqlite_master")
        for attempt in [{ _ = try opening().open() }, { _ = try opening().openForReading() }] as [() throws -> Void] {
            #expect {
                try attempt()
            } throws: { error in
                guard let error = error as? SentinelError else { return false }
                return error.code == .schemaVersion && error.message.contains("version 3")
                    && error.message.contains("up to 1") && !error.isRetryable
            }
        }
        #expect(try RawDatabase(folder.file()).rows("SELECT * FROM sqlite_master") == before)
    }

    @Test("a migration that fails leaves the one before it and goes on later")
    func failing() async throws {
        var migrations = Self.later
        migrations[1] = Migration(version: 2, name: "fails") { context throws(SentinelError) in
            try context.connection.execute("CREATE TABLE sqlsentinel_later (a BIGINT)")
            throw SentinelError(.store, "no")
        }
        #expect(throws: SentinelError.self) { try opening(migrations).open() }
        #expect(try SQLStateStore.schemaVersion(folder.url()) == 1)
        await (try opening(Self.later).open()).close()
        #expect(try SQLStateStore.schemaVersion(folder.url()) == 3)
    }

    #if FaultPoints
        @Test("a process that dies between two migrations loses nothing", arguments: 1...2)
        func interrupted(_ nth: Int) async throws {
            let passes = Mutex(0)
            let plan = FaultPlan(text: nil)
            plan.set { point in
                guard point == .betweenMigrations else { return nil }
                return passes.withLock { count in
                    count += 1
                    return count == nth ? .error : nil
                }
            }
            FaultPlan.$ofTask.withValue(plan) {
                #expect(throws: SentinelError.self) { try opening(Self.later).open() }
            }
            #expect(try SQLStateStore.schemaVersion(folder.url()) == nth)
            await (try opening(Self.later).open()).close()
            #expect(try RawDatabase(folder.file()).number("SELECT COUNT(*) FROM sqlsentinel_later") == 1)
        }
    #endif

    @Test("starters at the same time wait for each other", arguments: [false, true])
    func together(_ isOriginal: Bool) async throws {
        if isOriginal { try OriginalDatabase.make(at: folder.file()) }
        let opening = try opening(Self.later)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 {
                group.addTask { await (try opening.open()).close() }
            }
            try await group.waitForAll()
        }
        let database = try RawDatabase(folder.file())
        #expect(try database.rows("SELECT version FROM sqlsentinel_schema_meta", column: 0) == ["1", "2", "3"])
        #expect(try database.number("SELECT COUNT(*) FROM sqlsentinel_later") == 1)
        #expect(try database.number("SELECT COUNT(*) FROM sqlsentinel_executions") == (isOriginal ? 5 : 0))
    }
}
