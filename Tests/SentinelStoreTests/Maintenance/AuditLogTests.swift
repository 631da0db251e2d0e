import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelStore

@Suite("The audit log's chain")
struct AuditLogTests {
    private let folder: StateFolder
    private let clock = ManualClock()

    init() throws {
        folder = try StateFolder()
    }

    /// Entries of two tenants, in turns.
    private func fill(_ count: Int = 6) async throws {
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        for number in 0..<count {
            let entry = AuditEntry(
                at: clock.now(), actor: Actor([.operatorCLI, .api, .engine][number % 3], name: "actor \(number)"),
                action: AuditEntry.Action.allCases[number % AuditEntry.Action.allCases.count],
                object: "object \(number)",
                detail: number == 0 ? "" : "detail \(number)")
            try await store.writer().perform { session throws(SentinelError) in
                try AuditLog(connection: session.connection, dialect: session.dialect).append(
                    entry, tenant: number % 2 == 0 ? "default" : "other")
            }
            clock.advance(by: .seconds(1))
        }
        await store.close()
    }

    private func change(_ statement: String) throws {
        let database = try RawDatabase(folder.file())
        try database.execute(statement)
        database.close()
    }

    private func findings() async throws -> [String] {
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        let findings = try await store.check()
        await store.close()
        #expect(findings.allSatisfy { $0.kind == .auditLog })
        return findings.map(\.description).sorted()
    }

    private static let columns = [
        "occurred_at", "actor_kind", "actor_name", "action", "object_id", "detail", "previous_hash", "entry_hash",
    ]

    @Test("a change of any column of any entry is found, also to words that nobody knows", arguments: columns, 1...3)
    func anyColumn(_ column: String, _ number: Int) async throws {
        try await fill()
        let value = column == "occurred_at" ? "\(column) + 1" : "\(column) || 'x'"
        try change(
            "UPDATE sqlsentinel_audit_log SET \(column) = \(value) WHERE tenant = 'default' AND entry_no = \(number)")
        #expect(try await findings() == ["the audit log of tenant 'default' was changed at entry \(number)"])
    }

    @Test(
        "entries that are missing, exchanged, renumbered or moved to another tenant are found",
        arguments: [
            (
                "DELETE FROM sqlsentinel_audit_log WHERE tenant = 'default' AND entry_no = 1",
                ["default' was changed at entry 2"]
            ),
            (
                "DELETE FROM sqlsentinel_audit_log WHERE tenant = 'default' AND entry_no = 2",
                ["default' was changed at entry 3"]
            ),
            (
                "UPDATE sqlsentinel_audit_log SET entry_no = entry_no + 1 WHERE tenant = 'default' AND entry_no = 3",
                ["default' was changed at entry 4"]
            ),
            (
                """
                UPDATE sqlsentinel_audit_log SET entry_no = 9 WHERE tenant = 'default' AND entry_no = 2;
                UPDATE sqlsentinel_audit_log SET entry_no = 2 WHERE tenant = 'default' AND entry_no = 3;
                UPDATE sqlsentinel_audit_log SET entry_no = 3 WHERE tenant = 'default' AND entry_no = 9
                """, ["default' was changed at entry 2"]
            ),
            (
                "UPDATE sqlsentinel_audit_log SET tenant = 'third' WHERE tenant = 'other'",
                ["other' was cut off after entry 0", "third' was changed at entry 1"]
            ),
            (
                "DELETE FROM sqlsentinel_audit_log WHERE tenant = 'default' AND entry_no = 3",
                ["default' was cut off after entry 2"]
            ),
            (
                "DELETE FROM sqlsentinel_audit_log WHERE tenant = 'default' AND entry_no >= 2",
                ["default' was cut off after entry 1"]
            ),
            ("DELETE FROM sqlsentinel_audit_log WHERE tenant = 'other'", ["other' was cut off after entry 0"]),
            (
                "DELETE FROM sqlsentinel_audit_ends WHERE tenant = 'other'",
                ["other' was cut off after entry 3"]
            ),
            (
                "UPDATE sqlsentinel_audit_ends SET last_hash = before_first WHERE tenant = 'other'",
                ["other' was cut off after entry 3"]
            ),
            (
                "INSERT INTO sqlsentinel_audit_log SELECT 'third', entry_no, occurred_at, actor_kind, actor_name, action, object_id, detail, previous_hash, entry_hash FROM sqlsentinel_audit_log WHERE tenant = 'default'",
                ["third' was changed at entry 1"]
            ),
            (
                "UPDATE sqlsentinel_audit_log SET actor_name = 'x'",
                ["default' was changed at entry 1", "other' was changed at entry 1"]
            ),
        ])
    func structure(_ script: String, _ expected: [String]) async throws {
        try await fill()
        try change(script)
        #expect(try await findings() == expected.map { "the audit log of tenant '\($0)" })
    }

    @Test("texts cannot be moved from one column to the next without being noticed")
    func boundaries() async throws {
        try await fill()
        try change(
            "UPDATE sqlsentinel_audit_log SET object_id = 'object', detail = ' 2detail 2' WHERE tenant = 'default' AND entry_no = 2"
        )
        #expect(try await findings().count == 1)
    }

