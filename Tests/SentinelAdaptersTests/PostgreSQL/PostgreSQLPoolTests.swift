#if PostgreSQL
    import SentinelModels
    import SentinelTesting
    import Testing

    @testable import SentinelAdapters

    @Suite(
        "PostgreSQL's connections", .serialized, .timeLimit(.minutes(3)),
        .enabled(if: PostgreSQLShop.isPossible, PostgreSQLShop.reason))
    struct PostgreSQLPoolTests {
        private func source(
            _ shop: PostgreSQLShop, connections: Int, _ change: (inout PoolOptions) -> Void = { _ in }
        ) throws -> PostgreSQLSource {
            var pooling = PoolOptions.network(limit: connections, label: "test")
            change(&pooling)
            return try PostgreSQLSource(url: shop.url(), options: .init(), pooling: pooling) {
                () throws(SentinelError) in nil
            }
        }

        @Test(
            "nothing is connected before the first query, there are never more than allowed, and at rest there is one")
        func size() async throws {
            let shop = try PostgreSQLShop()
            let source = try source(shop, connections: 3) {
                $0.rest = .init(surplus: .milliseconds(200), last: .seconds(60))
            }
            #expect(try shop.sessions("usename = 'reader'") == 0)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<120 {
                    group.addTask {
                        let value = try await source.value("SELECT \(number) FROM pg_sleep(0.005)")
                        #expect(value == .integer(Int64(number)))
                    }
                }
                group.addTask {
                    for _ in 0..<10 {
                        let count = try shop.sessions("usename = 'reader'")
                        #expect(count <= 3)
                    }
                }
                try await group.waitForAll()
            }
            try await shop.waitForSessions("usename = 'reader'") { $0 == 1 }
            // It stays: nothing closes it, and the next query uses it.
            let before = try shop.server.psql(
                "SELECT pid FROM pg_stat_activity WHERE datname = '\(shop.database)' AND usename = 'reader'")
            #expect(try await source.value("SELECT pg_backend_pid()").displayText + "\n" == before)
            await source.close()
            try await shop.waitForSessions { $0 == 0 }
        }

        @Test("the last idle connection is closed too in the end")
        func last() async throws {
            let shop = try PostgreSQLShop()
            let source = try source(shop, connections: 2) {
                $0.rest = .init(surplus: .milliseconds(20), last: .milliseconds(200))
            }
            #expect(try await source.value("SELECT 1") == .integer(1))
            try await shop.waitForSessions { $0 == 0 }
            #expect(try await source.value("SELECT 2") == .integer(2))
            await source.close()
        }

        @Test("a connection that rested long is asked before it is used; a dead one is replaced")
        func check() async throws {
            let shop = try PostgreSQLShop()
            let proxy = try TCPProxy(to: shop.server.port)
            var pooling = PoolOptions.network(limit: 1, label: "test")
            pooling.checkAfter = .milliseconds(50)
            let source = try PostgreSQLSource(url: shop.url(port: proxy.port), options: .init(), pooling: pooling) {
                () throws(SentinelError) in nil
            }
            for number in 1...3 {
                #expect(try await source.value("SELECT \(number)") == .integer(Int64(number)))
                try await Task.sleep(for: .milliseconds(80))
            }
            #expect(proxy.acceptedCount == 1)
            await source.close()
        }

        @Test("stopped queries never let the pool grow")
        func stopped() async throws {
            let shop = try PostgreSQLShop()
            let source = try source(shop, connections: 2)
            for _ in 0..<8 {
                let error = await source.failure("SELECT pg_sleep(60)", limits: QueryLimits(timeout: .milliseconds(50)))
                #expect(error?.code == .timeout)
            }
            try await shop.waitForSessions("state = 'active'") { $0 == 0 }
            #expect(try shop.sessions() <= 2)
            await source.close()
        }

        @Test("the server shows which alert and run a query belongs to, whatever their names hold")
        func tag() async throws {
            let shop = try PostgreSQLShop()
            let source = try source(shop, connections: 1)
            let name = "Umsatz */ DROP TABLE staff; -- 'x' \u{1F989}"
            var request = QueryRequest(
                "SELECT query, application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()",
                tag: QueryTag(alert: name, run: "42"))
            let rows = try await source.run(request).rows
            #expect(
                rows.first?.first?.displayText.hasPrefix(
                    "/* sentinel alert=Umsatz%20%2A%2F%20DROP%20TABLE%20staff%3B%20--%20%27x%27%20%f0%9f%a6%89 run=42 */ FETCH 1001 FROM c"
                        .replacing("%2A%2F", with: "%2a%2f").replacing("%3B", with: "%3b")) == true, "\(rows)")
            #expect(rows.first?.last == .text("sentinel Umsatz */ DROP TABLE staff; -- 'x' ?"))
            request.tag = QueryTag()
            #expect(try await source.run(request).rows.first?.first?.displayText == "FETCH 1001 FROM c")
            await source.close()
        }
    }
#endif
