#if DuckDB
    @testable import SentinelSQL
    import SentinelModels
    import SentinelTesting
    import TestTools
    import Testing

    /// The connection itself, with the library that Python's module brings.
    @Suite("A connection to DuckDB", .enabled(if: DuckDBWheel.isInstalled, "\(DuckDBWheel.whatIsMissing)"))
    struct DuckDBConnectionTests {
        private func library() throws -> DuckDBLibrary { try DuckDBLibrary.load(path: DuckDBWheel.library) }

        private func connect(
            _ path: String = "", _ settings: [DuckDBDatabase.Setting] = []
        ) throws -> DuckDBConnection {
            try DuckDBConnection(try DuckDBDatabase(path: path, settings: settings, library: try library()))
        }

        @discardableResult
        private func rows(
            _ sql: String, _ values: [SQLValue] = [], on connection: DuckDBConnection
        ) throws -> [[SQLValue]] {
            let statement = try connection.prepare(sql)
            for (index, value) in values.enumerated() { try statement.bind(value, at: index + 1) }
            let source = try statement.execute()
            var rows: [[SQLValue]] = []
            while try source.next() {
                rows.append(try source.names.indices.map { try source.value(at: $0, maxBytes: 1 << 20).value })
            }
            return rows
        }

        private func failure(_ body: () throws -> Void) -> DuckDBError? {
            do {
                try body()
                return nil
            } catch {
                return error as? DuckDBError
            }
        }

        @Test("the library is loaded once, and says its version")
        func version() throws {
            let library = try library()
            #expect(library.version.hasPrefix("v"))
            #expect(library.name == DuckDBWheel.library)
            #expect(try DuckDBLibrary.load(path: DuckDBWheel.library).name == library.name)
        }

        @Test("a missing library names every place that was tried", arguments: ["/nowhere/libduckdb.so", "libm.so.6"])
        func missing(_ path: String) {
            let error = failure { _ = try DuckDBLibrary.load(path: path) }
            #expect(error?.kind == .library)
            #expect(error?.message.contains(path) == true)
        }

        @Test("what is written can be read, also after the file was closed")
        func writing() throws {
            let folder = try TemporaryFolder()
            let path = folder.file("a.duckdb")
            do {
                let connection = try connect(path)
                try rows("CREATE TABLE t(a INTEGER, b VARCHAR)", on: connection)
                try rows("INSERT INTO t VALUES (1, 'x'), (2, NULL)", on: connection)
            }
            let reader = try connect(path, [DuckDBDatabase.Setting("access_mode", "READ_ONLY")])
            #expect(
                try rows("SELECT * FROM t ORDER BY a", on: reader) == [
                    [.integer(1), .text("x")], [.integer(2), .null],
                ])
            let error = failure { try rows("INSERT INTO t VALUES (3, 'y')", on: reader) }
            #expect(error?.kind == .forbidden)
            #expect(try rows("SELECT count(*) FROM t", on: reader) == [[.integer(2)]])
        }

        @Test("two connections of one database see the same")
        func sharing() throws {
            let database = try DuckDBDatabase(path: "", settings: [], library: try library())
            let first = try DuckDBConnection(database)
            let second = try DuckDBConnection(database)
            try rows("CREATE TABLE t AS SELECT 7 AS a", on: first)
            #expect(try rows("SELECT a FROM t", on: second) == [[.integer(7)]])
        }

        @Test("a setting that DuckDB does not know is named")
        func settings() throws {
            let error = failure { _ = try connect("", [DuckDBDatabase.Setting("no_such_setting", "7")]) }
            #expect(error?.kind == .library || error?.kind == .opening)
            #expect(error?.message.contains("no_such_setting") == true)
            let wrong = failure { _ = try connect("", [DuckDBDatabase.Setting("threads", "many")]) }
            #expect(wrong != nil)
        }

        @Test("a file that cannot be opened says why")
        func opening() throws {
            let folder = try TemporaryFolder()
            let error = failure { _ = try connect(folder.file("no/such/folder/a.duckdb")) }
            #expect(error?.kind == .opening)
            #expect(error?.message.isEmpty == false)
        }

        @Test(
            "what is one statement",
            arguments: [
                ("SELECT 1", nil, true),
                ("VALUES (1)", nil, true),
                ("FROM range(3)", nil, true),
                ("WITH x AS (SELECT 1) SELECT * FROM x", nil, true),
                ("CREATE TABLE t(a INTEGER)", nil, false),
                ("SET threads = 1", nil, false),
                ("BEGIN", nil, false),
                ("PRAGMA version", nil, nil),
                ("EXPLAIN SELECT 1", nil, false),
                ("COPY (SELECT 1) TO 'x.csv'", nil, false),
                ("", .forbidden, nil),
                ("-- nothing", .forbidden, nil),
                ("SELECT 1; SELECT 2", .forbidden, nil),
                ("SELECT 1; DROP TABLE t", .forbidden, nil),
                ("SELECT 1 FORM x y", .statement, nil),
                ("SELEC 1", .statement, nil),
                ("SELECT * FROM nowhere", .statement, nil),
                ("SELECT nothing", .statement, nil),
                ("SELECT count(*", .statement, nil),
            ] as [(String, DuckDBError.Kind?, Bool?)])
        func statements(_ sql: String, _ kind: DuckDBError.Kind?, _ isQuery: Bool?) throws {
            let connection = try connect()
            var statement: DuckDBStatement?
            let error = failure { statement = try connection.prepare(sql) }
            #expect(error?.kind == kind, "\(String(describing: error))")
            if let isQuery { #expect(statement?.isQuery == isQuery) }
        }

        @Test(
            "parameters come back as they were bound",
            arguments: [
                ("BOOLEAN", .bool(true)),
                ("BOOLEAN", .bool(false)),
                ("BIGINT", .integer(.max)),
                ("BIGINT", .integer(.min)),
                ("DOUBLE", .double(0.1)),
                ("DOUBLE", .double(-.infinity)),
                ("DECIMAL(38,9)", .decimal("12345678901234567890.123456789")),
                ("VARCHAR", .text("naïve 🦉 \u{0} '")),
                ("VARCHAR", .text("")),
                ("BLOB", .bytes([0, 255, 39])),
                ("BLOB", .bytes([])),
                ("TIMESTAMP", .timestamp(Timestamp(microseconds: 1_795_424_400_123_456))),
                ("TIMESTAMP", .timestamp(Timestamp(microseconds: -1))),
                ("DATE", .date(CalendarDate(year: 2026, month: 2, day: 28))),
                ("DATE", .date(CalendarDate(year: 1969, month: 12, day: 31))),
                ("JSON", .json("{\"a\": 1.50}")),
                ("INTEGER", .null),
                ("VARCHAR", .null),
            ] as [(String, SQLValue)])
        func parameters(_ type: String, _ value: SQLValue) throws {
            #expect(
                try rows("SELECT CAST($1 AS \(type)), 'after'", [value], on: try connect()) == [
                    [value, .text("after")]
                ])
        }

        @Test("parameters have names, in order")
        func names() throws {
            let connection = try connect()
            #expect(try connection.prepare("SELECT 1").parameterNames.isEmpty)
            #expect(try connection.prepare("SELECT ?, ?").parameterNames == ["1", "2"])
            #expect(try connection.prepare("SELECT $b + $a + $b").parameterNames == ["b", "a"])
        }

        @Test("a parameter that is not there is an error")
        func outside() throws {
            let statement = try connect().prepare("SELECT $1")
            #expect(throws: DuckDBError.self) { try statement.bind(.integer(1), at: 5) }
        }

        @Test("columns have names and types before the statement runs")
        func columns() throws {
            let connection = try connect()
            try rows("CREATE TABLE t(a INTEGER, b DECIMAL(10,2), c VARCHAR[])", on: connection)
            let columns = try connection.prepare("SELECT a, b AS amount, c, now() FROM t").columns
            #expect(columns?.map(\.name) == ["a", "amount", "c", "now()"])
            #expect(
                columns?.map(\.declaredType) == ["INTEGER", "DECIMAL(10,2)", "VARCHAR[]", "TIMESTAMP WITH TIME ZONE"])
        }

        @Test("rows come in chunks, and the end stays the end")
        func chunks() throws {
            let source = try connect().prepare("SELECT range FROM range(5000)").execute()
            #expect(source.names == ["range"])
            for expected in 0..<5000 {
                #expect(try source.next())
                let (value, bytes) = try source.value(at: 0, maxBytes: 0)
                guard value == .integer(Int64(expected)), bytes == 8 else {
                    Issue.record("expected \(expected), got \(value)")
                    break
                }
            }
            #expect(try !source.next())
            #expect(try !source.next())
            let empty = try connect().prepare("SELECT 1 WHERE false").execute()
            #expect(try !empty.next())
        }

        @Test(
            "an error while rows are read is thrown, not taken for the end",
            arguments: [
                "SELECT CASE WHEN range = 9000 THEN error('late') ELSE range END FROM range(10000)",
                "SELECT CAST(CASE WHEN range = 9000 THEN 'x' ELSE '1' END AS INTEGER) FROM range(10000)",
            ])
        func late(_ sql: String) throws {
            let error = failure { try rows(sql, on: try connect()) }
            #expect(error?.kind == .statement)
            #expect(error?.message.isEmpty == false)
        }

        @Test(
            "too large values name their column", arguments: [("'abcdef'", 5), ("[1,2,3]", 5), ("'abcdef'::BLOB", 5)])
        func tooLarge(_ expression: String, _ limit: Int) throws {
            let source = try connect().prepare("SELECT \(expression) AS v").execute()
            #expect(try source.next())
            let error = failure { _ = try source.value(at: 0, maxBytes: limit) }
            #expect(error?.kind == .size)
            #expect(error?.message.hasPrefix("a value of column 'v' has ") == true)
        }

        @Test("interrupting ends what runs, and harms nothing later")
        func interrupting() async throws {
            let connection = try connect()
            connection.interrupt()
            #expect(try rows("SELECT 1", on: connection) == [[.integer(1)]])
            let endless = "SELECT count(*) FROM range(100000000000) a, range(1000) b WHERE a.range % 7 = b.range"
            let running = Task.detached { try self.rows(endless, on: connection) }
            let interrupter = Task.detached {
                while !Task.isCancelled {
                    connection.interrupt()
                    try? await ContinuousClock().sleep(for: .milliseconds(20))
                }
            }
            let result = await running.result
            interrupter.cancel()
            _ = await interrupter.value
            let error = failure { _ = try result.get() }
            #expect(error?.kind == .interrupted, "\(String(describing: error))")
            #expect(try rows("SELECT 1", on: connection) == [[.integer(1)]])
        }

        @Test("too little memory is said")
        func memory() throws {
            let settings = [
                DuckDBDatabase.Setting("memory_limit", "32MiB"), DuckDBDatabase.Setting("temp_directory", ""),
                DuckDBDatabase.Setting("threads", "1"),
            ]
            let error = failure {
                try rows("SELECT list(range) FROM range(100000000)", on: try connect("", settings))
            }
            #expect(error?.kind == .memory, "\(String(describing: error))")
        }
    }
#endif
