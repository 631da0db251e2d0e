#if SQLite
    import SentinelAdapters
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    /// The whole surface of the SQLite at hand, as it lists itself: a function, pragma or module of a newer version is
    /// refused until somebody has looked at it.
    @Suite("SQLite's whole surface")
    struct SQLiteSurfaceTests {
        private static func names(_ sql: String) -> [String] {
            let rows = try? SQLiteConnection(path: ":memory:", access: .create).rows(sql)
            return (rows ?? []).compactMap { if case .text(let name)? = $0.first { name } else { nil } }
        }

        /// Functions that write, load, show memory or disk, or make a value of any size in one call.
        static let forbidden: Set<String> = [
            "load_extension", "randomblob", "zeroblob", "fts3_tokenizer", "fts5", "fts5_source_id", "optimize",
            "rtreecheck", "rtreedepth", "rtreenode", "geopoly_debug", "sqlite_compileoption_get",
            "sqlite_compileoption_used", "sqlite_log", "sqlite_source_id", "sqlite_offset", "readfile", "writefile",
            "edit", "fsdir", "sqlite_rename_column", "sqlite_rename_table", "sqlite_add_constraint",
        ]

        @Test("no function that reaches further than its arguments may be called", arguments: forbidden.sorted())
        func dangerous(name: String) async throws {
            let source = try SQLiteSource(path: ":memory:")
            for call in ["\(name)()", "\(name)(1)", "\(name)(1, 2)", "\(name)('x', 'y', 'z')"] {
                let error = await sentinelError { _ = try await source.rows("SELECT \(call)") }
                #expect([.notReadOnly, .query].contains(error?.code), "\(call): \(String(describing: error))")
            }
        }

        @Test(
            "a function is either harmless or refused by its name",
            arguments: names("SELECT DISTINCT name FROM pragma_function_list"))
        func functions(name: String) async throws {
            let source = try SQLiteSource(path: ":memory:")
            let quoted = "\"\(name)\""
            var isRefused = false
            for arguments in ["", "1", "'a', 'b'", "'a', 'b', 'c'"] {
                let error = await sentinelError { _ = try await source.rows("SELECT \(quoted)(\(arguments))") }
                guard let error, error.code == .notReadOnly else { continue }
                isRefused = true
                #expect(error.message == "the query may only read: the function \(name)() is not allowed")
                #expect(!error.isRetryable)
            }
            if Self.forbidden.contains(name) { #expect(isRefused, "\(name) is called") }
        }

        /// The only pragmas that may be read, in their form as a table.
        private static let readable: Set<String> = [
            "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list",
        ]

        @Test(
            "a pragma is no query, and only those that describe tables can be selected from",
            arguments: names("SELECT name FROM pragma_pragma_list"))
        func pragmas(name: String) async throws {
            let source = try SQLiteSource(path: ":memory:")
            for statement in ["PRAGMA \(name)", "PRAGMA \(name) = 1", "PRAGMA \(name)('x')", "PRAGMA main.\(name)"] {
                #expect(await sentinelError { _ = try await source.rows(statement) }?.code == .notReadOnly)
            }
            for table in ["pragma_\(name)", "pragma_\(name)('x')"] {
                let error = await sentinelError { _ = try await source.rows("SELECT * FROM \(table)") }
                // Full-text search asks these two, without an argument.
                let isAsked = ["data_version", "page_size"].contains(name) && !table.hasSuffix(")")
                if isAsked || Self.readable.contains(name) {
                    #expect(error == nil || error?.code == .query)
                } else {
                    #expect([.notReadOnly, .query].contains(error?.code), "\(table): \(String(describing: error))")
                }
            }
        }

        @Test(
            "tables of the machine itself are not readable",
            arguments: [
                "sqlite_stmt", "sqlite_dbpage", "bytecode('SELECT 1')", "tables_used('SELECT 1')",
                "pragma_database_list",
                "pragma_compile_options", "fsdir('/')", "zipfile('x')", "csv('x')", "dbpage",
            ])
        func tables(name: String) async throws {
            let shop = try SQLiteShop()
            let before = try shop.folder.contents()
            let error = await sentinelError { _ = try await shop.source().rows("SELECT * FROM \(name)") }
            #expect([.notReadOnly, .query].contains(error?.code), "\(String(describing: error))")
            #expect(try shop.folder.contents() == before)
        }

        /// Ways to hide what a statement is.
        static let disguises = [
            "/* /* */ DELETE FROM orders", "SELECT/**/1;/**/DELETE FROM orders", "\u{A0}DELETE FROM orders",
            "\u{FEFF}DELETE FROM orders", "--\rDELETE FROM orders\nDELETE FROM orders", "\u{c}DELETE FROM orders",
            "dElEtE FROM orders", "DELETE\nFROM\norders", "WITH t AS (SELECT 1) /* SELECT */ DELETE FROM orders",
            "SELECT 1\u{3B}DELETE FROM orders", "SELECT 1\u{37E}DELETE FROM orders", "SELECT 1;--\nDELETE FROM orders",
            "SELECT ';'; DELETE FROM orders", "SELECT \"';\"; DELETE FROM orders", "SELECT 'a''; '; DELETE FROM orders",
            "SELECT [;]; DELETE FROM orders", "SELECT `;`; DELETE FROM orders", "/*!50000 DELETE FROM orders */",
            "EXPLAIN DELETE FROM orders", "EXPLAIN QUERY PLAN DELETE FROM orders", "VALUES (1); DELETE FROM orders",
            "; ; DELETE FROM orders", "\u{200B}DELETE FROM orders", "ＤＥＬＥＴＥ FROM orders", "DELETE\u{3000}FROM orders",
            "SELECT 1 UNION DELETE FROM orders", "SELECT (DELETE FROM orders)", "REPLACE INTO orders(id) SELECT 1",
            "SELECT * FROM orders FOR UPDATE", "SELECT * INTO copy FROM orders", "SELECT 1 INTO OUTFILE 'x'",
            "COPY orders TO 'x'", "CALL x()", "EXECUTE x", "DO 1", "SET x = 1", "LOCK TABLE orders", ".read x",
            ".shell rm -rf /", "\\! ls", "GO", "USE main", "SHOW TABLES", "DESCRIBE orders", "TRUNCATE orders",
            "MERGE INTO orders", "GRANT ALL ON orders TO x", "KILL 1", "LOAD DATA INFILE 'x'", "HANDLER orders OPEN",
        ]

        @Test("a disguise does not help", arguments: disguises)
        func disguised(_ sql: String) async throws {
            let shop = try SQLiteShop.common.get()
            let before = try shop.folder.contents()
            let error = await sentinelError { _ = try await shop.source().rows(sql) }
            #expect([.notReadOnly, .query].contains(error?.code), "\(String(describing: error))")
            #expect(error?.isRetryable == false)
            #expect(try shop.folder.contents() == before)
        }
    }
#endif
