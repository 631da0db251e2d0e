#if PostgreSQL
    import Foundation
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite(
        "A PostgreSQL connection", .serialized, .timeLimit(.minutes(2)),
        .enabled(if: PostgreSQLServer.isInstalled, "PostgreSQL's server is not installed"))
    struct PostgreSQLConnectionTests {
        private let server: PostgreSQLServer
        private let database: String
        private let connection: PostgreSQLConnection

        init() throws {
            server = try PostgreSQLServer.shared.get()
            database = try server.makeDatabase()
            connection = try PostgreSQLConnection(
                PostgreSQLTarget(url: server.url(.superuser, database: database)), deadline: Self.soon)
        }

        private static var soon: ContinuousClock.Instant { .now.advanced(by: .seconds(30)) }

        private func rows(_ sql: String, _ values: [SQLValue] = [], isCached: Bool = false) throws -> [[SQLValue]] {
            try connection.query(sql, values, isCached: isCached, deadline: Self.soon).rows
        }

        private func failure(_ body: () throws -> Void) -> PostgreSQLError? {
            do {
                try body()
                return nil
            } catch {
                return error as? PostgreSQLError
            }
        }

        @Test func saysWhatItIs() {
            #expect(connection.serverVersion >= 130_000)
            #expect(connection.isEncrypted)
            #expect(connection.processIdentifier > 0)
            #expect(connection.parameter("dbname") == database)
            #expect(connection.parameter("password") == nil)
            #expect(connection.parameter("nothing") == nil)
            #expect(!connection.hasEnded && connection.isAlive(before: Self.soon))
        }

        @Test func runsScriptsAndCountsRows() throws {
            try connection.execute(
                "CREATE TABLE t (a int PRIMARY KEY, b text); INSERT INTO t VALUES (1, 'x'), (2, NULL)",
                deadline: Self.soon)
            #expect(try rows("SELECT * FROM t ORDER BY a") == [[.integer(1), .text("x")], [.integer(2), .null]])
            #expect(try connection.query("UPDATE t SET b = $1", [.text("y")], deadline: Self.soon).affectedRows == 2)
            #expect(
                try connection.query("DELETE FROM t WHERE a = $1 RETURNING b", [.integer(2)], deadline: Self.soon).rows
                    == [[.text("y")]])
            try connection.execute("", deadline: Self.soon)
        }

        @Test("a statement that is kept is prepared once, and forgotten when preparing failed")
        func prepared() throws {
            for number in 1...5 {
                #expect(
                    try rows("SELECT $1 + 1", [.integer(Int64(number))], isCached: true) == [
                        [.integer(Int64(number + 1))]
                    ])
            }
            #expect(
                try rows("SELECT count(*) FROM pg_prepared_statements WHERE statement = 'SELECT $1 + 1'") == [
                    [.integer(1)]
                ])
            #expect(
                failure { _ = try connection.query("SELECT * FROM later", isCached: true, deadline: Self.soon) }?
                    .sqlState == "42P01")
            try connection.execute("CREATE TABLE later AS SELECT 7 AS v", deadline: Self.soon)
            #expect(try rows("SELECT * FROM later", isCached: true) == [[.integer(7)]])
            // Twice in one pipeline, before the first is answered.
            let command = PostgreSQLCommand("SELECT 'twice'", isCached: true)
            #expect(
                try connection.pipeline([command, command], deadline: Self.soon).map(\.rows) == [
                    [[.text("twice")]], [[.text("twice")]],
                ])
            for number in 0..<300 {
                #expect(try rows("SELECT \(number)", isCached: true) == [[.integer(Int64(number))]])
            }
            #expect(try rows("SELECT count(*) <= 256 FROM pg_prepared_statements") == [[.bool(true)]])
        }

        @Test("a pipeline is one transaction, and its first error is the one that counts")
        func pipeline() throws {
            try connection.execute("CREATE TABLE t (a int PRIMARY KEY)", deadline: Self.soon)
            let insert = { PostgreSQLCommand("INSERT INTO t VALUES ($1)", values: [.integer($0)]) }
            let results = try connection.pipeline(
                [insert(1), insert(2), PostgreSQLCommand("SELECT count(*) FROM t")], deadline: Self.soon)
            #expect(results.map(\.affectedRows) == [1, 1, 1])
            #expect(results.last?.rows == [[.integer(2)]])
            let error = failure {
                _ = try connection.pipeline([insert(3), insert(1), PostgreSQLCommand("nonsense")], deadline: Self.soon)
            }
            #expect(error?.sqlState == "23505" && error?.kind == .server && error?.endsConnection == false)
            #expect(try rows("SELECT count(*) FROM t") == [[.integer(2)]])
            let many = (0..<2000).map { insert(Int64($0) + 100) }
            #expect(try connection.pipeline(many, deadline: Self.soon).count == 2000)
            #expect(try connection.pipeline([], deadline: Self.soon) == [])
        }

        @Test("transactions commit what returns and undo what throws")
        func transactions() throws {
            struct Stop: Error {}
            try connection.execute("CREATE TABLE t (a int)", deadline: Self.soon)
            for kind in [PostgreSQLConnection.TransactionKind.readCommitted, .repeatableRead, .serializable] {
                try connection.transaction(kind, deadline: Self.soon, mapping: { $0 as any Error }) {
                    #expect(connection.isInTransaction)
                    _ = try rows("INSERT INTO t VALUES (1)")
                }
            }
            #expect(throws: Stop.self) {
                try connection.transaction(deadline: Self.soon, mapping: { $0 as any Error }) {
                    _ = try rows("INSERT INTO t VALUES (2)")
                    throw Stop()
                }
            }
            #expect(!connection.isInTransaction)
            #expect(try rows("SELECT sum(a) FROM t") == [[.integer(3)]])
            #expect(throws: PostgreSQLError.self) {
                try connection.transaction(.readOnly, deadline: Self.soon, mapping: { $0 as any Error }) {
                    _ = try rows("INSERT INTO t VALUES (2)")
                }
            }
            // A failed transaction cannot be committed by accident.
            try connection.begin(deadline: Self.soon)
            _ = failure { try connection.execute("nonsense", deadline: Self.soon) }
            #expect(failure { try connection.commit(deadline: Self.soon) }?.sqlState == "25P02")
            try connection.rollback(deadline: Self.soon)
            #expect(try rows("SELECT count(*) FROM t") == [[.integer(3)]])
        }

        @Test("errors have state, place and advice")
        func errors() throws {
            let error = failure { _ = try connection.query("SELECT 'é', lowr('X')", deadline: Self.soon) }
            #expect(error?.sqlState == "42883" && error?.position == 13 && error?.hint?.isEmpty == false)
            #expect(error?.description.hasSuffix(" [42883]") == true)
            #expect(
                failure { _ = try connection.query("SELECT $1", [.text("a\0b")], deadline: Self.soon) }?.sqlState
                    == "22021")
            // Nothing was sent: the connection is of use as before.
            #expect(try rows("SELECT 1") == [[.integer(1)]])
            let nul = PostgreSQLCommand("SELECT '\0'")
            #expect(
                failure { _ = try connection.pipeline([PostgreSQLCommand("SELECT 1"), nul], deadline: Self.soon) }?.kind
                    == .usage)
            #expect(try rows("SELECT 2") == [[.integer(2)]])
            #expect(
                failure { try connection.execute("COPY (SELECT 1) TO STDOUT", deadline: Self.soon) }?.kind == .usage)
            #expect(connection.isBroken)
            connection.close()
            #expect(failure { try connection.execute("SELECT 1", deadline: Self.soon) }?.kind == .usage)
            #expect(connection.hasEnded && connection.serverVersion == 0 && !connection.isInTransaction)
        }

        @Test("what runs is stopped from elsewhere, or by its deadline", arguments: ["cancel", "abandon", "deadline"])
        func stopping(how: String) async throws {
            let interrupt = connection.interrupt
            let pid = connection.processIdentifier
            let server = server
            let stopper = Task.detached {
                while try server.psql("SELECT state FROM pg_stat_activity WHERE pid = \(pid)") != "active\n" {
                    await Task.yield()
                }
                if how == "cancel" { interrupt.cancel() }
                if how == "abandon" { interrupt.abandon() }
            }
            let deadline = how == "deadline" ? ContinuousClock.now.advanced(by: .seconds(1)) : Self.soon
            let error = failure { try connection.execute("SELECT pg_sleep(60)", deadline: deadline) }
            switch how {
            case "cancel": #expect(error?.sqlState == "57014" && !connection.isBroken)
            case "abandon": #expect(error?.kind == .cancelled && connection.isBroken)
            default: #expect(error?.kind == .timeout && connection.isBroken)
            }
            _ = await stopper.result
        }

        @Test("a session that somebody ended is found dead, or says so")
        func killed() throws {
            try server.psql("SELECT pg_terminate_backend(\(connection.processIdentifier))")
            let error = failure { try connection.execute("SELECT 1", deadline: Self.soon) }
            #expect(error?.endsConnection == true && connection.isBroken)
            #expect(!connection.isAlive(before: Self.soon))
            let other = try PostgreSQLConnection(
                PostgreSQLTarget(url: server.url(database: database)), deadline: Self.soon)
            try server.psql("SELECT pg_terminate_backend(\(other.processIdentifier))")
            while !other.hasEnded {}
        }

        @Test("rows that are handed over one by one can be refused")
        func streaming() throws {
            var seen: [SQLValue] = []
            let command = PostgreSQLCommand("SELECT n, NULL FROM generate_series(1, 3) n")
            let results = try connection.pipeline(
                [command], deadline: Self.soon,
                streaming: .init(at: 0) { row throws(PostgreSQLError) in
                    #expect(row.isNull(1) && !row.isNull(0) && row.byteCount(0) == 1)
                    seen.append(row[0])
                })
            #expect(
                seen == [.integer(1), .integer(2), .integer(3)] && results[0].rows == []
                    && results[0].columns.count == 2)
            let error = failure {
                _ = try connection.pipeline(
                    [command], deadline: Self.soon,
                    streaming: .init(at: 0) { _ throws(PostgreSQLError) in
                        throw PostgreSQLError(.tooLarge, "enough")
                    })
            }
            #expect(error?.message == "enough" && connection.isBroken)
        }

        @Test("connections leave no descriptor behind, made or refused", .enabled(if: Descriptors.open != nil))
        func descriptors() throws {
            let before = try #require(Descriptors.open)
            for number in 0..<20 {
                let interrupt = PostgreSQLInterrupt()
                let role = number % 2 == 0 ? PostgreSQLServer.Role.reader : .init(name: "reader", password: "wrong")
                let other = try? PostgreSQLConnection(
                    PostgreSQLTarget(url: server.url(role)), deadline: Self.soon, interrupt: interrupt)
                #expect((other == nil) == (number % 2 == 1))
                other?.close()
                interrupt.abandon()
            }
            #expect(try #require(Descriptors.open) <= before)
        }

        @Test("a flood is given up before it fills the memory")
        func flood() throws {
            let command = PostgreSQLCommand("SELECT repeat('x', 100000000)")
            let error = failure {
                _ = try connection.pipeline(
                    [command], deadline: Self.soon,
                    streaming: .init(at: 0, byteLimit: 1 << 20) { _ throws(PostgreSQLError) in })
            }
            #expect(error?.kind == .tooLarge && connection.isBroken)
        }
    }

    private enum Descriptors {
        /// How many this process has open; nil where the system does not tell.
        static var open: Int? { try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
    }
#endif
