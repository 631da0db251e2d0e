#if ODBC
    @testable import SentinelAdapters
    import SentinelModels
    import SentinelSQL
    import Testing

    @Suite("What drivers' errors mean")
    struct ODBCMeaningTests {
        private static func error(_ state: String, _ native: Int32, _ words: String) -> ODBCError {
            ODBCError(records: [ODBCError.Record(state: state, nativeCode: native, message: words)])
        }

        @Test(
            "of a query",
            arguments: [
                ("42601", 7, "syntax error", .postgreSQL, .query, false),
                ("42000", 1064, "You have an error", .mySQL, .query, false),
                ("42S02", 208, "Invalid object name 'x'.", .sqlServer, .query, false),
                ("HY000", 1, "no such table: x", .sqlite, .query, false),
                ("22012", 8134, "Divide by zero", .sqlServer, .query, false),
                ("HY000", 942, "ORA-00942: table or view does not exist", .oracle, .query, false),
                ("08S01", 0, "Communication link failure", .sqlServer, .connection, true),
                ("08003", 0, "closed", .other, .connection, true),
                ("HY000", 2006, "Server has gone away", .mySQL, .connection, true),
                ("HY000", 2013, "Lost connection", .mySQL, .connection, true),
                ("57P01", 0, "terminating connection due to administrator command", .postgreSQL, .connection, true),
                ("HY000", 0, "server closed the connection unexpectedly", .postgreSQL, .connection, true),
                ("HY010", 3, "No query has been executed with that handle", .postgreSQL, .connection, true),
                ("HYT00", 0, "Query timeout expired", .sqlServer, .timeout, true),
                ("HY008", 0, "Operation canceled", .sqlServer, .timeout, true),
                ("57014", 0, "canceling statement due to statement timeout", .postgreSQL, .timeout, true),
                ("70100", 1969, "max_statement_time", .mySQL, .timeout, true),
                ("25006", 7, "cannot execute nextval() in a read-only transaction", .postgreSQL, .notReadOnly, false),
                ("HY000", 1792, "Cannot execute statement in a READ ONLY transaction", .mySQL, .notReadOnly, false),
                ("HY000", 1456, "ORA-01456: may not perform insert/delete/update", .oracle, .notReadOnly, false),
                ("HY000", 8, "attempt to write a readonly database", .sqlite, .notReadOnly, false),
                ("42501", 7, "permission denied for table x", .postgreSQL, .permission, false),
                ("42000", 1142, "SELECT command denied", .mySQL, .permission, false),
                ("42000", 229, "The SELECT permission was denied", .sqlServer, .permission, false),
                ("HY000", 1031, "ORA-01031: insufficient privileges", .oracle, .permission, false),
                ("42000", 229, "permission denied", .other, .permission, false),
                ("28000", 0, "Login failed", .other, .authentication, false),
                ("40001", 1205, "Transaction was deadlocked", .sqlServer, .busy, true),
                ("40001", 1213, "Deadlock found", .mySQL, .busy, true),
                ("HY000", 1205, "Lock wait timeout exceeded", .mySQL, .busy, true),
                ("42000", 1222, "Lock request time out", .sqlServer, .busy, true),
                ("53300", 0, "too many connections", .postgreSQL, .busy, true),
                ("HY000", 5, "database is locked", .sqlite, .busy, true),
                ("HY001", 0, "Memory allocation error", .other, .resultTooLarge, false),
                ("HY013", 0, "Memory management error", .other, .resultTooLarge, false),
            ] as [(String, Int32, String, SQLDialect, SentinelError.Code, Bool)])
        func queries(
            _ state: String, _ native: Int32, _ words: String, _ dialect: SQLDialect, _ code: SentinelError.Code,
            _ isRetryable: Bool
        ) {
            let error = SentinelError(querying: Self.error(state, native, words), dialect: dialect)
            #expect(error.code == code)
            #expect(error.isRetryable == isRetryable)
            #expect(error.message.contains(words))
            #expect(error.underlying == "[\(state)/\(native)] \(words)")
        }

        @Test(
            "of connecting",
            arguments: [
                ("IM002", 0, "Data source name not found and no default driver specified", .configuration, false),
                ("01000", 0, "Can't open lib '/x.so' : file not found", .configuration, false),
                ("28000", 18456, "Login failed for user 'sa'.", .authentication, false),
                ("HY000", 1045, "Access denied for user 'a'@'b'", .authentication, false),
                ("08001", 101, "FATAL: password authentication failed for user \"a\"", .authentication, false),
                ("HY000", 1017, "ORA-01017: invalid username/password", .authentication, false),
                ("08001", 0, "SSL Provider: certificate verify failed", .tls, true),
                ("HY000", 2026, "SSL connection error", .tls, true),
                ("08001", 0, "could not connect to server", .connection, true),
                ("HYT00", 0, "Login timeout expired", .connection, true),
            ] as [(String, Int32, String, SentinelError.Code, Bool)])
        func connecting(
            _ state: String, _ native: Int32, _ words: String, _ code: SentinelError.Code, _ isRetryable: Bool
        ) throws {
            let target = try ODBCTarget(url: "mssql://u:pw@h/d")
            let error = SentinelError(connecting: Self.error(state, native, words), to: target)
            #expect(error.code == code)
            #expect(error.isRetryable == isRetryable)
            #expect(error.message.contains(words))
        }

        @Test("an error without a record says so")
        func silence() {
            let error = ODBCError(records: [])
            #expect(error.state == "HY000" && error.message == "the driver gives no reason" && error.nativeCode == 0)
            #expect(SentinelError(querying: error, dialect: .other).code == .query)
        }
    }
#endif
