#if MySQL
    import Foundation
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Synchronization
    import Testing

    @Suite("MariaDB and MySQL as an integration")
    struct MySQLIntegrationTests {
        /// Literal secrets, and one whose text a test changes.
        private final class Secrets: SecretProvider {
            let password = Mutex("")

            func resolve(_ reference: SecretReference) throws(SentinelError) -> Secret {
                if case .literal(let secret) = reference { return secret }
                if case .file = reference { return Secret(password.withLock { $0 }) }
                throw SentinelError(.secretUnavailable, "not set")
            }
        }

        private func make(
            _ values: [String: IntegrationOptions.Value], _ secrets: Secrets = Secrets(), name: String = "shop"
        ) throws -> any DataSource {
            guard case .source(let factory) = IntegrationDescriptor.mysql.factory else {
                throw SentinelError(.internalFault, "no source")
            }
            return try factory(IntegrationOptions(values), IntegrationContext(name: name, secrets: secrets))
        }

        private func url(_ text: String) -> IntegrationOptions.Value { .secret(.literal(Secret(text))) }

        @Test func itIsAStandardSource() {
            let source = [IntegrationDescriptor].standardSources.first { $0.type == "mysql" }
            // The configuration leaves out drivers, as in mysql+pymysql.
            #expect(source?.urlSchemes == ["mysql", "mariadb"])
            #expect(source?.isSource == true)
            #expect(
                source?.options.map(\.name) == [
                    "password", "max_connections", "tls", "ca_file", "allow_privileged_role",
                ])
        }

        @Test(.mariaDB) func optionsAreTaken() async throws {
            let shop = try MySQLShop()
            let server = shop.server
            let address = "mysql://sentinel@127.0.0.1:\(server.port)/\(shop.database)"
            let password = MariaDBServer.Account.administrator.password
            let source = try make([
                "url": url(address), "password": url(password), "max_connections": .integer(1),
                "tls": .string("verified"),
                "ca_file": .string(server.certificate), "allow_privileged_role": .boolean(true),
            ])
            let sql =
                "SELECT variable_value LIKE 'TLS%' FROM information_schema.session_status WHERE variable_name = 'SSL_VERSION'"
            #expect(try await source.run(QueryRequest(sql)).rows == [[.integer(1)]])
            await source.close()
            let untrusting = try make([
                "url": url(address), "password": url(password), "tls": .string("verified"),
                "allow_privileged_role": .boolean(true),
            ])
            #expect(await failure { _ = try await untrusting.run(QueryRequest("SELECT 1")) }?.code == .tls)
            await untrusting.close()
            let open = try make([
                "url": url(address), "password": url(password), "tls": .string("off"),
                "allow_privileged_role": .boolean(true),
            ])
            let version =
                "SELECT variable_value FROM information_schema.session_status WHERE variable_name = 'SSL_VERSION'"
            #expect(try await open.run(QueryRequest(version)).rows == [[.text("")]])
            await open.close()
        }

        /// 0.0.0.0 leads to this machine too, but is not known to.
        @Test(
            .mariaDB,
            arguments: [("shop", "", false), ("default", "", true), ("default", "?ssl_mode=VERIFY_CA", false)])
        func onlyTheOriginalsDatabaseIsNotVerified(name: String, query: String, isTrusted: Bool) async throws {
            let shop = try MySQLShop()
            let address = shop.server.url(database: shop.database, host: "0.0.0.0") + query
            let source = try make(["url": url(address)], name: name)
            let error = await failure { _ = try await source.run(QueryRequest("SELECT 1")) }
            #expect(error?.code == (isTrusted ? nil : .tls))
            await source.close()
        }

        @Test(.mariaDB) func aPasswordThatIsChangedCountsAtTheNextConnection() async throws {
            let shop = try MySQLShop()
            let secrets = Secrets()
            let source = try make(
                [
                    "url": url("mysql://reader@127.0.0.1:\(shop.server.port)/\(shop.database)"),
                    "password": .secret(.file(path: "/run/secret")), "max_connections": .integer(1),
                ], secrets)
            secrets.password.withLock { $0 = "s3cret-Wrong" }
            #expect(await failure { _ = try await source.run(QueryRequest("SELECT 1")) }?.code == .authentication)
            secrets.password.withLock { $0 = MariaDBServer.Account.reader.password }
            var answer: [[SQLValue]] = []
            let start = ContinuousClock.now
            // The breaker waits a moment before it tries again.
            while answer.isEmpty, start.duration(to: .now) < .seconds(20) {
                answer = (try? await source.run(QueryRequest("SELECT 1")).rows) ?? []
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(answer == [[.integer(1)]])
            await source.close()
        }

        @Test func optionsThatMakeNoSource() {
            for (values, code) in [
                ([:], SentinelError.Code.configuration),
                (["url": .secret(.environment(name: "URL"))], .secretUnavailable),
                (["url": url("mysql://h:x/d")], .configuration),
                (["url": url("mysql://u@h/d"), "password": .secret(.environment(name: "P"))], .secretUnavailable),
                (["url": url("mysql://u@h/d"), "max_connections": .integer(0)], .configuration),
            ] as [([String: IntegrationOptions.Value], SentinelError.Code)] {
                do {
                    _ = try make(values)
                    Issue.record("made")
                } catch {
                    #expect((error as? SentinelError)?.code == code)
                }
            }
        }

        @Test func faultsAreFoundBeforeAnythingConnects() {
            func faults(
                _ values: [String: IntegrationOptions.Value], _ strictness: IntegrationDescriptor.Strictness = .current
            ) -> [IntegrationDescriptor.Fault] {
                IntegrationDescriptor.mysql.validate(IntegrationOptions(values), strictness)
            }
            #expect(faults(["url": url("mysql://u@h/d")]).isEmpty)
            #expect(faults(["url": .secret(.environment(name: "URL"))]).isEmpty)
            let malformed = faults(["url": url("mysql://u:s3cret@h:x/d")])
            #expect(malformed.map(\.option) == ["url"])
            #expect(malformed.first?.severity == .error)
            #expect(malformed.first?.message.contains("s3cret") == false)
            #expect(faults(["url": url("mysql://h:x/d")], .original).first?.severity == .warning)
            let twice = faults(["url": url("mysql://u:p@h/d"), "password": url("q")])
            #expect(twice.map(\.option) == ["password"])
            #expect(faults(["url": url("mysql://h/d")]).first?.severity == .warning)
            // The original's driver verified nothing.
            #expect(faults(["url": url("mysql://u@h/d")], .original).map(\.severity) == [.warning])
            #expect(faults(["url": url("mysql://u@h/d?ssl_mode=REQUIRED")], .original).map(\.severity) == [.warning])
            #expect(faults(["url": url("mysql://u@h/d?ssl_mode=VERIFY_IDENTITY")], .original).isEmpty)
            #expect(faults(["url": url("mysql://u@localhost/d")], .original).isEmpty)
        }
    }
#endif
