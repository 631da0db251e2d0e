#if SQLite
    import SentinelAdapters
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("The original's URLs lead to the file they name")
    struct SQLiteURLFormTests {
        @Test(arguments: [
            ("sqlite:///PATH/shop.db", "shop.db"), ("sqlite+pysqlite:///PATH/shop.db", "shop.db"),
            ("SQLITE:///PATH/shop.db", "shop.db"), ("sqlite:///PATH/my%20shop.db", "my shop.db"),
            ("sqlite:///PATH/my shop.db", "my shop.db"), ("sqlite:///PATH/%C3%BC.db", "ü.db"),
            ("sqlite:///PATH/shop.db?mode=ro", "shop.db"), ("sqlite:///PATH/shop.db?timeout=30", "shop.db"),
            ("sqlite:///PATH/shop.db?check_same_thread=False", "shop.db"), ("sqlite:///PATH/100%.db", "100%.db"),
            ("sqlite:///file:PATH/shop.db?mode=ro&uri=true", "shop.db"), ("sqlite:///PATH/./shop.db", "shop.db"),
            ("sqlite:///PATH/a%3Fb.db", "a?b.db"), ("sqlite:///PATH/a%23b.db", "a#b.db"),
        ])
        func opened(url: String, name: String) async throws {
            let folder = try TemporaryFolder()
            let writer = try SQLiteConnection(path: folder.file(name), access: .create)
            try writer.execute("CREATE TABLE t(a); INSERT INTO t VALUES ('\(name)')")
            writer.close()
            let source = try SQLiteSource(url: url.replacing("PATH", with: folder.path))
            #expect(try await source.rows("SELECT a FROM t") == [[.text(name)]])
            #expect(try folder.contents().keys.sorted() == [name])
        }

        @Test(
            "a name that SQLite could take for a URI is a file's name",
            arguments: [
                "file:x.db", "file:x.db?mode=rwc", "x.db?mode=rwc", "x.db?vfs=none",
            ])
        func noURI(name: String) async throws {
            let folder = try TemporaryFolder()
            let source = try SQLiteSource(path: folder.file(name))
            #expect(await sentinelError { _ = try await source.rows("SELECT 1") }?.code == .connection)
            #expect(try folder.contents().isEmpty)
        }

        @Test(
            "our own state is refused through every door",
            arguments: [
                "SELECT * FROM sqlsentinel_schema_meta", "SELECT 1", "SELECT name FROM sqlite_schema", "VALUES (1)",
            ])
        func state(sql: String) async throws {
            let shop = try SQLiteShop()
            try shop.change("CREATE TABLE sqlsentinel_schema_meta(version)")
            let source = try shop.source()
            for _ in 0..<2 {
                let error = await sentinelError { _ = try await source.rows(sql) }
                #expect(error?.code == .configuration)
                #expect(error?.isRetryable == false)
            }
            let described = await sentinelError { _ = try await source.describe(sql, timeout: .seconds(5)) }
            #expect(described?.code == .configuration)
        }
    }
#endif
