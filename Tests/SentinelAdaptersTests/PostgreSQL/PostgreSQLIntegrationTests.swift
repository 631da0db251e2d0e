#if PostgreSQL
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @testable import SentinelAdapters

    @Suite("PostgreSQL integration")
    struct PostgreSQLIntegrationTests {
        private func make(
            _ values: [String: IntegrationOptions.Value], name: String = "shop"
        ) throws -> any DataSource {
            guard case .source(let factory) = IntegrationDescriptor.postgreSQL.factory else {
                throw SentinelError(.internalFault, "no source")
            }
            return try factory(IntegrationOptions(values), IntegrationContext(name: name, secrets: LiteralSecrets()))
        }

        private static func secret(_ text: String) -> IntegrationOptions.Value { .secret(.literal(Secret(text))) }

        @Test("it is a standard source, for all names of PostgreSQL in URLs")
        func standard() {
            let source = [IntegrationDescriptor].standardSources.first { $0.type == "postgresql" }
            #expect(source?.urlSchemes == ["postgresql", "postgres", "redshift"])
            #expect(
                source?.options.map(\.name) == [
                    "max_connections", "password", "connect_timeout", "lock_timeout", "sslmode", "application_name",
                    "allow_privileged_role",
                ])
        }

        @Test("options become those of the source")
        func options() {
            let options = PostgreSQLSource.Options(
                IntegrationOptions([
                    "max_connections": .integer(9), "connect_timeout": .duration(.seconds(3)),
                    "lock_timeout": .duration(.seconds(1)), "sslmode": .string("require"),
                    "application_name": .string("watch"), "allow_privileged_role": .boolean(true),
                ]))
            var expected = PostgreSQLSource.Options()
            expected.maxConnections = 9
            expected.connectTimeout = .seconds(3)
            expected.lockTimeout = .seconds(1)
            expected.sslMode = "require"
            expected.applicationName = "watch"
            expected.allowsPrivilegedRole = true
            #expect(options == expected)
            #expect(PostgreSQLSource.Options(IntegrationOptions()) == PostgreSQLSource.Options())
        }

        @Test(
            "made from options, under each name",
            .enabled(if: PostgreSQLShop.isPossible, PostgreSQLShop.reason),
            arguments: ["postgresql", "postgres", "postgresql+psycopg2", "redshift"])
        func factory(scheme: String) async throws {
            let shop = try PostgreSQLShop()
            let url = shop.url().replacing("postgresql:", with: scheme + ":").replacing(":s3cret-Reader@", with: "@")
            let source = try make([
                "url": Self.secret(url), "password": Self.secret("s3cret-Reader"), "application_name": .string("watch"),
            ])
            let rows = try await source.run(
                QueryRequest("SELECT current_setting('application_name'), count(*) FROM orders")
            ).rows
            #expect(rows == [[.text("watch"), .integer(200)]])
            await source.close()
            // Superusers are refused under each name too.
            let strong = try make([
                "url": Self.secret(shop.url(.superuser).replacing("postgresql:", with: scheme + ":"))
            ])
            let error = await sentinelError { _ = try await strong.run(QueryRequest("SELECT 1")) }
            #expect(error?.message.contains("'sentinel' is a superuser") == true, "\(String(describing: error))")
            await strong.close()
        }

        @Test("options that make no source")
        func faults() {
            for (values, code) in [
                ([:], SentinelError.Code.configuration),
                (["url": .secret(.environment(name: "URL"))], .secretUnavailable),
                (["url": Self.secret("postgresql://h/d?nonsense=1")], .configuration),
            ] as [([String: IntegrationOptions.Value], SentinelError.Code)] {
                do {
                    _ = try make(values)
                    Issue.record("made")
                } catch {
                    #expect((error as? SentinelError)?.code == code)
                }
            }
            #expect(throws: SentinelError(.configuration, "a PostgreSQL source needs at least one connection")) {
                var options = PostgreSQLSource.Options()
                options.maxConnections = 0
                _ = try PostgreSQLSource(url: "postgresql://h/d", options: options)
            }
        }

        @Test("a password that cannot be had is told at the query, not before")
        func password() async throws {
            let source = try make([
                "url": Self.secret("postgresql://reader@127.0.0.1:1/d"),
                "password": .secret(.environment(name: "PASSWORD")),
            ])
            let error = await sentinelError { _ = try await source.run(QueryRequest("SELECT 1")) }
            #expect(error?.code == .secretUnavailable)
            await source.close()
        }

        @Test(
            "what is done about TLS: the option first, then the URL; else servers elsewhere are verified",
            arguments: [
                ("postgresql://h/d", nil, true, "verify-full"), ("postgresql://h/d", nil, false, nil),
                ("postgresql://h/d?sslmode=require", nil, true, "require"),
                ("postgresql://h/d?sslmode=require", "disable", true, "disable"),
                ("postgresql://localhost/d", nil, true, nil),
                ("postgresql://localhost/d", "verify-full", true, "verify-full"),
            ] as [(String, String?, Bool, String?)])
        func encryption(url: String, option: String?, verifies: Bool, mode: String?) throws {
            var options = PostgreSQLSource.Options()
            options.sslMode = option
            options.verifiesServer = verifies
            let target = try PostgreSQLSource.target(url, options)
            #expect(target["sslmode"] == mode)
            #expect(target["application_name"] == "sentinel" && target["client_encoding"] == "UTF8")
        }

        @Test(
            "a faulty URL is found at validation; in the original's files it is only a warning",
            arguments: [
                ("postgresql://127.0.0.1/d", nil, nil), ("postgresql://h/d?nonsense=1", .error, .warning),
                ("postgresql://u:p%zz@h/d", .error, .warning), ("postgresql://h/d", nil, .warning),
                ("postgresql://h/d?sslmode=verify-full", nil, nil), ("postgresql://h/d?sslmode=require", nil, .warning),
            ] as [(String, Diagnostic.Severity?, Diagnostic.Severity?)])
        func validation(_ url: String, current: Diagnostic.Severity?, original: Diagnostic.Severity?) {
            let options = IntegrationOptions(["url": Self.secret(url)])
            let validate = IntegrationDescriptor.postgreSQL.validate
            let (now, then) = (validate(options, .current), validate(options, .original))
            #expect(now.first?.severity == current && then.first?.severity == original)
            #expect((now + then).allSatisfy { $0.option == "url" && !$0.message.contains("p%zz") })
            #expect(validate(IntegrationOptions(), .current).isEmpty)
        }
    }
#endif
