#if ODBC
    import Foundation
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite(
        "Failures through ODBC are outcomes with the right code", .serialized,
        .enabled(if: ODBCDriver.hasAll, "\(ODBCDriver.whatIsMissing)"))
    struct ODBCErrorTests {
        private func failure(_ url: String, _ options: ODBCSource.Options = ODBCSource.Options()) async throws
            -> SentinelError
        {
            let source = try ODBCSource(url: url, options: options)
            let error = await sentinelError { _ = try await source.rows("SELECT 1") }
            await source.close()
            return try #require(error)
        }

        @Test("no driver manager", arguments: ["/nowhere/libodbc.so.2", "libm.so.6"])
        func manager(_ library: String) async throws {
            let error = try await failure("odbc://shop", ODBCSource.Options(library: library))
            #expect(error.code == .configuration)
            #expect(!error.isRetryable)
            #expect(error.message.contains("install the package unixodbc"))
            #expect(error.message.contains(library))
        }

        @Test(
            "no driver, or no data source: what to install is said",
            arguments: [
                ("odbc://u:s3cret@h/d?driver=No+Such+Driver", "the ODBC driver 'No Such Driver' is not installed"),
                (
                    "odbc://u:s3cret@h/d?driver=/nowhere/driver.so",
                    "the ODBC driver '/nowhere/driver.so' is not installed"
                ),
                ("odbc://u:s3cret@nowhere", "the ODBC data source or its driver is not installed"),
                ("mssql://u:s3cret@127.0.0.1/d", "install Microsoft's package msodbcsql18"),
                ("synapse://u:s3cret@127.0.0.1/d", "install Microsoft's package msodbcsql18"),
                ("databricks://token:s3cret@127.0.0.1?http_path=/x", "install the Databricks ODBC driver"),
                ("oracle://u:s3cret@127.0.0.1/d", "install Oracle's Instant Client"),
            ])
        func driver(_ url: String, _ words: String) async throws {
            let error = try await failure(url)
            #expect(error.code == .configuration, "\(error)")
            #expect(!error.isRetryable)
            #expect(error.message.contains(words), "\(error)")
            #expect(!"\(error)\(error.underlying ?? "")".contains("s3cret"))
        }

        @Test("a wrong password", arguments: [ODBCDriver.postgreSQL, .mariaDB])
        func password(_ driver: ODBCDriver) async throws {
            let port =
                driver == .postgreSQL ? try PostgreSQLServer.shared.get().port : try MariaDBServer.shared.get().port
            let database = driver == .postgreSQL ? "postgres" : "mysql"
            let error = try await failure(ODBCShop.url(driver, "reader", "wr0ng-Secret", port, database))
            #expect(error.code == .authentication, "\(error)")
            #expect(!error.isRetryable)
            #expect(!"\(error)\(error.underlying ?? "")".contains("wr0ng-Secret"))
        }

        @Test("nobody listens", arguments: [ODBCDriver.postgreSQL, .mariaDB])
        func unreachable(_ driver: ODBCDriver) async throws {
            let error = try await failure(ODBCShop.url(driver, "reader", "s3cret-Reader", try FreePort.find(), "d"))
            #expect(error.code == .connection, "\(error)")
            #expect(error.isRetryable)
        }

        @Test("a server that takes connections and says nothing", arguments: [ODBCDriver.postgreSQL, .mariaDB])
        func silent(_ driver: ODBCDriver) async throws {
            let port =
                driver == .postgreSQL ? try PostgreSQLServer.shared.get().port : try MariaDBServer.shared.get().port
            let proxy = try TCPProxy(to: port)
            proxy.set(.blackhole)
            let source = try ODBCSource(url: ODBCShop.url(driver, "reader", "s3cret-Reader", proxy.port, "postgres"))
            let start = ContinuousClock.now
            let error = await sentinelError {
                _ = try await source.run(QueryRequest("SELECT 1", limits: QueryLimits(timeout: .seconds(2))))
            }
            #expect(error?.code == .timeout || error?.code == .connection, "\(String(describing: error))")
            #expect(error?.isRetryable == true)
            #expect(start.duration(to: .now) < .seconds(30))
            proxy.set(.cut)
            await source.close()
        }

        @Test("passwords with every sign that a connection string knows", arguments: [ODBCDriver.postgreSQL, .mariaDB])
        func signs(_ driver: ODBCDriver) async throws {
            let password = "a;UID=root;{b}=@[c](d)?*! e"
            let escaped = password.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            let quoted = "'\(password)'"
            let url: String
            switch driver {
            case .postgreSQL:
                let server = try PostgreSQLServer.shared.get()
                try server.psql("DROP ROLE IF EXISTS odd; CREATE ROLE odd LOGIN PASSWORD \(quoted)")
                url = ODBCShop.url(driver, "odd", escaped, server.port, "postgres")
            default:
                let server = try MariaDBServer.shared.get()
                try server.sql("CREATE OR REPLACE USER odd@'%' IDENTIFIED BY \(quoted)")
                url = ODBCShop.url(driver, "odd", escaped, server.port, "")
            }
            let source = try ODBCSource(url: url)
            #expect(try await source.rows("SELECT 1 AS a") == [[.integer(1)]])
            #expect(try await source.rows("SELECT CURRENT_USER AS a").description.contains("odd"))
            await source.close()
        }

        @Test("faults of a query", arguments: ODBCDriver.allCases)
        func queries(_ driver: ODBCDriver) async throws {
            let source = try ODBCShop.common(driver).source()
            for sql in ["SELECT 1 FORM x y", "SELECT * FROM nowhere", "SELECT nothing FROM orders", "SELECT count(*"] {
                let error = await sentinelError { _ = try await source.rows(sql) }
                #expect(error?.code == .query, "\(sql): \(String(describing: error))")
                #expect(error?.isRetryable == false)
                #expect(error?.message.isEmpty == false)
            }
            #expect(try await source.rows("SELECT count(*) FROM orders") == [[.integer(5)]])
            await source.close()
        }

        @Test("a table that may not be read", arguments: [ODBCDriver.postgreSQL, .mariaDB])
        func rights(_ driver: ODBCDriver) async throws {
            let source = try ODBCShop.common(driver).source()
            let sql = driver == .postgreSQL ? "SELECT * FROM pg_authid" : "SELECT * FROM mysql.global_priv"
            let error = await sentinelError { _ = try await source.rows(sql) }
            #expect(error?.code == .permission, "\(String(describing: error))")
            #expect(error?.isRetryable == false)
            await source.close()
        }

        @Test("a session that is killed costs at most one run, and often none")
        func killed() async throws {
            let server = try PostgreSQLServer.shared.get()
            let source = try ODBCShop.common(.postgreSQL).source(ODBCSource.Options(maxConnections: 1))
            for _ in 0..<5 {
                let pid = try await source.rows("SELECT pg_backend_pid()")
                guard case .integer(let number)? = pid.first?.first else {
                    throw SentinelError(.internalFault, "\(pid)")
                }
                try server.psql("SELECT pg_terminate_backend(\(number), 5000)")
                // A resting session that died is noticed, and the query done once more on a new one.
                #expect(try await source.rows("SELECT 1 AS a") == [[.integer(1)]])
            }
            await source.close()
        }

        @Test("a running query whose session is killed ends as a connection error")
        func killedWhileRunning() async throws {
            let server = try PostgreSQLServer.shared.get()
            let source = try ODBCShop.common(.postgreSQL).source(ODBCSource.Options(maxConnections: 1))
            let running = Task {
                await sentinelError { _ = try await source.rows("SELECT pg_sleep(120) AS odbc_victim") }
            }
            let victims =
                "FROM pg_stat_activity WHERE query LIKE '%odbc_victim%' AND pid <> pg_backend_pid() AND state = 'active'"
            while try server.psql("SELECT count(*) \(victims)").hasPrefix("0") {
                try await ContinuousClock().sleep(for: .milliseconds(20))
            }
            try server.psql("SELECT pg_terminate_backend(pid) \(victims)")
            let error = await running.value
            #expect(error?.code == .connection, "\(String(describing: error))")
            #expect(error?.isRetryable == true)
            #expect(try await source.rows("SELECT 1 AS a") == [[.integer(1)]])
            await source.close()
        }

        @Test("nothing runs on in the server after a timeout or a cancellation", arguments: [true, false])
        func gone(_ isCancelled: Bool) async throws {
            let server = try PostgreSQLServer.shared.get()
            let source = try ODBCShop.common(.postgreSQL).source()
            let mark = isCancelled ? "odbc_cancelled" : "odbc_timed_out"
            let query =
                "FROM pg_stat_activity WHERE query LIKE '%\(mark)%' AND pid <> pg_backend_pid() AND state = 'active'"
            let limits = QueryLimits(timeout: isCancelled ? .seconds(120) : .seconds(1))
            let running = Task {
                await sentinelError {
                    _ = try await source.run(QueryRequest("SELECT pg_sleep(120) AS \(mark)", limits: limits))
                }
            }
            if isCancelled {
                while try server.psql("SELECT count(*) \(query)").hasPrefix("0") {
                    try await ContinuousClock().sleep(for: .milliseconds(20))
                }
                running.cancel()
            }
            #expect(await running.value?.code == (isCancelled ? .cancelled : .timeout))
            let end = ContinuousClock.now.advanced(by: .seconds(60))
            var count = ""
            repeat {
                count = try server.psql("SELECT count(*) \(query)")
            } while !count.hasPrefix("0") && ContinuousClock.now < end
            #expect(count.hasPrefix("0"))
            await source.close()
        }

        @Test("the pool never has more connections than it may, and at rest one at most")
        func pool() async throws {
            let server = try PostgreSQLServer.shared.get()
            let shop = try ODBCShop(.postgreSQL)
            let source = try shop.source(ODBCSource.Options(maxConnections: 3))
            let database = try #require(shop.url.split(separator: "/").last?.prefix { $0 != "?" })
            let count = "SELECT count(*) FROM pg_stat_activity WHERE datname = '\(database)'"
            try await withThrowingTaskGroup { group in
                for _ in 0..<12 { group.addTask { _ = try await source.rows("SELECT pg_sleep(0.2) AS a") } }
                while try !server.psql(count).hasPrefix("0"), group.isEmpty == false {
                    #expect(Int(try server.psql(count).prefix { $0.isNumber }) ?? 99 <= 3)
                    if try await group.next() == nil { break }
                }
                try await group.waitForAll()
            }
            let end = ContinuousClock.now.advanced(by: .seconds(60))
            while Int(try server.psql(count).prefix { $0.isNumber }) ?? 99 > 1, ContinuousClock.now < end {
                try await ContinuousClock().sleep(for: .milliseconds(100))
            }
            #expect(Int(try server.psql(count).prefix { $0.isNumber }) ?? 99 <= 1)
            await source.close()
        }
    }
#endif
