#if MySQL
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite("MariaDB says what is unwise about an account", .serialized, .mariaDB, .timeLimit(.minutes(2)))
    struct MySQLDiagnosisTests {
        private func diagnose(_ source: MySQLSource) async throws -> SourceDiagnosis {
            let diagnosis = try await source.diagnose(timeout: .seconds(20))
            await source.close()
            return diagnosis
        }

        private func source(
            _ shop: MySQLShop, _ account: MariaDBServer.Account, allowsPrivilegedRole: Bool = false
        ) throws -> MySQLSource {
            try MySQLSource(
                url: shop.server.url(account, database: shop.database),
                options: .init(maxConnections: 2, allowsPrivilegedRole: allowsPrivilegedRole))
        }

        @Test("it names server, account, database and encryption")
        func facts() async throws {
            let shop = try MySQLShop()
            let diagnosis = try await diagnose(try source(shop, .reader))
            let facts = Dictionary(uniqueKeysWithValues: diagnosis.facts.map { ($0.name, $0.value) })
            #expect(facts["server"]?.hasPrefix("MariaDB 1") == true)
            #expect(facts["account"] == "reader@%")
            #expect(facts["database"] == shop.database)
            #expect(facts["encryption"] == "on, not verified")
            #expect((facts["readable tables"].flatMap { Int($0) } ?? 0) >= 5)
            #expect(diagnosis.findings == [])
        }

        @Test(
            "what an account has beyond reading is found",
            arguments: [
                ("GRANT INSERT ON %.orders TO #", "the account may do more than read: INSERT on `%`.`orders`"),
                (
                    "GRANT INSERT, UPDATE ON %.orders TO #",
                    "the account may do more than read: INSERT on `%`.`orders` and 1 more"
                ),
                (
                    "ALTER USER # WITH MAX_USER_CONNECTIONS 2",
                    "the account may have 2 connections; the source has up to 2, and stops a query by one more"
                ),
            ])
        func excess(change: String, message: String) async throws {
            let shop = try MySQLShop()
            let account = MariaDBServer.Account(name: "doc_\(shop.database)", password: "s3cret-Doc")
            let name = "\(account.name)@'%'"
            try shop.server.sql(
                """
                CREATE USER \(name) IDENTIFIED BY '\(account.password)';
                GRANT SELECT ON \(shop.database).* TO \(name)
                """)
            #expect(try await diagnose(try source(shop, account, allowsPrivilegedRole: true)).findings == [])
            try shop.server.sql(change.replacing("%", with: shop.database).replacing("#", with: name))
            let found = try await diagnose(try source(shop, account, allowsPrivilegedRole: true)).findings
            #expect(found.map(\.message) == [message.replacing("%", with: shop.database)])
            try shop.server.sql("DROP USER \(name)")
        }

        @Test("an account without rights is told that it may read nothing")
        func nothing() async throws {
            let server = try MariaDBServer.shared.get()
            try server.sql("CREATE USER nobody@'%' IDENTIFIED BY 's3cret-Nobody'")
            let account = MariaDBServer.Account(name: "nobody", password: "s3cret-Nobody")
            let found = try await diagnose(try MySQLSource(url: server.url(account))).findings
            #expect(found.map(\.message) == ["the account may read no table"])
            try server.sql("DROP USER nobody@'%'")
        }

        @Test("an account that is refused is refused here too, and a wrong password is one")
        func refused() async throws {
            let shop = try MySQLShop()
            for (account, code) in [
                (MariaDBServer.Account.administrator, SentinelError.Code.configuration),
                (MariaDBServer.Account(name: "reader", password: "wr0ng"), .authentication),
            ] {
                let source = try source(shop, account)
                let error = await #expect(throws: SentinelError.self) {
                    try await source.diagnose(timeout: .seconds(20))
                }
                #expect(error?.code == code)
                await source.close()
            }
        }

        @Test("the printed statements make an account that reads once it has a password, and nothing more")
        func grants() async throws {
            let shop = try MySQLShop()
            let user = "odd'na\\me"
            let url = "mysql://odd%27na%5Cme@127.0.0.1:\(shop.server.port)/\(shop.database)"
            let grants = try #require(IntegrationDescriptor.mysql.grants)
            let options = IntegrationOptions([
                "url": .secret(.literal(Secret(url))), "max_connections": .integer(3),
            ])
            let text = try grants(options, IntegrationContext(name: "shop", secrets: LiteralSecrets()))
            try shop.server.sql(text)
            let account = MariaDBServer.Account(name: "odd%27na%5Cme", password: "s3cret-Grant")
            let locked = try source(shop, account)
            let error = await #expect(throws: SentinelError.self) { try await locked.diagnose(timeout: .seconds(20)) }
            #expect(error?.code == .authentication)
            await locked.close()
            let name = "'\(user.replacing("'", with: "''").replacing("\\", with: "\\\\"))'@'%'"
            try shop.server.sql("ALTER USER \(name) IDENTIFIED BY '\(account.password)' ACCOUNT UNLOCK")
            let source = try MySQLSource(
                url: shop.server.url(account, database: shop.database), options: .init(maxConnections: 3))
            #expect(try await source.run(QueryRequest("SELECT count(*) FROM orders")).rows == [[.integer(5)]])
            #expect(try await diagnose(source).findings == [])
            try shop.server.sql("DROP USER \(name)")
        }

        @Test("a server elsewhere must be reached by TLS, and a URL without a database names no grant")
        func remote() throws {
            let grants = try #require(IntegrationDescriptor.mysql.grants)
            let text = try grants(
                // The password's file is not there yet.
                IntegrationOptions([
                    "url": .secret(.literal(Secret("mysql://db.example"))),
                    "password": .secret(.file(path: "/no/such/file")),
                ]),
                IntegrationContext(name: "shop", secrets: LiteralSecrets()))
            #expect(text.contains("CREATE USER 'sentinel_reader'@'%' REQUIRE SSL\n"))
            #expect(text.contains("\n-- GRANT SELECT, SHOW VIEW ON `…`.* TO"))
        }
    }
#endif
