#if ODBC
    import Foundation
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Synchronization
    import Testing

    @Suite(
        "A server that says nothing holds up its own source only", .serialized,
        .enabled(if: ODBCDriver.hasAll, "\(ODBCDriver.whatIsMissing)"))
    struct ODBCHangTests {
        private static let servers: [ODBCDriver] = [.postgreSQL, .mariaDB]

        /// A source whose way to the server a test can cut.
        private struct Distant {
            let proxy: TCPProxy
            let source: ODBCSource

            init(_ driver: ODBCDriver, maxConnections: Int) throws {
                let port =
                    driver == .postgreSQL
                    ? try PostgreSQLServer.shared.get().port : try MariaDBServer.shared.get().port
                proxy = try TCPProxy(to: port)
                let url = try ODBCShop.common(driver).url
                source = try ODBCSource(
                    url: url.replacing("127.0.0.1:\(port)/", with: "127.0.0.1:\(proxy.port)/"),
                    options: ODBCSource.Options(maxConnections: maxConnections))
            }
        }

        private func wait(until isTrue: () throws -> Bool) async throws {
            let end = ContinuousClock.now.advanced(by: .seconds(60))
            while try !isTrue() {
                try #require(ContinuousClock.now < end)
                try await ContinuousClock().sleep(for: .milliseconds(20))
            }
        }

        @Test("while it connects", arguments: servers, ODBCDriver.allCases)
        func connecting(_ hanging: ODBCDriver, _ other: ODBCDriver) async throws {
            let distant = try Distant(hanging, maxConnections: 2)
            distant.proxy.set(.blackhole)
            let hasEnded = Mutex(false)
            let running = Task { [source = distant.source] in
                defer { hasEnded.withLock { $0 = true } }
                return await sentinelError {
                    _ = try await source.run(QueryRequest("SELECT 1", limits: QueryLimits(timeout: .seconds(120))))
                }
            }
            try await wait { distant.proxy.acceptedCount > 0 }
            let source = try ODBCShop.common(other).source()
            for _ in 0..<5 {
                let limits = QueryLimits(timeout: .seconds(60))
                let result = try await source.run(QueryRequest("SELECT count(*) FROM orders", limits: limits))
                #expect(result.rows == [[.integer(5)]])
            }
            let didHang = !hasEnded.withLock(\.self)
            #expect(didHang)
            running.cancel()
            #expect(await running.value?.code == .cancelled)
            distant.proxy.set(.cut)
            await source.close()
            await distant.source.close()
        }

        @Test("while its queries cannot be cancelled", arguments: servers)
        func cancelling(_ driver: ODBCDriver) async throws {
            let count = 4 * max(2, ProcessInfo.processInfo.activeProcessorCount)
            let distant = try Distant(driver, maxConnections: count)
            let sleep = driver == .postgreSQL ? "SELECT pg_sleep(600)" : "SELECT sleep(600)"
            let running = (0..<count).map { _ in
                Task { [source = distant.source] in
                    await sentinelError {
                        _ = try await source.run(QueryRequest(sleep, limits: QueryLimits(timeout: .seconds(120))))
                    }
                }
            }
            try await wait { try Self.sleeping(driver) == count }
            distant.proxy.set(.blackhole)
            for task in running { task.cancel() }
            for task in running { #expect(await task.value?.code == .cancelled) }
            // Its drivers now wait for answers to their cancellations. Others' queries run, and end when they must.
            let source = try ODBCShop.common(driver).source(ODBCSource.Options(maxConnections: 1))
            #expect(try await source.rows("SELECT count(*) FROM orders") == [[.integer(5)]])
            let error = await sentinelError {
                _ = try await source.run(QueryRequest(sleep, limits: QueryLimits(timeout: .milliseconds(300))))
            }
            #expect(error?.code == .timeout)
            await source.close()
            distant.proxy.set(.cut)
            await distant.source.close()
        }

        private static func sleeping(_ driver: ODBCDriver) throws -> Int {
            let text =
                driver == .postgreSQL
                ? try PostgreSQLServer.shared.get().psql(
                    "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%sleep(600)%' AND wait_event = 'PgSleep'"
                )
                : try MariaDBServer.shared.get().sql(
                    "SELECT count(*) FROM information_schema.processlist WHERE info LIKE 'SELECT sleep(600)%'")
            return Int(text.split(whereSeparator: { !$0.isNumber }).last ?? "") ?? -1
        }
    }
#endif
