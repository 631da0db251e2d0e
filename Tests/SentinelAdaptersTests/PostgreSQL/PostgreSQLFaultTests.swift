#if PostgreSQL
    import Foundation
    import SentinelModels
    import SentinelTesting
    import Testing

    @testable import SentinelAdapters

    @Suite(
        "PostgreSQL in trouble", .serialized, .timeLimit(.minutes(8)),
        .enabled(if: PostgreSQLShop.isPossible, PostgreSQLShop.reason))
    struct PostgreSQLFaultTests {
        /// A source whose faults are met by the patience of tests: how soon, and whether, is what they ask.
        private static func recovered(_ source: PostgreSQLSource) async throws -> Duration {
            let start = ContinuousClock.now
            while true {
                let error = await source.failure("SELECT 1", limits: QueryLimits(timeout: .seconds(3)))
                guard let error else { return start.duration(to: .now) }
                #expect([.connection, .timeout, .busy].contains(error.code) && error.isRetryable, "\(error)")
                try #require(start.duration(to: .now) < .seconds(60), "it does not recover: \(error)")
                try await Task.sleep(for: .milliseconds(10))
            }
        }

        @Test("what keeps a connection from being made has its own code, and tells no secret")
        func connecting() async throws {
            let shop = try PostgreSQLShop()
            let closed = try FreePort.find()
            let url = shop.url()
            let other = url.replacing("/\(shop.database)", with: "/nowhere")
            let cases: [(String, SentinelError.Code, Bool)] = [
                (shop.url(port: closed), .connection, true),
                (url.replacing("s3cret-Reader", with: "wr0ng"), .authentication, false),
                (url.replacing("reader:", with: "nobody:"), .authentication, false), (other, .configuration, false),
                (shop.url(query: "sslmode=verify-full"), .tls, false),
                (shop.url(query: "sslmode=verify-full&sslrootcert=/nowhere"), .tls, false),
                (url.replacing("127.0.0.1", with: "host.invalid"), .dns, true),
                (url.replacing("reader:s3cret-Reader@", with: "reader@"), .authentication, false),
                (url.replacing("127.0.0.1:\(shop.server.port)", with: "%2Fnowhere"), .connection, true),
            ]
            for (url, code, isRetryable) in cases {
                var options = PostgreSQLSource.Options()
                options.verifiesServer = false
                let source = try PostgreSQLSource(url: url, options: options)
                let error = try #require(await source.failure("SELECT 1", limits: QueryLimits(timeout: .seconds(20))))
                #expect(error.code == code && error.isRetryable == isRetryable, "\(error) for \(code)")
                let text = "\(error) \(error.underlying ?? "")"
                #expect(!text.contains("s3cret") && !text.contains("wr0ng"))
                await source.close()
            }
        }

        @Test("a certificate that is trusted passes; several hosts are tried in turn; a Unix socket works")
        func reaching() async throws {
            let shop = try PostgreSQLShop()
            let port = shop.server.port
            for url in [
                shop.url(query: "sslmode=verify-full&sslrootcert=\(shop.server.certificate)"),
                shop.url().replacing("127.0.0.1:\(port)", with: "127.0.0.1:\(try FreePort.find()),127.0.0.1:\(port)"),
                "postgres+psycopg2://reader:s3cret-Reader@/\(shop.database)?host=\(shop.server.socketFolder)&port=\(port)",
            ] {
                let source = try PostgreSQLSource(url: url)
                #expect(try await source.value("SELECT current_database()::text") == .text(shop.database))
                await source.close()
            }
        }

        @Test("the password is asked for at each connection")
        func rotation() async throws {
            let shop = try PostgreSQLShop()
            let url = shop.url().replacing(":s3cret-Reader@", with: "@")
            let source = try PostgreSQLSource(url: url, password: Secret("s3cret-Reader"))
            #expect(try await source.value("SELECT 1") == .integer(1))
            await source.close()
            let failing = try PostgreSQLSource(url: url) { () throws(SentinelError) in
                throw SentinelError(.secretUnavailable, "no file")
            }
            #expect(await failing.failure("SELECT 1")?.code == .secretUnavailable)
            await failing.close()
        }

        @Test("a session that was killed while idle is replaced without anybody noticing; one under a query once more")
        func killed() async throws {
            let shop = try PostgreSQLShop()
            let source = try shop.source(connections: 1)
            let kill =
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'reader' AND datname = '\(shop.database)'"
            for _ in 0..<10 {
                #expect(try await source.value("SELECT 1") == .integer(1))
                try shop.change(kill)
            }
            #expect(try await source.value("SELECT 1") == .integer(1))
            // The first of two kills is survived, the second is told.
            for count in 1...2 {
                let query = Task {
                    await source.failure("SELECT pg_sleep(2)", limits: QueryLimits(timeout: .seconds(30)))
                }
                for _ in 0..<count {
                    try await shop.waitForSessions("state = 'active' AND usename = 'reader'") { $0 == 1 }
                    try shop.change(kill)
                    try await shop.waitForSessions("pid IN (SELECT 0)") { $0 == 0 }
                }
                let error = await query.value
                if count == 1 {
                    #expect(error == nil)
                } else {
                    #expect(error?.code == .connection && error?.isRetryable == true)
                }
            }
            await source.close()
        }

        @Test("a server that stops at once and comes back, fifty times under load, is found again within five seconds")
        func restarts() async throws {
            let server = try PostgreSQLServer()
            let shop = try PostgreSQLShop(server)
            let source = try shop.source(connections: 4)
            let load = Task {
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<6 {
                        group.addTask {
                            while !Task.isCancelled {
                                let error = await source.failure(
                                    "SELECT pg_sleep(0.01), count(*) FROM orders",
                                    limits: QueryLimits(timeout: .seconds(5)))
                                guard let error else { continue }
                                #expect([.connection, .busy, .cancelled, .timeout].contains(error.code), "\(error)")
                                try? await Task.sleep(for: .milliseconds(5))
                            }
                        }
                    }
                }
            }
            for _ in 0..<50 {
                try server.restart(.immediate)
                #expect(try await Self.recovered(source) <= .seconds(5))
            }
            load.cancel()
            await load.value
            #expect(try await source.value("SELECT count(*) FROM orders") == .integer(200))
            await source.close()
        }

        @Test("a network that cuts, swallows, or cuts in the middle is an error that passes, never a hang")
        func network() async throws {
            let shop = try PostgreSQLShop()
            let proxy = try TCPProxy(to: shop.server.port)
            // Without TLS, so that the proxy sees the texts that it is to cut at.
            let source = try shop.source(connections: 2, port: proxy.port) { $0.sslMode = "disable" }
            #expect(try await source.value("SELECT 1") == .integer(1))
            for mode in [
                TCPProxy.Mode.cut, .blackhole, .cutAfter(bytes: 10), .cutAfter(bytes: 300),
                .cutAt(text: "FETCH", isPassedOn: false),
                .cutAt(text: "FETCH", isPassedOn: true), .cutAt(text: "ROLLBACK", isPassedOn: true),
            ] {
                proxy.set(mode)
                for _ in 0..<3 {
                    let start = ContinuousClock.now
                    let error = await source.failure(
                        "SELECT count(*) FROM orders", limits: QueryLimits(timeout: .seconds(1)))
                    #expect(
                        error.map { [.connection, .timeout].contains($0.code) && $0.isRetryable } == true,
                        "\(mode): \(String(describing: error))")
                    #expect(start.duration(to: .now) < .seconds(3), "\(mode)")
                }
                proxy.set(.pass)
                #expect(try await Self.recovered(source) <= .seconds(5))
            }
            await source.close()
        }

        @Test("a source that hangs does not keep another from answering")
        func isolation() async throws {
            let shop = try PostgreSQLShop()
            let proxy = try TCPProxy(to: shop.server.port)
            proxy.set(.blackhole)
            let (hanging, good) = (try shop.source(port: proxy.port), try shop.source())
            let stuck = (0..<8).map { _ in
                Task { await hanging.failure("SELECT 1", limits: QueryLimits(timeout: .seconds(4))) }
            }
            for number in 0..<50 {
                #expect(try await good.value("SELECT \(number)") == .integer(Int64(number)))
            }
            for task in stuck { #expect(await task.value?.code == .timeout) }
            await hanging.close()
            await good.close()
        }

        @Test(
            "mistakes of a query have their code and their place in the text as it was written",
            arguments: [
                ("SELECT 1 FORM x y", SentinelError.Code.query, "(line 1, column 15)"),
                ("SELECT *\nFROM nowhere", .query, "(line 2, column 6)"),
                ("SELECT :n + 1,\n  :n, 'é', missing FROM staff", .query, "(line 2, column 12)"),
                ("SELECT '5'\\:\\:int, missing", .query, "(line 1, column 20)"),
                ("SELECT 1 / 0", .query, "division by zero"), ("SELECT 'x'::int", .query, "(line 1, column 8)"),
                ("SELECT * FROM pg_authid", .permission, "permission denied"),
                ("SELECT '2026-13-01'::date", .query, "(line 1, column 8)"),
                ("SELECT id FROM staff GROUP BY name", .query, "(line 1, column 8)"),
                ("SELECT name + 1 FROM staff", .query, "operator does not exist"),
            ])
        func mistakes(sql: String, code: SentinelError.Code, words: String) async throws {
            let shop = try PostgreSQLShop()
            let source = try shop.source(connections: 1)
            let error = await source.failure(sql, parameters: ["n": .integer(1)])
            #expect(error?.code == code)
            #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
            #expect(error?.isRetryable == false)
            // The session is of use afterwards, and is the same.
            #expect(try await source.value("SELECT 1") == .integer(1))
            #expect(try shop.sessions() == 1)
            await source.close()
        }

        @Test("a query that somebody cancels on the server may succeed later")
        func cancelledThere() async throws {
            let shop = try PostgreSQLShop()
            let source = try shop.source(connections: 1)
            let query = Task { await source.failure("SELECT pg_sleep(60)", limits: QueryLimits(timeout: .seconds(60))) }
            try await shop.waitForSessions("state = 'active' AND usename = 'reader'") { $0 == 1 }
            try shop.change(
                """
                SELECT pg_cancel_backend(pid) FROM pg_stat_activity
                WHERE usename = 'reader' AND datname = '\(shop.database)' AND state = 'active'
                """)
            let error = await query.value
            #expect(error?.code == .connection && error?.isRetryable == true)
            #expect(error?.message == "somebody cancelled the query on the server")
            #expect(try await source.value("SELECT 1") == .integer(1))
            await source.close()
        }

        @Test("a locked table is busy, not endless")
        func locked() async throws {
            let shop = try PostgreSQLShop()
            let source = try shop.source { $0.lockTimeout = .milliseconds(100) }
            let holder = Task.detached { try shop.change("BEGIN; LOCK TABLE staff; SELECT pg_sleep(2); COMMIT;") }
            try await shop.waitForSessions("query LIKE '%pg_sleep%' AND state = 'active'") { $0 > 0 }
            #expect(await source.failure("SELECT * FROM staff")?.code == .busy)
            _ = try await holder.value
            #expect(try await source.value("SELECT count(*) FROM staff") == .integer(4))
            await source.close()
        }
    }
#endif
