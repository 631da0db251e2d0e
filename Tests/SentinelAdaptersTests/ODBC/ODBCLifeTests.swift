#if ODBC
    import Foundation
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite(
        "Servers that come and go behind an ODBC driver", .serialized,
        .enabled(if: ODBCDriver.hasAll, "\(ODBCDriver.whatIsMissing)"))
    struct ODBCLifeTests {
        /// Runs the query until it succeeds; the errors on the way must be ones that may pass.
        private func recovered(_ source: ODBCSource, _ sql: String = "SELECT 1 AS a") async throws -> [[SQLValue]] {
            let end = ContinuousClock.now.advanced(by: .seconds(60))
            while true {
                do throws(SentinelError) {
                    return try await source.rows(sql)
                } catch {
                    #expect([.connection, .timeout, .busy].contains(error.code), "\(error)")
                    #expect(error.isRetryable)
                    guard ContinuousClock.now < end else { throw error }
                }
                try await ContinuousClock().sleep(for: .milliseconds(50))
            }
        }

        @Test("PostgreSQL is stopped at once and started again, also while queries run")
        func postgreSQL() async throws {
            let server = try PostgreSQLServer()
            let database = try server.makeDatabase()
            let password = PostgreSQLServer.Role.reader.password
            let source = try ODBCSource(url: ODBCShop.url(.postgreSQL, "reader", password, server.port, database))
            for _ in 0..<5 {
                #expect(try await recovered(source) == [[.integer(1)]])
                let running = Task { await sentinelError { _ = try await source.rows("SELECT pg_sleep(120)") } }
                let sleeping = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                while try !server.psql(sleeping).hasPrefix("1") {
                    try await ContinuousClock().sleep(for: .milliseconds(20))
                }
                server.stop(.immediate)
                let error = await running.value
                #expect(error?.code == .connection, "\(String(describing: error))")
                #expect(error?.isRetryable == true)
                let down = await sentinelError { _ = try await source.rows("SELECT 1") }
                #expect(down?.code == .connection, "\(String(describing: down))")
                #expect("\(String(describing: down))\(down?.underlying ?? "")".contains(password) == false)
                try server.start()
            }
            #expect(try await recovered(source) == [[.integer(1)]])
            await source.close()
        }

        @Test("MariaDB is killed and started again, also while queries run")
        func mariaDB() async throws {
            let server = try MariaDBServer()
            let database = try server.makeDatabase()
            let password = MariaDBServer.Account.reader.password
            let source = try ODBCSource(url: ODBCShop.url(.mariaDB, "reader", password, server.port, database))
            for _ in 0..<5 {
                #expect(try await recovered(source) == [[.integer(1)]])
                let running = Task { await sentinelError { _ = try await source.rows("SELECT sleep(120)") } }
                let sleeping =
                    "SELECT count(*) FROM information_schema.processlist WHERE info LIKE 'SELECT sleep(120)%'"
                while try !server.sql(sleeping).hasPrefix("1") {
                    try await ContinuousClock().sleep(for: .milliseconds(20))
                }
                server.kill()
                let error = await running.value
                #expect(error?.code == .connection, "\(String(describing: error))")
                #expect(error?.isRetryable == true)
                let down = await sentinelError { _ = try await source.rows("SELECT 1") }
                #expect(down?.code == .connection, "\(String(describing: down))")
                #expect("\(String(describing: down))\(down?.underlying ?? "")".contains(password) == false)
                try server.start()
            }
            #expect(try await recovered(source) == [[.integer(1)]])
            await source.close()
        }

        @Test("a MariaDB session that is killed at rest is noticed, and one that is killed at work is an outcome")
        func killed() async throws {
            let server = try MariaDBServer.shared.get()
            let source = try ODBCShop.common(.mariaDB).source(ODBCSource.Options(maxConnections: 1))
            let rows = try await source.rows("SELECT connection_id()")
            guard case .integer(let id)? = rows.first?.first else { throw SentinelError(.internalFault, "\(rows)") }
            try server.sql("KILL \(id)")
            #expect(try await source.rows("SELECT 1 AS a") == [[.integer(1)]])
            let running = Task {
                await sentinelError { _ = try await source.rows("SELECT sleep(120) AS odbc_killed_at_work") }
            }
            let victim = "FROM information_schema.processlist WHERE info LIKE 'SELECT sleep(120) AS odbc_killed%'"
            var victimID = ""
            while victimID.isEmpty {
                victimID = try server.sql("SELECT id \(victim)").filter(\.isNumber)
                try await ContinuousClock().sleep(for: .milliseconds(20))
            }
            try server.sql("KILL \(victimID)")
            let error = await running.value
            #expect(error?.code == .connection, "\(String(describing: error))")
            #expect(error?.isRetryable == true)
            #expect(try await source.rows("SELECT 1 AS a") == [[.integer(1)]])
            await source.close()
        }

        @Test("nothing runs on in MariaDB after a timeout or a cancellation", arguments: [true, false])
        func gone(_ isCancelled: Bool) async throws {
            let server = try MariaDBServer.shared.get()
            let source = try ODBCShop.common(.mariaDB).source()
            let mark = isCancelled ? "odbc_cancelled" : "odbc_timed_out"
            let count =
                "SELECT count(*) FROM information_schema.processlist WHERE info LIKE 'SELECT sleep(120) AS \(mark)%'"
            let limits = QueryLimits(timeout: isCancelled ? .seconds(120) : .seconds(1))
            let running = Task {
                await sentinelError {
                    _ = try await source.run(QueryRequest("SELECT sleep(120) AS \(mark)", limits: limits))
                }
            }
            if isCancelled {
                while try server.sql(count).hasPrefix("0") {
                    try await ContinuousClock().sleep(for: .milliseconds(20))
                }
                running.cancel()
            }
            #expect(await running.value?.code == (isCancelled ? .cancelled : .timeout))
            let end = ContinuousClock.now.advanced(by: .seconds(60))
            while try !server.sql(count).hasPrefix("0"), ContinuousClock.now < end {
                try await ContinuousClock().sleep(for: .milliseconds(50))
            }
            #expect(try server.sql(count).hasPrefix("0"))
            await source.close()
        }

        @Test("a connection that was told to stop is not used again", arguments: ODBCDriver.allCases)
        func spent(_ driver: ODBCDriver) async throws {
            let source = try ODBCShop.common(driver).source(ODBCSource.Options(maxConnections: 1))
            let (own, endless) =
                switch driver {
                case .postgreSQL: ("SELECT pg_backend_pid()", DataSourceDialect.odbcPostgreSQL.endless)
                case .mariaDB: ("SELECT connection_id()", DataSourceDialect.odbcMariaDB.endless)
                case .sqlite: ("SELECT 7", DataSourceDialect.odbcSQLite.endless)
                }
            for _ in 0..<5 {
                let before = try await source.rows(own)
                #expect(try await source.rows(own) == before, "kept while all is well")
                let error = await sentinelError {
                    _ = try await source.run(QueryRequest(endless, limits: QueryLimits(timeout: .milliseconds(200))))
                }
                #expect(error?.code == .timeout)
                let after = try await source.rows(own)
                #expect(driver == .sqlite || after != before)
            }
            await source.close()
        }

        // MARK: TLS

        private func encrypted(_ driver: ODBCDriver, certificate: String) throws -> String {
            switch driver {
            case .postgreSQL:
                let port = try PostgreSQLServer.shared.get().port
                let url = ODBCShop.url(driver, "reader", "s3cret-Reader", port, "postgres")
                return url + "&SSLmode=verify-full&pqopt=sslrootcert%3D\(certificate)"
            default:
                let port = try MariaDBServer.shared.get().port
                let url = ODBCShop.url(driver, "reader", "s3cret-Reader", port, "")
                return url + "&SSLCA=\(certificate)&SSLVERIFY=1"
            }
        }

        @Test("a certificate that is known is taken", arguments: [ODBCDriver.postgreSQL, .mariaDB])
        func trusted(_ driver: ODBCDriver) async throws {
            let certificate =
                driver == .postgreSQL
                ? try PostgreSQLServer.shared.get().certificate : try MariaDBServer.shared.get().certificate
            let source = try ODBCSource(url: try encrypted(driver, certificate: certificate))
            let sql =
                driver == .postgreSQL
                ? "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
                : "SELECT variable_value FROM information_schema.session_status WHERE variable_name = 'Ssl_version'"
            let rows = try await source.rows(sql)
            guard case .text(let version)? = rows.first?.first else { throw SentinelError(.internalFault, "\(rows)") }
            #expect(version.hasPrefix("TLSv1."))
            await source.close()
        }

        @Test("a certificate that nobody knows is an error of TLS", arguments: [ODBCDriver.postgreSQL, .mariaDB])
        func untrusted(_ driver: ODBCDriver) async throws {
            // The other server's certificate is none for this one.
            let certificate =
                driver == .postgreSQL
                ? try MariaDBServer.shared.get().certificate : try PostgreSQLServer.shared.get().certificate
            let source = try ODBCSource(url: try encrypted(driver, certificate: certificate))
            let error = await sentinelError { _ = try await source.rows("SELECT 1") }
            #expect(error?.code == .tls, "\(String(describing: error))")
            #expect("\(String(describing: error))\(error?.underlying ?? "")".contains("s3cret") == false)
            await source.close()
        }

        // MARK: Options

        @Test("a driver may be named by its library's path, and with either encoding")
        func encodings() async throws {
            let shop = try ODBCShop.common(.postgreSQL)
            let plain = try #require(shop.url.split(separator: "?").first.map(String.init))
            let name = "psqlodbcw.so"
            for (driver, usesUTF8) in [("PostgreSQL Unicode", true), ("PostgreSQL Unicode", false), (name, nil)] {
                let source = try ODBCSource(
                    url: plain, options: ODBCSource.Options(driver: driver, usesUTF8: usesUTF8))
                #expect(
                    try await source.rows(
                        "SELECT note FROM orders WHERE note = :n", parameters: ["n": .text("naïve 🦉")])
                        == [[.text("naïve 🦉")]], "\(driver)")
                await source.close()
            }
        }

        @Test("the password is asked for anew for each connection, and its user may stand beside the URL")
        func passwords() async throws {
            let server = try PostgreSQLServer.shared.get()
            try server.psql("DROP ROLE IF EXISTS rotating; CREATE ROLE rotating LOGIN PASSWORD 'first-Secret'")
            let folder = try TemporaryFolder()
            let file = folder.file("password")
            try Data("first-Secret".utf8).write(to: URL(filePath: file))
            guard case .source(let factory) = IntegrationDescriptor.odbc.factory else {
                throw SentinelError(.internalFault, "no source")
            }
            let url = "odbc://127.0.0.1:\(server.port)/postgres?driver=PostgreSQL+Unicode"
            let source = try factory(
                IntegrationOptions([
                    "url": .secret(.literal(Secret(url))), "user": .string("rotating"),
                    "password": .secret(.file(path: file)),
                ]), IntegrationContext(name: "shop", secrets: Files()))
            #expect(try await source.run(QueryRequest("SELECT CURRENT_USER AS a")).rows == [[.text("rotating")]])
            try server.psql("ALTER ROLE rotating PASSWORD 'second-Secret'")
            try Data("second-Secret".utf8).write(to: URL(filePath: file))
            try server.psql("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'rotating'")
            #expect(try await source.run(QueryRequest("SELECT CURRENT_USER AS a")).rows == [[.text("rotating")]])
            await source.close()
        }

        private struct Files: SecretProvider {
            func resolve(_ reference: SecretReference) throws(SentinelError) -> Secret {
                switch reference {
                case .literal(let secret): return secret
                case .file(let path):
                    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                        throw SentinelError(.secretUnavailable, "no file")
                    }
                    return Secret(text)
                default: throw SentinelError(.secretUnavailable, "not set")
                }
            }
        }
    }
#endif
