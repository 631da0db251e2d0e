#if ODBC
    import Foundation
    @testable import SentinelSQL
    import SentinelModels
    import SentinelTesting
    import Testing

    private enum SQLiteODBC {
        static let isInstalled: Bool = {
            let registered = (try? String(contentsOfFile: "/etc/odbcinst.ini", encoding: .utf8)) ?? ""
            return registered.contains("[SQLite3]") && (try? ODBCLibrary.load()) != nil
        }()
    }

    /// The connection itself, with SQLite's driver, which needs no server.
    @Suite(
        "A connection through an ODBC driver", .enabled(if: SQLiteODBC.isInstalled, "needs unixodbc and libsqliteodbc"))
    struct ODBCConnectionTests {
        private func connect(_ folder: TemporaryFolder) throws -> ODBCConnection {
            var string = ODBCConnectionString()
            try string.add("DRIVER", "SQLite3")
            try string.add("Database", folder.file("a.db"))
            try string.add("PWD", "s3cret")
            var options = ODBCConnection.Options()
            options.encoding = .utf8
            return try ODBCConnection(string, library: try ODBCLibrary.load(), options: options)
        }

        private func rows(_ sql: String, _ values: [SQLValue] = [], on connection: ODBCConnection) throws
            -> [[SQLValue]]
        {
            let statement = try connection.prepare(sql)
            defer { statement.release() }
            try statement.bind(values)
            try statement.execute()
            let columns = try statement.columns()
            var rows: [[SQLValue]] = []
            while try statement.fetch() {
                rows.append(try columns.enumerated().map { try statement.value(at: $0, of: $1, maxBytes: 1 << 20) })
            }
            return rows
        }

        @Test("it says what it is connected to")
        func info() throws {
            let folder = try TemporaryFolder()
            let connection = try connect(folder)
            #expect(connection.databaseName == "SQLite")
            #expect(connection.databaseVersion.hasPrefix("3."))
            #expect(connection.driverName.contains("sqlite3odbc"))
            #expect(!connection.driverVersion.isEmpty)
            #expect(connection.hasTransactions)
        }

        @Test("what is written is rolled back, unless it was committed by itself")
        func transactions() throws {
            let folder = try TemporaryFolder()
            let connection = try connect(folder)
            try connection.execute("CREATE TABLE t(a integer)")
            try connection.execute("INSERT INTO t VALUES (1)")
            try connection.turnAutocommitOff()
            try connection.execute("INSERT INTO t VALUES (2)")
            #expect(try rows("SELECT count(*) FROM t", on: connection) == [[.integer(2)]])
            try connection.rollback()
            #expect(try rows("SELECT count(*) FROM t", on: connection) == [[.integer(1)]])
            try connection.execute("INSERT INTO t VALUES (3)")
            connection.close()
            #expect(try rows("SELECT count(*) FROM t", on: try connect(folder)) == [[.integer(1)]])
        }

        @Test("types, parameters and NULL")
        func values() throws {
            let folder = try TemporaryFolder()
            let connection = try connect(folder)
            try connection.execute(
                "CREATE TABLE t(a integer, b bigint, c double, d text, e blob, f date, g timestamp, h boolean)")
            let values: [SQLValue] = [
                .integer(-5), .integer(.max), .double(0.5), .text("naïve 🦉"), .bytes([0, 255]),
                .date(CalendarDate(year: 2026, month: 2, day: 28)),
                .timestamp(Timestamp(microseconds: 1_795_424_400_123_000)), .bool(true),
            ]
            let insert = try connection.prepare("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            try insert.bind(values)
            try insert.execute()
            insert.release()
            #expect(try rows("SELECT * FROM t", on: connection) == [values])
            let statement = try connection.prepare("SELECT * FROM t")
            let columns = try statement.columns()
            #expect(columns.map(\.name) == ["a", "b", "c", "d", "e", "f", "g", "h"])
            #expect(columns.map(\.type).prefix(3) == [.integer, .bigInteger, .double])
            #expect(columns.allSatisfy { $0.typeName != nil })
            statement.release()
            statement.release()
            try connection.execute(
                "UPDATE t SET a = NULL, b = NULL, c = NULL, d = NULL, e = NULL, f = NULL, g = NULL, h = NULL")
            #expect(try rows("SELECT * FROM t", on: connection) == [Array(repeating: .null, count: 8)])
            #expect(try rows("SELECT count(*) FROM t WHERE 1 = ?", [.null], on: connection) == [[.integer(0)]])
        }

        @Test("errors have the driver's state and words, and no secret")
        func errors() throws {
            let folder = try TemporaryFolder()
            let connection = try connect(folder)
            do {
                _ = try rows("SELECT s3cret FROM nowhere", on: connection)
                Issue.record("ran")
            } catch let error as ODBCError {
                #expect(error.kind == .diagnostics)
                #expect(error.state.utf8.count == 5)
                #expect(error.message.contains("no such table: nowhere"))
                #expect(!error.message.contains("[SQLite]"))
                #expect(error.description.hasPrefix("[\(error.state)/\(error.nativeCode)] "))
                #expect(error.allMessages.contains(error.message))
            }
        }

        @Test("values that are too long are not read whole")
        func tooLong() throws {
            let folder = try TemporaryFolder()
            let connection = try connect(folder)
            let statement = try connection.prepare("SELECT hex(zeroblob(3000000)) AS v, 'after'")
            defer { statement.release() }
            try statement.execute()
            let columns = try statement.columns()
            #expect(try statement.fetch())
            do {
                _ = try statement.value(at: 0, of: columns[0], maxBytes: 100)
                Issue.record("read")
            } catch {
                #expect(error.kind == .tooLong)
                #expect(error.message.contains("column 'v'"))
            }
        }

        @Test("a closed connection is misused, whatever is asked of it")
        func closed() throws {
            let folder = try TemporaryFolder()
            let connection = try connect(folder)
            connection.close()
            connection.close()
            connection.cancel()
            #expect(connection.databaseName.isEmpty)
            #expect(!connection.hasTransactions)
            for body in [
                { _ = try connection.prepare("SELECT 1") }, { try connection.rollback() },
                { try connection.turnAutocommitOff() },
            ] as [() throws -> Void] {
                do {
                    try body()
                    Issue.record("done")
                } catch {
                    #expect((error as? ODBCError)?.kind == .misuse)
                }
            }
        }

        @Test("cancelling ends what runs, and without a statement does nothing")
        func cancelling() async throws {
            let folder = try TemporaryFolder()
            let connection = try connect(folder)
            connection.cancel()
            let endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"
            let running = Task.detached { try connection.execute(endless) }
            let canceller = Task.detached {
                while !Task.isCancelled {
                    connection.cancel()
                    try? await ContinuousClock().sleep(for: .milliseconds(20))
                }
            }
            let result = await running.result
            canceller.cancel()
            #expect(throws: ODBCError.self) { try result.get() }
            #expect(try rows("SELECT 1 AS a", on: connection) == [[.integer(1)]])
        }

        @Test("a missing library names every place that was tried", arguments: ["/nowhere/libodbc.so", "libm.so.6"])
        func library(_ path: String) {
            do {
                _ = try ODBCLibrary.load(path: path)
                Issue.record("loaded")
            } catch {
                #expect(error.kind == .library)
                #expect(error.message.contains(path))
            }
            #expect(throws: SharedLibrary.Failure.self) {
                try SharedLibrary(firstOf: ["/nowhere/a.so", "/nowhere/b.so"])
            }
            #expect((try? SharedLibrary(firstOf: ["/nowhere/a.so", "libm.so.6"]))?.name == "libm.so.6")
        }

        @Test("whole seconds are rounded up")
        func seconds() {
            let lengths: [(Duration, Int)] = [
                (.zero, 1), (.milliseconds(1), 1), (.seconds(1), 1), (.milliseconds(1001), 2), (.seconds(60), 60),
                (.seconds(-5), 1),
            ]
            for (duration, expected) in lengths { #expect(duration.wholeSecondsRoundedUp == expected) }
        }
    }
#endif
