#if MySQL
    @testable import SentinelAdapters
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    /// Decision 0015: what the verdict of the server's grammar is worth by itself, without the lexer before it.
    @Suite("MariaDB's grammar alone judges the hostile statements", .mariaDB, .timeLimit(.minutes(5)))
    struct MySQLGateTests {
        private func connection(_ shop: MySQLShop, setUp: String? = nil) throws -> MySQLConnection {
            let url = try MySQLURL(shop.server.url(.administrator, database: shop.database))
            var options = url.options(tls: .preferred)
            options.setUp = setUp
            return try MySQLConnection(options, cachedStatements: 0)
        }

        private func error(_ body: () throws -> Void) -> (any Error)? {
            do {
                try body()
                return nil
            } catch {
                return error
            }
        }

        @Test("it lets through only what reads, and what a read-only session refuses")
        func corpus() throws {
            let shop = try MySQLShop()
            let before = try MySQLDigest(shop).text()
            // An account that may do everything, in a session that may write: nothing else protects the server.
            let judging = try connection(shop)
            let gate = MySQLGate(judging)
            let passing = MySQLHostileTests.statements.filter { sql in
                // The second form is asked for by running it.
                error { try gate.judge(sql, parameterCount: 0) } == nil && error { _ = try judging.prepare(sql) } == nil
            }
            #expect(Set(passing) == Self.passing)
            #expect(try MySQLDigest(shop).text() == before)
            let reading = try connection(shop, setUp: "SET SESSION TRANSACTION READ ONLY")
            for sql in passing {
                let refusal = error {
                    let statement = try reading.executeDirectly(sql)
                    while try statement.step() {}
                }
                let code = (refusal as? MySQLError).map { SentinelError($0, role: .source).code }
                #expect(code == .notReadOnly, "\(sql): \(String(describing: refusal))")
            }
            #expect(try MySQLDigest(shop).text() == before)
        }

        /// Their grammar is a query's; that they write shows only when they run.
        private static let passing: Set<String> = [
            "SELECT NEXTVAL(counter)", "SELECT NEXT VALUE FOR counter", "SELECT SETVAL(counter, 100)",
            "SELECT writes()", "SELECT * FROM orders FOR UPDATE",
        ]

        @Test("it takes every query that analysts write")
        func analysts() throws {
            let shop = try MySQLShop()
            let gate = MySQLGate(try connection(shop))
            for sql in MySQLAnalystTests.queries {
                let query = try MySQLQueryText(sql)
                try gate.judge(query.text, parameterCount: query.parameters.count)
            }
        }

        @Test("objections come in the words about the text itself")
        func objections() throws {
            let shop = try MySQLShop()
            let gate = MySQLGate(try connection(shop))
            for (sql, number) in [
                ("SELECT nowhere FROM orders", 1054), ("SELECT * FROM nowhere", 1146), ("SELECT 1\nFORM x\ny z", 1064),
                ("SELECT 1 a, 2 a FROM nowhere", 1146), ("SELECT SQL_NO_CACHE nowhere FROM orders", 1054),
            ] {
                let error = error { try gate.judge(sql, parameterCount: 0) }
                #expect((error as? MySQLError)?.number == number, "\(sql): \(String(describing: error))")
            }
            let into = error { try gate.judge("SELECT 1 INTO @v", parameterCount: 0) } as? SentinelError
            #expect(into?.code == .notReadOnly)
            #expect(into?.underlying?.contains("1064") == true)
            let hidden = error { try gate.judge("SELECT SQL_NO_CACHE 1 INTO @v", parameterCount: 0) } as? SentinelError
            #expect(hidden?.code == .notReadOnly)
            // Either form alone would take one of them.
            try gate.judge("SELECT 1) x, (SELECT 2", parameterCount: 0)
            _ = try connection(shop).prepare("SELECT 1 INTO @v")
            let count = error { try gate.judge("SELECT ?", parameterCount: 0) } as? SentinelError
            #expect(count?.message == "a parameter is written :name, not ?")
            try gate.judge("SELECT ?, ? AS b", parameterCount: 2)
        }
    }
#endif
