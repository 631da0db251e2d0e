#if SQLite
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @testable import SentinelStore

    @Suite("How statements find their rows")
    struct StatementPlanTests {
        private let folder: StateFolder
        private let clock = ManualClock()

        init() throws {
            folder = try StateFolder()
        }

        private func listening(_ list: StatementList, _ name: String = "state.db") async throws -> SQLStateStore {
            await (try SQLStateStore.open(folder.url(name), clock: clock)).close()
            let file = folder.file(name)
            let session = StoreSession(
                connection: ListeningConnection(try SQLiteStoreConnection(path: file, access: .readWrite), list),
                dialect: SQLiteDialect(), clock: clock, owners: AnnouncedOwners())
            let reader = ReadWorker { () throws(SentinelError) in
                ListeningConnection(try SQLiteStoreConnection(path: file, access: .readOnly), list)
            }
            return SQLStateStore(
                dialect: SQLiteDialect(), clock: clock, owners: AnnouncedOwners(), reader: reader,
                writer: GroupWriter(session: session, linger: .init(idle: .zero, urgentIdle: .zero)))
        }

        /// Everything that the store does but checking and counting, which read all there is.
        private func statements() async throws -> [String] {
            let list = StatementList()
            for seed in 0..<4 as Range<UInt64> {
                let stores = [try await listening(list, "broad\(seed)"), try await listening(list, "narrow\(seed)")]
                var broad = BroadConversation(seed: seed, store: stores[0], clock: clock)
                try await broad.talk(steps: 120)
                var narrow = Conversation(seed: seed, store: stores[1], clock: clock)
                try await narrow.talk(steps: 120)
                for store in stores { await store.close() }
            }
            let store = try await listening(list)
            try await silencedEnd(store)
            await store.close()
            return list.all
        }

        /// An end that a silence takes back, after the beginning was told: it stays owed.
        private func silencedEnd(_ store: SQLStateStore) async throws {
            let steps = StoreSteps(store, clock)
            let alert = AlertDefinition.fixture("told")
            let owner = OwnerID("told")
            var beginning = steps.firing(alert, try await steps.claim(alert, "told-1"), notices: ["told-m1"])
            _ = try await store.commit([beginning])
            for taken in try await store.take(TakeRequest(owner: owner)) {
                _ = try await store.settle([
                    Settlement(
                        messageID: taken.message.id, fence: taken.fence, outcome: .sent(DeliveryReceipt()),
                        at: clock.now())
                ])
            }
            beginning = steps.firing(alert, try await steps.claim(alert, "told-2"), notices: ["told-m2"])
            for index in beginning.decisions.indices {
                beginning.decisions[index].intent?.content.event = .resolved
            }
            _ = try await store.commit([beginning])
            let silence = Silence(
                id: "told", matchers: [.init("alertname", .equal, "told")], startsAt: clock.now(),
                endsAt: clock.now().advanced(by: .seconds(60)), author: "ann", comment: "c")
            try await store.add(silence, scope: .default, by: .engine)
            _ = try await store.take(TakeRequest(owner: owner))
        }

        /// Indexes that hold only what is under way.
        private static let small = ["sqlsentinel_message_age", "sqlsentinel_message_line", "sqlsentinel_run_running"]

        @Test("none reads a table from its beginning to its end")
        func noScan() async throws {
            let statements = try await statements()
            #expect(statements.contains { $0.contains("state = 'sent'") }, "what was announced is asked")
            #expect(statements.count > 60, "\(statements.count)")
            let database = try RawDatabase(folder.file())
            for statement in statements {
                // The numbers for metrics and health checks count everything there is.
                if statement.contains("COUNT(*)") || statement.contains("MIN(m.created_at)") { continue }
                for line in try database.rows("EXPLAIN QUERY PLAN " + statement, column: 3) {
                    guard line.hasPrefix("SCAN"), line != "SCAN CONSTANT ROW" else { continue }
                    #expect(Self.small.contains { line.hasSuffix("INDEX \($0)") }, "\(line): \(statement)")
                }
            }
        }

        @Test("the indexes that hold little hold only what is under way")
        func smallIndexes() throws {
            _ = try SQLiteOpening(path: folder.file(), clock: clock).open()
            let database = try RawDatabase(folder.file())
            for name in Self.small {
                let text = try database.rows("SELECT sql FROM sqlite_master WHERE name = '\(name)'", column: 0)
                #expect(text.count == 1 && text[0].contains(" WHERE state "), "\(name)")
            }
        }
    }
#endif
