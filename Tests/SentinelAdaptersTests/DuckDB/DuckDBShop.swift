#if DuckDB
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import TestTools

    /// A shop in a DuckDB file of its own, made by DuckDB's own client.
    struct DuckDBShop: Sendable {
        let folder: TemporaryFolder
        var path: String { folder.file("shop.duckdb") }
        var url: String { "duckdb:///" + path }

        init() throws {
            folder = try TemporaryFolder()
            try change(Self.tables)
        }

        static let common = Result { try DuckDBShop() }

        /// Runs SQL as somebody who may write, in a process of its own.
        func change(_ sql: String) throws {
            try DuckDBWheel.python("import duckdb\nduckdb.connect(\(quoted(path))).execute(\(quoted(sql)))")
        }

        private func quoted(_ text: String) -> String { JSONValue.string(text).encoded() }

        func source(_ options: DuckDBSource.Options? = nil) throws -> DuckDBSource {
            var options = options ?? DuckDBSource.Options()
            options.library = options.library ?? DuckDBWheel.library
            return try DuckDBSource(url: url, options: options)
        }

        /// A source without a file.
        static func empty() throws -> DuckDBSource {
            try DuckDBSource(url: "duckdb://", options: DuckDBSource.Options(library: DuckDBWheel.library))
        }

        private static let tables = """
            CREATE SEQUENCE numbers;
            CREATE TABLE orders(id INTEGER PRIMARY KEY, customer TEXT, amount DECIMAL(12,2), status TEXT, day DATE, note TEXT);
            INSERT INTO orders VALUES
              (1, 'ada', 12.50, 'paid', '2026-11-01', NULL), (2, 'bob', 9.99, 'open', '2026-11-01', 'it''s a gift'),
              (3, 'ada', 5.25, 'failed', '2026-11-02', 'naïve 🦉'), (4, 'cyd', 100.00, 'open', '2026-11-03', ''),
              (5, 'bob', 64.25, 'paid', '2026-11-04', 'at 12:30');
            CREATE VIEW paid AS SELECT * FROM orders WHERE status = 'paid';
            """
    }

    extension DuckDBSource {
        /// The rows of a query with limits that suit a test.
        func rows(_ sql: String, parameters: [String: SQLValue] = [:]) async throws(SentinelError) -> [[SQLValue]] {
            try await run(QueryRequest(sql, parameters: parameters)).rows
        }
    }
#endif
