#if SQLite
    import Foundation
    import SentinelAdapters
    import SentinelModels
    import SentinelSQL
    import SentinelTesting

    /// A small shop's database in a folder of its own.
    struct SQLiteShop: Sendable {
        let folder: TemporaryFolder
        var path: String { folder.file("shop.db") }

        init() throws {
            folder = try TemporaryFolder()
            try change(Self.schema)
        }

        /// Runs a script with all rights, as the shop's own program does.
        func change(_ script: String) throws {
            let connection = try SQLiteConnection(path: path, access: .create)
            // Tests outlive no power cut.
            try connection.execute("PRAGMA synchronous = OFF; " + script)
        }

        func source(_ options: SQLiteSource.Options = SQLiteSource.Options()) throws -> SQLiteSource {
            try SQLiteSource(path: path, options: options)
        }

        static let schema = """
            CREATE TABLE orders(
              id INTEGER PRIMARY KEY, customer TEXT, amount REAL, status TEXT, day TEXT, items TEXT, note TEXT);
            INSERT INTO orders VALUES
              (1, 'ada', 10.5, 'paid', '2026-11-01', '[{"sku":"a","n":2},{"sku":"b","n":1}]', NULL),
              (2, 'bob', 20.0, 'paid', '2026-11-01', '[{"sku":"a","n":1}]', 'it''s a gift'),
              (3, 'ada', 5.25, 'failed', '2026-11-02', '[]', 'naïve 🦉'),
              (4, 'cyd', 100.0, 'open', '2026-11-03', NULL, ''),
              (5, 'bob', 64.25, 'paid', '2026-11-04', '[{"sku":"c","n":9}]', 'at 12:30');
            CREATE TABLE staff(id INTEGER PRIMARY KEY, name TEXT, boss INTEGER);
            INSERT INTO staff VALUES (1, 'root', NULL), (2, 'left', 1), (3, 'right', 1), (4, 'leaf', 2);
            CREATE VIEW paid AS SELECT * FROM orders WHERE status = 'paid';
            CREATE VIEW labels AS SELECT printf('%s:%.2f', customer, amount) AS label FROM orders;
            CREATE VIRTUAL TABLE docs USING fts5(title, body);
            INSERT INTO docs VALUES ('disk full', 'the disk of db1 is full'), ('cpu', 'the cpu is hot, disk fine');
            CREATE VIRTUAL TABLE old USING fts4(body);
            INSERT INTO old VALUES ('an old index'), ('a newer text');
            CREATE VIRTUAL TABLE places USING rtree(id, x0, x1);
            INSERT INTO places VALUES (1, 0, 5), (2, 10, 20);
            CREATE INDEX by_day ON orders(day);
            CREATE TRIGGER guard BEFORE DELETE ON orders BEGIN SELECT RAISE(FAIL, 'no'); END;
            """
    }

    extension SQLiteSource {
        /// The rows of a query with limits that suit a test.
        func rows(_ sql: String, parameters: [String: SQLValue] = [:]) async throws(SentinelError) -> [[SQLValue]] {
            try await run(QueryRequest(sql, parameters: parameters)).rows
        }
    }

    /// The `SentinelError` that `body` throws; nil if it throws none.
    func sentinelError(_ body: () async throws -> Void) async -> SentinelError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? SentinelError
        }
    }
#endif