    /// Entries 0, 2 and 4 s after the begin are the default tenant's.
    @Test(
        "old entries go from the beginning, the newest stays, and the chain is whole",
        arguments: [(-1, 0, [1, 2, 3]), (0, 0, [1, 2, 3]), (1, 1, [2, 3]), (3, 2, [3]), (60, 2, [3])], [1, 2, 100])
    func retention(_ sample: (seconds: Int, deleted: Int, left: [Int]), _ batch: Int) async throws {
        let start = clock.now()
        try await fill()
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        let policy = RetentionPolicy(
            runsBefore: Timestamp(microseconds: 0), auditBefore: start.advanced(by: .seconds(sample.seconds)),
            batch: batch)
        #expect(try await store.retainable(policy, scope: .default).auditEntries == sample.deleted)
        let summary = try await store.retain(policy, scope: .default, by: Actor(.operatorCLI, name: "ann"))
        #expect(summary.auditEntries == sample.deleted)
        let entries = try await store.auditEntries(scope: .default)
        #expect(entries.prefix(sample.left.count).map(\.object) == sample.left.map { "object \(($0 - 1) * 2)" })
        #expect(entries.dropFirst(sample.left.count).map(\.action) == (sample.deleted > 0 ? [.stateRetained] : []))
        #expect(try await store.auditEntries(scope: TenantScope(tenant: "other")).count == 3)
        await store.close()
        #expect(try await findings().isEmpty)
        try change("DELETE FROM sqlsentinel_audit_log WHERE tenant = 'default' AND entry_no = \(sample.left[0])")
        #expect(try await findings().count == 1, "what retention did not delete is missed")
    }

    @Test("the log of an older database gets its ends", arguments: [0, 1, 6])
    func migration(_ count: Int) async throws {
        var opening = try SQLiteOpening(path: folder.file(), clock: clock)
        opening.migrations = Array(Migration.all.prefix(2))
        await (try opening.open()).close()
        try await fill(0)
        try change("DELETE FROM sqlsentinel_audit_ends")
        try await fill(count)
        try change(
            "DROP TABLE sqlsentinel_audit_ends; DELETE FROM sqlsentinel_schema_meta WHERE version = 3")
        #expect(try await findings().isEmpty)
        try await fill(2)
        #expect(try await findings().isEmpty)
    }

    @Test("the chain goes on over restarts and by several stores at once")
    func several() async throws {
        try await fill(2)
        let stores = try (0..<2).map { _ in try SQLStateStore.open(folder.url(), clock: clock) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, store) in stores.enumerated() {
                for number in 0..<15 {
                    group.addTask {
                        let silence = Silence(
                            id: "s\(index)-\(number)", matchers: [.init("a", .equal, "b")], startsAt: clock.now(),
                            endsAt: clock.now().advanced(by: .seconds(60)), author: "ann", comment: "c")
                        try await store.add(silence, scope: .default, by: .init(.api, name: "bob"))
                    }
                }
            }
            try await group.waitForAll()
        }
        let entries = try await stores[0].auditEntries(scope: .default)
        #expect(entries.count == 31)
        #expect(Set(entries.dropFirst().map(\.object)).count == 30)
        for store in stores { await store.close() }
        #expect(try await findings().isEmpty)
    }

    @Test("words that nobody knows are an error for readers, who would else be told half")
    func unknownWords() async throws {
        try await fill()
        try change("UPDATE sqlsentinel_audit_log SET action = 'new.action' WHERE tenant = 'default' AND entry_no = 2")
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        await #expect(throws: JSONReader.damaged) { try await store.auditEntries(scope: .default) }
        #expect(try await store.auditEntries(scope: TenantScope(tenant: "other")).count == 3)
        await store.close()
    }

    @Test("everything that people do is in it, once, with who did it; what changes nothing is not")
    func actions() async throws {
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        let ann = Actor(.operatorCLI, name: "ann")
        let silence = Silence(
            id: "s1", matchers: [.init("team", .equal, "x")], startsAt: clock.now(),
            endsAt: clock.now().advanced(by: .seconds(60)),
            author: "ann", comment: "deploy")
        try await StoreSteps(store, clock).fire("a", notices: ["m1"])
        for _ in 0..<2 { try await store.add(silence, scope: .default, by: ann) }
        #expect(try await store.endSilences(["s1", "s1", "nope"], scope: .default, by: ann) == 1)
        #expect(try await store.dropMessages(["m1", "m1", "nope"], scope: .default, by: ann) == 1)
        #expect(try await store.retryMessages(["m1", "nope"], scope: .default, by: ann) == 1)
        let entries = try await store.auditEntries(scope: .default)
        #expect(
            entries.map { "\($0.action.rawValue) \($0.object) \($0.detail) \($0.actor.kind.rawValue) \($0.actor.name)" }
                == [
                    "silence.add s1 deploy cli ann", "silence.end s1 deploy cli ann", "message.drop m1 to-m1 cli ann",
                    "message.retry m1 to-m1 cli ann",
                ])
        #expect(entries.allSatisfy { $0.at == clock.now() })
        var other = silence
        other.comment = "another"
        await #expect(throws: SentinelError(.conflict, "a silence with the id 's1' exists", isRetryable: false)) {
            try await store.add(other, scope: .default, by: ann)
        }
        #expect(try await store.auditEntries(scope: .default).count == 4)
        await store.close()
    }
}
