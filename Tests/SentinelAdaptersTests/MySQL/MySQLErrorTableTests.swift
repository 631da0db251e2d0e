#if MySQL
    import Foundation
    import SentinelAdapters
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("Failures of MariaDB are outcomes with a code", .mariaDB, .timeLimit(.minutes(5)))
    struct MySQLErrorTableTests {
        private func error(_ url: String, _ sql: String = "SELECT 1", timeout: Duration = .seconds(10)) async
            -> SentinelError?
        {
            await failure {
                let source = try MySQLSource(url: url)
                let error = await failure {
                    _ = try await source.run(QueryRequest(sql, limits: QueryLimits(timeout: timeout)))
                }
                await source.close()
                if let error { throw error }
            }
        }

        private func check(
            _ error: SentinelError?, _ code: SentinelError.Code, isRetryable: Bool, _ words: String = "",
            _ location: SourceLocation = #_sourceLocation
        ) {
            #expect(error?.code == code, "\(String(describing: error))", sourceLocation: location)
            #expect(error?.isRetryable == isRetryable, sourceLocation: location)
            #expect(
                words.isEmpty || error?.message.contains(words) == true, "\(String(describing: error))",
                sourceLocation: location)
            #expect(
                "\(error?.message ?? "")\(error?.underlying ?? "")".contains("s3cret") == false,
                sourceLocation: location)
        }

        @Test func logins() async throws {
            let shop = try MySQLShop()
            let server = shop.server
            let wrong = MariaDBServer.Account(name: "reader", password: "s3cret-Wrong")
            check(await error(server.url(wrong, database: shop.database)), .authentication, isRetryable: false)
            let nobody = MariaDBServer.Account(name: "nobody", password: "s3cret")
            check(await error(server.url(nobody, database: shop.database)), .authentication, isRetryable: false)
            // An account without any right to a database is not told whether it is there.
            check(await error(server.url(database: "nowhere")), .permission, isRetryable: false)
            check(
                await error(server.url(database: "test_nowhere")), .configuration, isRetryable: false,
                "no such database")
            check(
                await error(server.url(port: try FreePort.find())), .connection, isRetryable: true, "cannot be reached")
            check(await error(server.url(host: "no-such-host.invalid")), .dns, isRetryable: true)
        }

        @Test func certificates() async throws {
            let shop = try MySQLShop()
            let url = shop.server.url(database: shop.database, query: "ssl_mode=VERIFY_IDENTITY")
            check(await error(url), .tls, isRetryable: true)
            check(await error(url + "&ssl_ca=/nowhere.pem"), .tls, isRetryable: true)
            #expect(await error(url + "&ssl_ca=" + shop.server.certificate) == nil)
            #expect(await error(shop.server.url(database: shop.database, query: "ssl_mode=REQUIRED")) == nil)
            let bare = try MariaDBServer(settings: ["--skip-ssl"])
            check(
                await error(bare.url(.administrator, query: "ssl_mode=REQUIRED")), .tls, isRetryable: true)
        }

        @Test func statements() async throws {
            let shop = try MySQLShop()
            let url = shop.server.url(database: shop.database)
            check(await error(url, "SELECT 1\nFORM x\ny z"), .query, isRetryable: false, "(line 2)")
            check(await error(url, "SELECT *\n\n\nFROM orders\nWHERE ORDER"), .query, isRetryable: false, "(line 5)")
            check(await error(url, "SELECT nowhere FROM orders"), .query, isRetryable: false, "Unknown column")
            check(await error(url, "SELECT * FROM nowhere"), .query, isRetryable: false, "doesn't exist")
            check(await error(url, "SELECT nofunction(1)"), .permission, isRetryable: false)
            check(await error(url, "SELECT * FROM mysql.global_priv"), .permission, isRetryable: false)
            check(await error(url, "SELECT ?"), .query, isRetryable: false, "written :name")
            check(await error(url, "SELECT 1 a, ? a"), .query, isRetryable: false, "written :name")
            check(await error(url, "SELECT * FROM orders FOR UPDATE"), .notReadOnly, isRetryable: false)
            check(await error(url, "SELECT 1 INTO @v"), .notReadOnly, isRetryable: false)
            check(await error(url, "SELECT writes()"), .notReadOnly, isRetryable: false)
        }

        @Test func theTagDoesNotMoveLines() async throws {
            let shop = try MySQLShop()
            let source = try shop.source()
            let request = QueryRequest(
                "SELECT count(*) FROM orders\nWHERE nowhere = 1", tag: QueryTag(alert: "Late\norders", run: "1"))
            let first = await failure { _ = try await source.run(request) }
            #expect(first?.code == .query)
            await source.close()
        }

        @Test func aTimeoutOfTheServerIsATimeout() async throws {
            let shop = try MySQLShop()
            let endless = "SELECT count(*) FROM seq_1_to_1000000000 a, seq_1_to_1000000000 b"
            check(
                await error(shop.server.url(database: shop.database), endless, timeout: .milliseconds(300)), .timeout,
                isRetryable: true, "did not end within")
            while try shop.running() > 0 { try await Task.sleep(for: .milliseconds(20)) }
        }

        @Test func aKilledSessionIsReplaced() async throws {
            let shop = try MySQLShop()
            let source = try shop.source(MySQLSource.Options(maxConnections: 1))
            for _ in 0..<3 {
                let id = try await source.run(QueryRequest("SELECT connection_id()")).rows[0][0].displayText
                try shop.server.sql("KILL \(id)")
                // The session that rested is found dead, and the query done on a new one.
                let next = try await source.run(QueryRequest("SELECT connection_id()")).rows[0][0].displayText
                #expect(next != id)
            }
            await source.close()
        }

        @Test func aSessionThatIsKilledWhileItWorksFails() async throws {
            let shop = try MySQLShop()
            let source = try shop.source(MySQLSource.Options(maxConnections: 1))
            let endless = "SELECT count(*) FROM seq_1_to_1000000000 a, seq_1_to_1000000000 b"
            let running = Task { await failure { _ = try await source.run(QueryRequest(endless)) } }
            let find = """
                SELECT id FROM information_schema.processlist
                WHERE db = '\(shop.database)' AND user = 'reader' AND info LIKE '%1000000000%' LIMIT 1
                """
            var id = -1
            while id < 0 {
                id = try shop.number(find)
                try await Task.sleep(for: .milliseconds(10))
            }
            try shop.server.sql("KILL \(id)")
            check(await running.value, .connection, isRetryable: true)
            #expect(try await source.run(QueryRequest("SELECT 1")).rows == [[.integer(1)]])
            await source.close()
        }

        @Test func aServerWithoutRoomIsBusy() async throws {
            let server = try MariaDBServer(settings: ["--max-connections=10", "--extra-max-connections=0"])
            let database = try server.makeDatabase()
            var held: [MySQLConnection] = []
            var full: MySQLError?
            while full == nil, held.count < 20 {
                do throws(MySQLError) {
                    held.append(
                        try MySQLConnection(
                            MySQLOptions(
                                port: server.port, user: "reader", password: Secret("s3cret-Reader"), tls: .off)))
                } catch {
                    full = error
                }
            }
            #expect(full?.code == .tooManyConnections)
            check(await error(server.url(database: database)), .busy, isRetryable: true)
            held = []
        }
    }
#endif
