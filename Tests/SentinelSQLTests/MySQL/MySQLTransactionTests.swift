#if MySQL
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("Transactions of a connection to MariaDB", .mariaDB, .timeLimit(.minutes(5)))
    struct MySQLTransactionTests {
        private struct Refusal: Error {}

        private func table() throws -> (MySQLConnection, MySQLConnection) {
            let ground = try MySQLGround()
            let connection = try ground.connect()
            try connection.execute("CREATE TABLE t (a int PRIMARY KEY) ENGINE = InnoDB")
            return (connection, try ground.connect())
        }

        private func numbers(_ connection: MySQLConnection) throws -> [[SQLValue]] {
            try connection.rows("SELECT a FROM t ORDER BY a")
        }

        @Test func whatIsCommittedIsSeen() throws {
            let (connection, other) = try table()
            try connection.transaction { () throws(MySQLError) in
                try connection.run("INSERT INTO t VALUES (1)")
                #expect(connection.isInTransaction)
            }
            #expect(!connection.isInTransaction)
            #expect(try numbers(other) == [[.integer(1)]])
        }

        @Test func whatFailsIsUndone() throws {
            let (connection, other) = try table()
            #expect(throws: MySQLError.self) {
                try connection.transaction { () throws(MySQLError) in
                    try connection.run("INSERT INTO t VALUES (1)")
                    try connection.run("INSERT INTO t VALUES (1)")
                }
            }
            #expect(throws: Refusal.self) {
                try connection.transaction(mapping: { $0 }) { () throws in
                    try connection.run("INSERT INTO t VALUES (2)")
                    throw Refusal()
                }
            }
            #expect(try numbers(other).isEmpty)
            #expect(!connection.isInTransaction)
        }

        @Test func savepointsUndoAPart() throws {
            let (connection, other) = try table()
            try connection.begin()
            try connection.run("INSERT INTO t VALUES (1)")
            try connection.savepoint("part")
            try connection.run("INSERT INTO t VALUES (2)")
            try connection.rollback(to: "part")
            try connection.savepoint("part")
            try connection.run("INSERT INTO t VALUES (3)")
            try connection.release("part")
            #expect(try numbers(other).isEmpty)
            try connection.commit()
            #expect(try numbers(other) == [[.integer(1)], [.integer(3)]])
            try connection.rollback()
        }

        @Test func errorsOfOpeningAndCommittingAreMapped() throws {
            let (connection, _) = try table()
            connection.close()
            do {
                try connection.transaction(mapping: { SentinelError($0, role: .state) }) { () throws(SentinelError) in }
                Issue.record("the connection is closed")
            } catch {
                #expect(error.code == .connection)
            }
            let (dying, other) = try table()
            do {
                try dying.transaction(mapping: { SentinelError($0, role: .state) }) { () throws(SentinelError) in
                    do throws(MySQLError) {
                        try dying.run("INSERT INTO t VALUES (1)")
                        try other.execute("KILL \(dying.sessionID)")
                    } catch {
                        throw SentinelError(error, role: .state)
                    }
                }
                Issue.record("the session was killed")
            } catch {
                #expect(error.code == .connection)
                #expect(error.isRetryable)
            }
            #expect(try numbers(other).isEmpty)
        }

        @Test func duplicatesDeadlocksAndLocksAreTold() throws {
            let (first, second) = try table()
            try first.run("INSERT INTO t VALUES (1)")
            do {
                try first.run("INSERT INTO t VALUES (1)")
                Issue.record("the key is there already")
            } catch {
                #expect(error.code == .duplicateKey)
                #expect(error.sqlState == "23000")
            }
            try first.begin()
            try first.run("UPDATE t SET a = 1 WHERE a = 1")
            _ = try first.rows("SELECT * FROM t FOR UPDATE")
            try second.execute("SET SESSION innodb_lock_wait_timeout = 1")
            do {
                _ = try second.rows("SELECT * FROM t FOR UPDATE")
                Issue.record("the row is locked")
            } catch {
                #expect(error.code == .lockTimeout)
                #expect(SentinelError(error, role: .state).isRetryable)
            }
        }
    }
#endif
