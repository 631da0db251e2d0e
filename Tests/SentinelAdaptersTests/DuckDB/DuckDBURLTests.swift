#if DuckDB
    @testable import SentinelAdapters
    import SentinelModels
    import Testing

    @Suite("URLs of DuckDB files")
    struct DuckDBURLTests {
        @Test(
            "what they name",
            arguments: [
                ("duckdb:///a.duckdb", "a.duckdb"), ("duckdb:////srv/a.duckdb", "/srv/a.duckdb"), ("duckdb://", nil),
                ("duckdb:///", nil), ("duckdb:///:memory:", nil), ("DuckDB:///a%20b.db", "a b.db"),
                ("duckdb:///a.db?access_mode=READ_ONLY", "a.db"), ("duckdb:///100%.db", "100%.db"),
                ("duckdb:///dir/n%C3%A4me.db?", "dir/näme.db"),
            ] as [(String, String?)])
        func paths(_ url: String, _ path: String?) throws {
            #expect(try DuckDBURL(url).path == path)
        }

        @Test(
            "what they may not be",
            arguments: [
                ("sqlite:///a.db", "does not start with duckdb://"), ("a.duckdb", "does not start with duckdb://"),
                ("duckdb://host/a.db", "followed by a host"), ("duckdb:///a.db?token=s3cret", "it has parameters"),
                ("duckdb:///%00", "no text"), ("duckdb:///%FF", "no text"),
                ("duckdb:///md:mine?motherduck_token=s3cret", "it has parameters"),
                ("duckdb:///md:mine", "only files"), ("duckdb:///https%3A//s3cret/x.db", "only files"),
            ])
        func faults(_ url: String, _ words: String) {
            do {
                _ = try DuckDBURL(url)
                Issue.record("read: \(url)")
            } catch {
                #expect(error.code == .configuration)
                #expect(error.message.contains(words))
                #expect(!error.message.contains("s3cret"))
            }
        }

        private struct Plain: SecretProvider {
            func resolve(_ reference: SecretReference) throws(SentinelError) -> Secret {
                guard case .literal(let secret) = reference else { throw SentinelError(.secretUnavailable, "not set") }
                return secret
            }
        }

        private func make(_ values: [String: IntegrationOptions.Value]) throws -> any DataSource {
            guard case .source(let factory) = IntegrationDescriptor.duckdb.factory else {
                throw SentinelError(.internalFault, "no source")
            }
            return try factory(IntegrationOptions(values), IntegrationContext(name: "lake", secrets: Plain()))
        }

        @Test("it is a standard source, made from options")
        func descriptor() throws {
            let kind = try #require([IntegrationDescriptor].standardSources.first { $0.type == "duckdb" })
            #expect(kind.urlSchemes == ["duckdb"])
            #expect(kind.options.map(\.name) == ["library", "max_connections", "memory_limit", "threads"])
            let options = IntegrationOptions([
                "library": .string("/x.so"), "max_connections": .integer(3), "memory_limit": .integer(1 << 30),
                "threads": .integer(5),
            ])
            #expect(
                DuckDBSource.Options(options)
                    == DuckDBSource.Options(library: "/x.so", maxConnections: 3, memoryLimit: 1 << 30, threads: 5))
            #expect(DuckDBSource.Options(IntegrationOptions()) == DuckDBSource.Options())
            _ = try make(["url": .secret(.literal(Secret("duckdb:///a.db")))])
        }

        @Test("options that make no source")
        func refused() {
            for (values, code) in [
                ([:], SentinelError.Code.configuration),
                (["url": .secret(.environment(name: "URL"))], .secretUnavailable),
                (["url": .secret(.literal(Secret("duckdb://host/a.db")))], .configuration),
                (["url": .secret(.literal(Secret("duckdb:///a.db"))), "threads": .integer(0)], .configuration),
                (["url": .secret(.literal(Secret("duckdb:///a.db"))), "max_connections": .integer(0)], .configuration),
                (["url": .secret(.literal(Secret("duckdb:///a.db"))), "memory_limit": .integer(5)], .configuration),
            ] as [([String: IntegrationOptions.Value], SentinelError.Code)] {
                do {
                    _ = try make(values)
                    Issue.record("made")
                } catch {
                    #expect((error as? SentinelError)?.code == code)
                }
            }
        }

        @Test("validation looks at the URL")
        func validation() {
            let validate = IntegrationDescriptor.duckdb.validate
            let options = { IntegrationOptions(["url": .secret(.literal(Secret($0)))]) }
            #expect(validate(options("duckdb:///a.db"), .current).isEmpty)
            #expect(validate(options("duckdb://h/a.db"), .current).map(\.severity) == [.error])
            #expect(validate(options("duckdb://h/a.db"), .original).map(\.severity) == [.warning])
            #expect(validate(options("duckdb://h/a.db"), .original).map(\.option) == ["url"])
            #expect(validate(IntegrationOptions(), .current).isEmpty)
        }
    }
#endif
