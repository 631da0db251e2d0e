#if MySQL
    import Dispatch
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Synchronization
    import Testing

    @Suite("A connection to MariaDB", .mariaDB, .timeLimit(.minutes(5)))
    struct MySQLConnectionTests {
        @Test func connectsRunsAndCloses() throws {
            let ground = try MySQLGround()
            let connection = try ground.connect()
            #expect(connection.isMariaDB)
            #expect(connection.serverVersion.contains("MariaDB"))
            #expect(connection.sessionID > 0)
            try connection.ping()
            #expect(try connection.scalar("SELECT 1") == .integer(1))
            #expect(try ground.sessions() == 1)
            connection.close()
            #expect(throws: MySQLError.self) { try connection.ping() }
            #expect(throws: MySQLError.self) { try connection.scalar("SELECT 1") }
            #expect(!connection.isMariaDB)
            #expect(!connection.isInTransaction)
            #expect(connection.lastInsertID == 0)
            connection.close()
            connection.shutdown()
        }

        @Test func theSocketWorksToo() throws {
            let ground = try MySQLGround()
            let connection = try ground.connect {
                $0.socket = ground.server.socket
                $0.tls = .off
            }
            #expect(try connection.scalar("SELECT database()") == .text(ground.database))
        }

        @Test func theSetUpIsRunAndTheProgramIsNamed() throws {
            let ground = try MySQLGround()
            let connection = try ground.connect {
                $0.setUp = "SET SESSION max_statement_time = 7, time_zone = '+00:00'"
                $0.programName = "sqlsentinel-test"
            }
            #expect(try connection.scalar("SELECT @@max_statement_time") == .double(7))
            let program = try ground.server.sql(
                """
                SELECT attr_value FROM performance_schema.session_connect_attrs WHERE attr_name = 'program_name'
                AND processlist_id = \(connection.sessionID)
                """)
            // Without the performance schema the server does not keep it.
            #expect(program.isEmpty || program == "sqlsentinel-test\n")
            #expect(try connection.scalar("SELECT @@character_set_client") == .text("utf8mb4"))
        }

        @Test func aWrongSetUpFailsTheConnection() throws {
            let ground = try MySQLGround()
            #expect(throws: MySQLError.self) { try ground.connect { $0.setUp = "SET SESSION nothing = 1" } }
        }

        @Test func resetForgetsTheSession() throws {
            let connection = try MySQLGround().connect()
            try connection.execute("SET @v = 5")
            try connection.execute("CREATE TEMPORARY TABLE gone (a int)")
            #expect(try connection.scalar("SELECT GET_LOCK('sentinel-reset', 0)") == .integer(1))
            #expect(try connection.scalar("SELECT @v") == .integer(5))
            try connection.reset()
            #expect(try connection.scalar("SELECT @v") == .null)
            #expect(try connection.scalar("SELECT IS_FREE_LOCK('sentinel-reset')") == .integer(1))
            #expect(throws: MySQLError.self) { try connection.scalar("SELECT * FROM gone") }
        }

        @Test func severalStatementsAndLocalFilesAreOff() throws {
            let ground = try MySQLGround()
            let connection = try ground.connect()
            #expect(throws: MySQLError.self) { try connection.execute("SELECT 1; SELECT 2") }
            #expect(throws: MySQLError.self) { try connection.run("SELECT 1; SELECT 2") }
            try connection.execute("CREATE TABLE t (a text)")
            do {
                try connection.execute("LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE t")
                Issue.record("a local file was sent")
            } catch {
                #expect([1148, 2068, 4166].contains(error.number), "\(error)")
            }
            let fresh = try ground.connect()
            #expect(try fresh.scalar("SELECT count(*) FROM t") == .integer(0))
        }

        @Test func itNeverReconnectsByItself() throws {
            let ground = try MySQLGround()
            let connection = try ground.connect()
            try ground.server.sql("KILL \(connection.sessionID)")
            for _ in 0..<3 {
                do {
                    _ = try connection.scalar("SELECT 1")
                    Issue.record("the session was gone")
                } catch {
                    #expect(error.endsConnection, "\(error)")
                }
            }
        }

        @Test func aRowThatIsLongerThanThePacketEndsTheConnection() throws {
            let connection = try MySQLGround().connect { $0.maxPacketBytes = 1 << 20 }
            #expect(try connection.scalar("SELECT length(repeat('x', 1000000))") == .integer(1_000_000))
            do {
                _ = try connection.scalar("SELECT repeat('x', 3000000)")
                Issue.record("the packet was longer than allowed")
            } catch {
                #expect(error.endsConnection, "\(error)")
            }
        }
    }

    @Suite("Stopping what a connection to MariaDB does", .mariaDB, .timeLimit(.minutes(5)))
    struct MySQLStoppingTests {
        private static let endless = "SELECT count(*) FROM seq_1_to_1000000000 a, seq_1_to_1000000000 b"

        /// Runs the endless statement in a thread, waits until the server has it, does `stop`, and gives the error.
        private func stopped(
            _ ground: MySQLGround, _ stop: (MySQLConnection) throws -> Void
        ) throws -> MySQLError? {
            let connection = try ground.connect()
            let failure = Mutex<MySQLError?>(nil)
            let ended = DispatchSemaphore(value: 0)
            DispatchQueue(label: "test").async {
                do throws(MySQLError) {
                    let statement = try connection.executeDirectly(Self.endless)
                    while try statement.step() {}
                } catch {
                    failure.withLock { $0 = error }
                }
                ended.signal()
            }
            let running =
                "SELECT count(*) FROM information_schema.processlist WHERE id = \(connection.sessionID) AND info IS NOT NULL"
            while try ground.server.sql(running) != "1\n" {}
            try stop(connection)
            #expect(ended.wait(timeout: .now() + 30) == .success)
            return failure.withLock { $0 }
        }

        @Test func aSideConnectionKillsTheStatement() throws {
            let ground = try MySQLGround()
            let error = try stopped(ground) { try ground.connect().kill(query: $0.sessionID) }
            #expect(error?.code == .interrupted)
            #expect(error?.endsConnection == false)
        }

        @Test func shutdownFreesTheThread() throws {
            let ground = try MySQLGround()
            let error = try stopped(ground) { $0.shutdown() }
            #expect(error?.code == .lost)
            #expect(error?.endsConnection == true)
        }

        @Test func killingASessionThatIsNotThereIsAnError() throws {
            let connection = try MySQLGround().connect()
            do {
                try connection.kill(query: 4_000_000_000)
                Issue.record("there is no such session")
            } catch {
                #expect(error.code == .unknownThread)
            }
        }

        @Test func aServerThatSaysNothingIsLeftAtTheTimeout() throws {
            let ground = try MySQLGround()
            let proxy = try TCPProxy(to: ground.server.port)
            let connection = try ground.connect {
                $0.port = proxy.port
                $0.readTimeout = .seconds(1)
            }
            #expect(try connection.scalar("SELECT 1") == .integer(1))
            proxy.set(.blackhole)
            do {
                _ = try connection.scalar("SELECT 2")
                Issue.record("nothing came back")
            } catch {
                #expect(error.endsConnection, "\(error)")
            }
            do {
                _ = try ground.connect {
                    $0.port = proxy.port
                    $0.connectTimeout = .seconds(1)
                }
                Issue.record("nothing came back")
            } catch let error as MySQLError {
                #expect(error.endsConnection, "\(error)")
            }
        }
    }
#endif
