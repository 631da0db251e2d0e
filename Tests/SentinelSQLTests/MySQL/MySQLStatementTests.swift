#if MySQL
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("Statements of a connection to MariaDB", .mariaDB, .timeLimit(.minutes(5)))
    struct MySQLStatementTests {
        @Test func rowsComeOneByOne() throws {
            let connection = try MySQLGround().connect()
            let statement = try connection.prepare("SELECT seq, concat('v', seq) AS name FROM seq_1_to_5 WHERE seq > ?")
            #expect(statement.parameterCount == 1)
            #expect(statement.columnCount == 2)
            for _ in 0..<2 {
                try statement.execute([.integer(3)])
                #expect(statement.isRunning)
                var rows: [[SQLValue]] = []
                while try statement.step() { rows.append(statement.values) }
                #expect(rows == [[.integer(4), .text("v4")], [.integer(5), .text("v5")]])
                #expect(!statement.isRunning)
                #expect(try !statement.step())
            }
        }

        @Test func aStatementThatIsLeftEarlyFreesTheConnection() throws {
            let connection = try MySQLGround().connect()
            let statement = try connection.prepare("SELECT seq FROM seq_1_to_1000")
            try statement.execute()
            #expect(try statement.step())
            statement.reset()
            #expect(try connection.scalar("SELECT 1") == .integer(1))
            try statement.execute()
            #expect(try statement.step())
            try statement.execute()
            #expect(try statement.step())
            #expect(statement.values == [.integer(1)])
        }

        @Test func aReleasedStatementFreesTheConnection() throws {
            let connection = try MySQLGround().connect()
            do {
                let statement = try connection.executeDirectly("SELECT seq FROM seq_1_to_1000")
                #expect(try statement.step())
            }
            #expect(try connection.scalar("SELECT 2") == .integer(2))
        }

        @Test func theNumberOfValuesIsChecked() throws {
            let connection = try MySQLGround().connect()
            let statement = try connection.prepare("SELECT ?")
            for values in [[], [.integer(1), .integer(2)]] as [[SQLValue]] {
                do {
                    try statement.execute(values)
                    Issue.record("\(values.count) values were taken")
                } catch {
                    #expect(error.code == .badParameter)
                }
            }
            for values in [[], [.integer(1), .integer(2)]] as [[SQLValue]] {
                #expect(throws: MySQLError.self) { try connection.executeDirectly("SELECT ?", values) }
                #expect(try connection.scalar("SELECT 3") == .integer(3), "the connection is in order afterwards")
            }
        }

        @Test func affectedRowsAndIDs() throws {
            let ground = try MySQLGround()
            let connection = try ground.connect()
            try connection.execute("CREATE TABLE t (id bigint AUTO_INCREMENT PRIMARY KEY, a int)")
            #expect(try connection.run("INSERT INTO t (a) VALUES (1), (2), (3)") == 3)
            #expect(connection.lastInsertID == 1)
            #expect(try connection.run("UPDATE t SET a = 1") == 2)
            #expect(try connection.run("UPDATE t SET a = 1") == 0)
            #expect(try connection.run("DELETE FROM t WHERE a = ?", [.integer(9)]) == 0)
            #expect(try connection.run("SELECT * FROM t") >= 0)
            let finding = try ground.connect { $0.countsFoundRows = true }
            #expect(try finding.run("UPDATE t SET a = 1") == 3)
        }

        @Test func aFailedDirectStatementRunsNothing() throws {
            let connection = try MySQLGround().connect()
            try connection.execute("CREATE TABLE t (a int)")
            // The server knows the statement to run as "the latest one": it must not be an earlier one.
            let insert = try connection.executeDirectly("INSERT INTO t VALUES (1)")
            #expect(insert.affectedRows == 1)
            for _ in 0..<3 {
                #expect(throws: MySQLError.self) { try connection.executeDirectly("INSERT INTO nowhere VALUES (1)") }
            }
            #expect(try connection.scalar("SELECT count(*) FROM t") == .integer(1))
        }

        @Test func aChangedTableIsReadByItsNewTypes() throws {
            let connection = try MySQLGround().connect()
            try connection.execute("CREATE TABLE t (a int)")
            try connection.execute("INSERT INTO t VALUES (7)")
            #expect(try connection.rows("SELECT * FROM t") == [[.integer(7)]])
            try connection.execute("ALTER TABLE t MODIFY a varchar(9), ADD b decimal(3,1) DEFAULT 1.5")
            #expect(try connection.rows("SELECT * FROM t") == [[.text("7"), .decimal("1.5")]])
        }

        @Test func aKilledStatementFailsAtItsRows() throws {
            let ground = try MySQLGround()
            let connection = try ground.connect { $0.setUp = "SET SESSION max_statement_time = 0.2" }
            for _ in 0..<2 {
                do {
                    let statement = try connection.executeDirectly(
                        "SELECT count(*) FROM seq_1_to_1000000000 a, seq_1_to_9 b")
                    while try statement.step() {}
                    Issue.record("the statement was stopped")
                } catch {
                    #expect(error.code == .statementTimeout)
                }
            }
            #expect(throws: MySQLError.self) {
                try connection.execute("SELECT count(*) FROM seq_1_to_1000000000 a, seq_1_to_9 b")
            }
            #expect(try connection.scalar("SELECT 1") == .integer(1))
        }

        @Test func statementsOutliveTheirConnectionHarmlessly() throws {
            let connection = try MySQLGround().connect()
            let statement = try connection.prepare("SELECT 1")
            connection.close()
            #expect(throws: MySQLError.self) { try statement.execute() }
        }

        @Test func theCacheKeepsTheLatest() throws {
            let ground = try MySQLGround()
            let prepared = { (connection: MySQLConnection) -> String in
                try connection.rows("SHOW SESSION STATUS LIKE 'Com_stmt_prepare'")[0][1].displayText
            }
            let connection = try ground.connect(cachedStatements: 3)
            #expect(try prepared(connection) == "1")
            for _ in 0..<5 { #expect(try connection.scalar("SELECT 1") == .integer(1)) }
            #expect(try prepared(connection) == "2")
            for number in [2, 3, 1] { #expect(try connection.scalar("SELECT \(number)") == .integer(Int64(number))) }
            // "SHOW" and 3 and 1 are left; 2 had to go.
            let before = Int(try prepared(connection)) ?? 0
            _ = try connection.scalar("SELECT 1")
            #expect(Int(try prepared(connection)) == before)
            let without = try ground.connect(cachedStatements: 0)
            #expect(try prepared(without) == "1")
            #expect(try prepared(without) == "2")
        }

        @Test func textsThatLookAlikeAreDifferentStatements() throws {
            let connection = try MySQLGround().connect()
            #expect(try connection.scalar("SELECT hex('\u{e9}')") == .text("C3A9"))
            #expect(try connection.scalar("SELECT hex('e\u{301}')") == .text("65CC81"))
        }

        @Test func namesOfColumnsAreText() throws {
            let connection = try MySQLGround().connect()
            #expect(try connection.texts("SELECT seq FROM seq_1_to_3") == ["1", "2", "3"])
            let statement = try connection.prepare("SELECT 1 AS `größe`, 2 AS `größe`")
            #expect(statement.columns.map(\.name) == ["größe", "größe"])
            #expect(try connection.prepare("SET @a = 1").columns.isEmpty)
        }
    }
#endif
