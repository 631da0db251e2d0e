#if PostgreSQL
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite(
        "PostgreSQL says what is unwise about a role", .serialized, .timeLimit(.minutes(2)),
        .enabled(if: PostgreSQLShop.isPossible, PostgreSQLShop.reason))
    struct PostgreSQLDiagnosisTests {
        private func diagnose(_ source: PostgreSQLSource) async throws -> SourceDiagnosis {
            let diagnosis = try await source.diagnose(timeout: .seconds(20))
            await source.close()
            return diagnosis
        }

        /// The findings but the one about large objects, which depends on the server's version alone.
        private func findings(_ diagnosis: SourceDiagnosis) -> [String] {
            diagnosis.findings.map(\.message).filter { !$0.contains("large objects") }
        }

        @Test("it names server, role, database and encryption")
        func facts() async throws {
            let shop = try PostgreSQLShop()
            let diagnosis = try await diagnose(try shop.source())
            let facts = Dictionary(uniqueKeysWithValues: diagnosis.facts.map { ($0.name, $0.value) })
            #expect(facts["server"]?.hasPrefix("PostgreSQL ") == true)
            #expect(facts["role"] == "reader")
            #expect(facts["database"] == shop.database)
            #expect(facts["encryption"] == "on, not verified")
            #expect(facts["readable tables"] == "2")
            #expect(findings(diagnosis) == [])
        }

        @Test(
            "what a role has beyond reading is found",
            arguments: [
                ("GRANT UPDATE ON staff TO %", "the role may change 1 table (public.staff); reading is enough"),
                (
                    "CREATE TABLE a (); CREATE TABLE b (); GRANT INSERT ON ALL TABLES IN SCHEMA public TO %",
                    "the role may change 4 tables (public.a, public.b, public.orders, …); reading is enough"
                ),
                ("GRANT CREATE ON SCHEMA public TO %", "the role may make things in the schema \"public\""),
                ("ALTER ROLE % CONNECTION LIMIT 1", "the role may have 1 connections, and the source 2"),
                ("REVOKE SELECT ON ALL TABLES IN SCHEMA public FROM %", "the role may read no table"),
            ])
        func excess(change: String, message: String) async throws {
            let shop = try PostgreSQLShop()
            let role = PostgreSQLServer.Role(name: "doc_\(shop.database)", password: "s3cret-Doc")
            try shop.change(
                """
                CREATE ROLE \(role.name) LOGIN PASSWORD '\(role.password)';
                GRANT SELECT ON ALL TABLES IN SCHEMA public TO \(role.name);
                """)
            #expect(findings(try await diagnose(try shop.source(role))) == [])
            try shop.change(change.replacing("%", with: role.name))
            #expect(findings(try await diagnose(try shop.source(role))) == [message])
        }

        @Test("an owner is told that it owns")
        func owner() async throws {
            let shop = try PostgreSQLShop()
            let role = PostgreSQLServer.Role(name: "own_\(shop.database)", password: "s3cret-Own")
            try shop.change(
                "CREATE ROLE \(role.name) LOGIN PASSWORD '\(role.password)'; ALTER TABLE staff OWNER TO \(role.name)")
            let found = findings(try await diagnose(try shop.source(role)))
            #expect(found.contains("the role owns 1 table (public.staff); reading is enough"))
        }

        @Test("a role that is refused is refused here too, and a wrong password is one")
        func refused() async throws {
            let shop = try PostgreSQLShop()
            for (role, code) in [
                (PostgreSQLServer.Role.superuser, SentinelError.Code.configuration),
                (PostgreSQLServer.Role(name: "reader", password: "wr0ng"), .authentication),
            ] {
                let source = try shop.source(role)
                let error = await #expect(throws: SentinelError.self) {
                    try await source.diagnose(timeout: .seconds(20))
                }
                #expect(error?.code == code)
                await source.close()
            }
        }

        @Test("of Amazon Redshift no statements are printed that it would not take")
        func redshift() throws {
            let grants = try #require(IntegrationDescriptor.postgreSQL.grants)
            let error = #expect(throws: SentinelError.self) {
                try grants(
                    IntegrationOptions(["url": .secret(.literal(Secret("redshift://u@h/d")))]),
                    IntegrationContext(name: "shop", secrets: LiteralSecrets()))
            }
            #expect(error?.code == .unsupported)
        }

        @Test("the printed statements make a role that reads, and about which nothing is unwise")
        func grants() async throws {
            let shop = try PostgreSQLShop()
            let role = PostgreSQLServer.Role(name: "odd \"name\" \(shop.database)", password: "s3cret-Grant")
            let url = "postgresql://odd%20%22name%22%20\(shop.database)@127.0.0.1:\(shop.server.port)/\(shop.database)"
            let grants = try #require(IntegrationDescriptor.postgreSQL.grants)
            let text = try grants(
                IntegrationOptions(["url": .secret(.literal(Secret(url))), "max_connections": .integer(3)]),
                IntegrationContext(name: "shop", secrets: LiteralSecrets()))
            #expect(!text.contains("PASSWORD"))
            try shop.change(text)
            let name = "\"odd \"\"name\"\" \(shop.database)\""
            try shop.change("ALTER ROLE \(name) PASSWORD '\(role.password)'")
            var options = PostgreSQLSource.Options()
            options.maxConnections = 3
            let source = try PostgreSQLSource(url: url, password: Secret(role.password), options: options)
            #expect(try await source.value("SELECT count(*) FROM staff") == .integer(4))
            #expect(await source.failure("DELETE FROM staff") != nil)
            #expect(findings(try await diagnose(source)) == [])
        }
    }
#endif
