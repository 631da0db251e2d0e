#if MySQL
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Synchronization
    import Testing

    @Suite("A source survives what happens to its MariaDB", .mariaDB, .timeLimit(.minutes(9)), .serialized)
    struct MySQLFaultTests {
        /// Runs queries until told to stop, and notes what became of them.
        private final class Load: Sendable {
            private struct State {
                var isStopped = false
                var successes = 0
                var lastSuccess = ContinuousClock.now
                var wrong: [String] = []
                var codes: Set<SentinelError.Code> = []
            }

            private let state = Mutex(State())

            func run(on source: MySQLSource) async {
                while !state.withLock(\.isStopped) {
                    do {
                        let limits = QueryLimits(timeout: .seconds(3))
                        let rows = try await source.run(
                            QueryRequest("SELECT id FROM orders ORDER BY id DESC", limits: limits)
                        ).rows
                        state.withLock { state in
                            state.successes += 1
                            state.lastSuccess = .now
                            if rows != (1...5).reversed().map({ [.integer($0)] }) { state.wrong.append("\(rows)") }
                        }
                    } catch {
                        state.withLock { state in
                            state.codes.insert(error.code)
                            if !MySQLFaultTests.expected.contains(error.code) {
                                state.wrong.append("\(error) \(error.underlying ?? "")")
                            }
                        }
                        try? await Task.sleep(for: .milliseconds(5))
                    }
                }
            }

            func stop() { state.withLock { $0.isStopped = true } }
            var successes: Int { state.withLock(\.successes) }
            var wrong: [String] { state.withLock(\.wrong) }
            var codes: Set<SentinelError.Code> { state.withLock(\.codes) }

            /// Waits for a query to succeed from now on; how long it took.
            func recovery(within bound: Duration) async throws -> Duration? {
                let start = ContinuousClock.now
                let before = successes
                while successes == before {
                    if start.duration(to: .now) > bound { return nil }
                    try await Task.sleep(for: .milliseconds(5))
                }
                return start.duration(to: .now)
            }
        }

        private func underLoad(_ source: MySQLSource, _ body: (Load) async throws -> Void) async throws -> Load {
            let load = Load()
            try await withThrowingTaskGroup { group in
                for _ in 0..<4 { group.addTask { await load.run(on: source) } }
                defer { load.stop() }
                #expect(try await load.recovery(within: .seconds(30)) != nil)
                try await body(load)
                load.stop()
                try await group.waitForAll()
            }
            await source.close()
            return load
        }

        /// What a server that goes away may look like.
        fileprivate static let expected: Set<SentinelError.Code> = [.connection, .timeout, .tls]

        @Test("killed and restarted 50 times while queries run")
        func killed() async throws {
            let server = try MariaDBServer(settings: ["--innodb-buffer-pool-size=16M", "--skip-ssl"])
            let shop = try MySQLShop(on: server)
            var longest = Duration.zero
            let load = try await underLoad(try shop.source(MySQLSource.Options(maxConnections: 3))) { load in
                for round in 0..<50 {
                    server.kill()
                    try await Task.sleep(for: .milliseconds(round % 5 * 40))
                    try server.start()
                    let recovery = try await load.recovery(within: .seconds(20))
                    #expect(
                        recovery.map { $0 <= .seconds(5) } == true, "round \(round): \(String(describing: recovery))")
                    longest = max(longest, recovery ?? .zero)
                }
            }
            #expect(load.wrong.isEmpty, "\(load.wrong)")
            #expect(load.codes.isSubset(of: Self.expected), "\(load.codes)")
            #expect(load.codes.contains(.connection))
        }

        @Test(
            "a network that cuts, hangs and comes back",
            arguments: [TCPProxy.Mode.cut, .blackhole, .cutAfter(bytes: 200)])
        func network(_ mode: TCPProxy.Mode) async throws {
            let shop = try MySQLShop()
            let proxy = try TCPProxy(to: shop.server.port)
            let source = try shop.source(MySQLSource.Options(maxConnections: 3), port: proxy.port)
            let load = try await underLoad(source) { load in
                for _ in 0..<3 {
                    proxy.set(mode)
                    try await Task.sleep(for: .milliseconds(1500))
                    proxy.set(.pass)
                    let recovery = try await load.recovery(within: .seconds(20))
                    #expect(recovery.map { $0 <= .seconds(5) } == true, "\(String(describing: recovery))")
                }
            }
            #expect(load.wrong.isEmpty, "\(load.wrong)")
            #expect(load.codes.isSubset(of: Self.expected), "\(load.codes)")
        }

        @Test("a server that says nothing costs a caller its own time and no more")
        func silent() async throws {
            let shop = try MySQLShop()
            let proxy = try TCPProxy(to: shop.server.port)
            let source = try shop.source(MySQLSource.Options(maxConnections: 2), port: proxy.port)
            #expect(try await source.run(QueryRequest("SELECT 1")).rows == [[.integer(1)]])
            proxy.set(.blackhole)
            for _ in 0..<3 {
                let start = ContinuousClock.now
                let error = await failure {
                    _ = try await source.run(QueryRequest("SELECT 1", limits: QueryLimits(timeout: .milliseconds(300))))
                }
                #expect([.timeout, .connection].contains(error?.code), "\(String(describing: error))")
                #expect(start.duration(to: .now) < .milliseconds(1300))
            }
            proxy.set(.pass)
            var answer: [[SQLValue]] = []
            let start = ContinuousClock.now
            while answer.isEmpty, start.duration(to: .now) < .seconds(20) {
                answer = (try? await source.run(QueryRequest("SELECT 2")).rows) ?? []
            }
            #expect(answer == [[.integer(2)]])
            await source.close()
        }

        @Test("a server that hangs after the answer's beginning")
        func frozen() async throws {
            let server = try MariaDBServer(settings: ["--skip-ssl"])
            let shop = try MySQLShop(on: server)
            let source = try shop.source(MySQLSource.Options(maxConnections: 1))
            #expect(try await source.run(QueryRequest("SELECT 1")).rows == [[.integer(1)]])
            server.freeze(true)
            let error = await failure {
                _ = try await source.run(QueryRequest("SELECT 1", limits: QueryLimits(timeout: .milliseconds(300))))
            }
            #expect(error?.code == .timeout)
            server.freeze(false)
            var answer: [[SQLValue]] = []
            let start = ContinuousClock.now
            while answer.isEmpty, start.duration(to: .now) < .seconds(20) {
                answer = (try? await source.run(QueryRequest("SELECT 3")).rows) ?? []
            }
            #expect(answer == [[.integer(3)]])
            await source.close()
            server.kill()
        }
    }
#endif
