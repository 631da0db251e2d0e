#if SQLite
    import SentinelAdapters
    import SentinelModels
    import Testing

    @Suite("SQLite integration")
    struct SQLiteIntegrationTests {
        private struct Plain: SecretProvider {
            func resolve(_ reference: SecretReference) throws(SentinelError) -> Secret {
                guard case .literal(let secret) = reference else {
                    throw SentinelError(.secretUnavailable, "not set")
                }
                return secret
            }
        }

        private func make(_ values: [String: IntegrationOptions.Value]) throws -> any DataSource {
            guard case .source(let factory) = IntegrationDescriptor.sqlite.factory else {
                throw SentinelError(.internalFault, "no source")
            }
            return try factory(IntegrationOptions(values), IntegrationContext(name: "shop", secrets: Plain()))
        }

        @Test("it is a standard source")
        func standard() {
            let source = [IntegrationDescriptor].standardSources.first { $0.type == "sqlite" }
            #expect(source?.urlSchemes == ["sqlite"])
            #expect(source?.isSource == true)
            let names = source?.options.map(\.name)
            #expect(names == ["max_connections", "busy_timeout", "allow_state_database"])
        }

        @Test("made from options")
        func factory() async throws {
            let shop = try SQLiteShop()
            try shop.change("CREATE TABLE sqlsentinel_schema_meta(version)")
            let url = IntegrationOptions.Value.secret(.literal(Secret("sqlite:///" + shop.path)))
            let source = try make([
                "url": url, "max_connections": .integer(2), "busy_timeout": .duration(.seconds(1)),
                "allow_state_database": .boolean(true),
            ])
            #expect(try await source.run(QueryRequest("SELECT count(*) FROM orders")).rows == [[.integer(5)]])
            let refusing = try make(["url": url])
            #expect(
                await sentinelError { _ = try await refusing.run(QueryRequest("SELECT 1")) }?.code == .configuration)
        }

        @Test("options that make no source")
        func faults() {
            for (values, code) in [
                ([:], SentinelError.Code.configuration),
                (["url": .secret(.environment(name: "URL"))], .secretUnavailable),
                (["url": .secret(.literal(Secret("sqlite://host/a.db")))], .configuration),
            ] as [([String: IntegrationOptions.Value], SentinelError.Code)] {
                do {
                    _ = try make(values)
                    Issue.record("made")
                } catch {
                    #expect((error as? SentinelError)?.code == code)
                }
            }
        }

        @Test(
            "a faulty URL is found at validation; in the original's files it is only a warning",
            arguments: [
                ("sqlite:///a.db", nil, nil), ("sqlite://a.db", .error, .warning),
                ("sqlite:///a.db?mode=rwc", .error, .warning),
            ] as [(String, Diagnostic.Severity?, Diagnostic.Severity?)])
        func validation(_ url: String, current: Diagnostic.Severity?, original: Diagnostic.Severity?) {
            let options = IntegrationOptions(["url": .secret(.literal(Secret(url)))])
            let validate = IntegrationDescriptor.sqlite.validate
            #expect(validate(options, .current).first?.severity == current)
            #expect(validate(options, .original).first?.severity == original)
            #expect(validate(options, .current).allSatisfy { $0.option == "url" })
            #expect(validate(IntegrationOptions(), .current).isEmpty)
        }
    }
#endif
