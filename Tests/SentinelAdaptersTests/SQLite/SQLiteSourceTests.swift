#if SQLite
    import Foundation
    import SentinelAdapters
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("SQLite source")
    struct SQLiteSourceTests {
        @Test("a missing file is an error, never created", arguments: ["missing.db", "no/such/folder.db", ""])
        func missing(_ name: String) async throws {
            let folder = try TemporaryFolder()
            let source = try SQLiteSource(path: folder.file(name))
            let error = await sentinelError { _ = try await source.rows("SELECT 1") }
            #expect(error?.code == .connection)
            #expect(try folder.contents().isEmpty)
            try SQLiteConnection(path: folder.file("late.db"), access: .create).execute("CREATE TABLE t(a)")
            if name == "missing.db" {
                try folder.move("late.db", to: name)
                #expect(try await source.rows("SELECT count(*) FROM t") == [[.integer(0)]])
            }
        }

        @Test("options that cannot be")
        func impossibleOptions() {
            #expect(throws: SentinelError.self) { try SQLiteSource(path: "") }
            #expect(throws: SentinelError.self) { try SQLiteSource(path: "a\0b") }
            #expect(throws: SentinelError.self) {
                try SQLiteSource(path: "a.db", options: SQLiteSource.Options(maxConnections: 0))
            }
            #expect(throws: SentinelError.self) { try SQLiteSource(url: "postgresql://h/d") }
        }

        @Test("a file that is no database, or a damaged one")
        func damaged() async throws {
            let shop = try SQLiteShop()
            let text = shop.folder.file("text.db")
            try Data(repeating: 65, count: 8192).write(to: URL(fileURLWithPath: text))
            let error = await sentinelError {
                _ = try await SQLiteSource(path: text).rows("SELECT 1 FROM sqlite_schema")
            }
            #expect(error?.code == .connection)
            #expect(error?.isRetryable == false)
            #expect(error?.message.contains("no SQLite database") == true)
            var bytes = try Data(contentsOf: URL(fileURLWithPath: shop.path))
            bytes.replaceSubrange(4096..<bytes.count, with: Data(repeating: 0xA5, count: bytes.count - 4096))
            let damaged = shop.folder.file("damaged.db")
            try bytes.write(to: URL(fileURLWithPath: damaged))
            let other = await sentinelError { _ = try await SQLiteSource(path: damaged).rows("SELECT * FROM orders") }
            #expect(other?.code == .connection)
            #expect(other?.message.contains("damaged") == true)
        }

        @Test("our own state is refused unless allowed")
        func stateDatabase() async throws {
            let shop = try SQLiteShop()
            try shop.change("CREATE TABLE sqlsentinel_schema_meta(version)")
            let error = await sentinelError { _ = try await shop.source().rows("SELECT 1") }
            #expect(error?.code == .configuration)
            #expect(error?.message.contains("allow_state_database: true") == true)
            let allowed = try shop.source(SQLiteSource.Options(allowsStateDatabase: true))
            #expect(try await allowed.rows("SELECT count(*) FROM sqlsentinel_schema_meta") == [[.integer(0)]])
        }

        @Test("a schema that changes, and a file that is replaced, are followed")
        func changes() async throws {
            let shop = try SQLiteShop()
            let source = try shop.source(SQLiteSource.Options(maxConnections: 1))
            let sql = "SELECT * FROM staff WHERE id = 1"
            #expect(try await source.run(QueryRequest(sql)).columns == ["id", "name", "boss"])
            try shop.change("ALTER TABLE staff ADD COLUMN site TEXT DEFAULT 'here'")
            let changed = try await source.run(QueryRequest(sql))
            #expect(changed.columns == ["id", "name", "boss", "site"])
            #expect(changed.rows == [[.integer(1), .text("root"), .null, .text("here")]])
            let other = try SQLiteConnection(path: shop.folder.file("new.db"), access: .create)
            try other.execute("CREATE TABLE staff(id, x); INSERT INTO staff VALUES (1, 2)")
            other.close()
            try shop.folder.move("new.db", to: "shop.db")
            #expect(try await source.run(QueryRequest(sql)).columns == ["id", "x"])
            try FileManager.default.removeItem(atPath: shop.path)
            #expect(await sentinelError { _ = try await source.rows(sql) }?.code == .connection)
            #expect(try shop.folder.contents().isEmpty)
        }

        @Test("a database in memory answers", arguments: ["sqlite://", "sqlite:///:memory:"])
        func memory(_ url: String) async throws {
            let source = try SQLiteSource(url: url)
            #expect(try await source.rows("SELECT 'ALERT'") == [[.text("ALERT")]])
            #expect(await sentinelError { _ = try await source.rows("CREATE TABLE t(a)") }?.code == .notReadOnly)
        }

        @Test("a database in WAL mode, with and without its log")
        func writeAheadLog() async throws {
            let shop = try SQLiteShop()
            let writer = try SQLiteConnection(path: shop.path, access: .readWrite)
            try writer.execute("PRAGMA journal_mode = WAL; INSERT INTO staff VALUES (9, 'new', 1)")
            let source = try shop.source()
            let count = "SELECT count(*) FROM staff"
            #expect(try await source.rows(count) == [[.integer(5)]])
            try writer.execute("INSERT INTO staff VALUES (10, 'newer', 1)")
            #expect(try await source.rows(count) == [[.integer(6)]])
            await source.close()
            writer.close()
            #expect(try await shop.source().rows(count) == [[.integer(6)]])
        }

        @Test("a journal that must be rolled back needs a writer first")
        func hotJournal() async throws {
            let shop = try SQLiteShop()
            let writer = try SQLiteConnection(path: shop.path, access: .readWrite)
            try writer.execute("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE")
            let fill =
                "INSERT INTO staff(name) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000)"
            try writer.execute(fill + " SELECT hex(randomblob(50)) FROM n")
            for suffix in ["", "-journal"] {
                try FileManager.default.copyItem(
                    atPath: shop.path + suffix, toPath: shop.folder.file("copy.db" + suffix))
            }
            try writer.rollback()
            let source = try SQLiteSource(path: shop.folder.file("copy.db"))
            let error = await sentinelError { _ = try await source.rows("SELECT count(*) FROM staff") }
            #expect(error?.code == .connection)
            #expect(error?.message.contains("writer") == true)
            let repair = try SQLiteConnection(path: shop.folder.file("copy.db"), access: .readWrite)
            #expect(try repair.scalar("SELECT count(*) FROM staff") == .integer(4))
            #expect(try await source.rows("SELECT count(*) FROM staff") == [[.integer(4)]])
        }

        @Test("a writer's lock is awaited, for the busy time and within the deadline")
        func lock() async throws {
            let shop = try SQLiteShop()
            let writer = try SQLiteConnection(path: shop.path, access: .readWrite)
            try writer.begin(.exclusive)
            let impatient = try shop.source(SQLiteSource.Options(busyTimeout: .milliseconds(50)))
            let busy = await sentinelError { _ = try await impatient.rows("SELECT * FROM staff") }
            #expect(busy?.code == .busy)
            #expect(busy?.isRetryable == true)
            let patient = try shop.source()
            let late = await sentinelError {
                _ = try await patient.run(
                    QueryRequest("SELECT 1 FROM staff", limits: QueryLimits(timeout: .milliseconds(100))))
            }
            #expect(late?.code == .timeout)
            #expect(late?.message.contains("writer") == true)
            let waiting = Task { try await patient.rows("SELECT count(*) FROM staff") }
            let cancelled = Task { await sentinelError { _ = try await patient.rows("SELECT 2 FROM staff") } }
            cancelled.cancel()
            #expect(await cancelled.value?.code == .cancelled)
            try writer.commit()
            #expect(try await waiting.value == [[.integer(4)]])
        }

        @Test("the time is bound as SQLite writes it")
        func time() async throws {
            let source = try SQLiteSource(path: ":memory:")
            let fire = Timestamp(seconds: 1_795_424_400)
            let rows = try await source.rows(
                "SELECT :fire_at, :fire_at = datetime('2026-11-23T09:00:00Z'), date(:fire_at, '-1 day')",
                parameters: ["fire_at": .timestamp(fire), "previous_fire_at": .null])
            #expect(rows == [[.text("2026-11-23 09:00:00"), .integer(1), .text("2026-11-22")]])
        }

        @Test(
            "parameters that are none of ours", arguments: ["?", "?1", "@fire_at", "$fire_at", ":other"])
        func unknownParameters(_ parameter: String) async throws {
            let source = try SQLiteSource(path: ":memory:")
            let error = await sentinelError {
                _ = try await source.rows("SELECT \(parameter)", parameters: ["fire_at": .integer(1)])
            }
            #expect(error?.code == .query)
            #expect(error?.message.contains("known are :fire_at") == true)
            let none = await sentinelError { _ = try await source.rows("SELECT \(parameter)") }
            #expect(none?.message.contains("it is given none") == true)
        }

        @Test("describing tells declared types and runs nothing")
        func describe() async throws {
            let shop = try SQLiteShop()
            let columns = try await shop.source().describe(
                "SELECT id, amount AS a, 1 FROM orders", timeout: .seconds(5))
            #expect(
                columns == [
                    ColumnDescription(name: "id", declaredType: "INTEGER"),
                    ColumnDescription(name: "a", declaredType: "REAL"), ColumnDescription(name: "1"),
                ])
            let error = await sentinelError {
                _ = try await shop.source().describe("DROP TABLE orders", timeout: .seconds(5))
            }
            #expect(error?.code == .notReadOnly)
        }

        @Test("a declared DECIMAL is what SQLite stored")
        func decimals() async throws {
            let shop = try SQLiteShop()
            try shop.change(
                """
                CREATE TABLE d(a DECIMAL(30, 10), b BOOLEAN, c TIMESTAMP);
                INSERT INTO d VALUES ('12.50', 1, '2026-11-01 10:00:00'), ('12', 0, 1795424400),
                  ('1234567890123456789.0123456789', 'true', NULL);
                """)
            #expect(
                try await shop.source().rows("SELECT * FROM d") == [
                    [.double(12.5), .integer(1), .text("2026-11-01 10:00:00")],
                    [.integer(12), .integer(0), .integer(1_795_424_400)],
                    [.integer(1_234_567_890_123_456_768), .text("true"), .null],
                ])
        }
    }
#endif
