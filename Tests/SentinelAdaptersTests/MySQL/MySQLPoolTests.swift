#if MySQL
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite("Connections of a source to MariaDB", .mariaDB, .timeLimit(.minutes(5)), .serialized)
    struct MySQLPoolTests {
        @Test("there are never more than allowed, and one at most at rest")
        func bounded() async throws {
            let shop = try MySQLShop()
            let source = try shop.source(MySQLSource.Options(maxConnections: 4))
            let watch = Task { () -> Int in
                var most = 0
                while !Task.isCancelled {
                    most = max(most, try shop.sessions())
                    try? await Task.sleep(for: .milliseconds(5))
                }
                return most
            }
            try await withThrowingTaskGroup { group in
                for number in 0..<300 {
                    group.addTask {
                        let rows = try await source.run(
                            QueryRequest("SELECT \(number), sleep(0.002)", tag: QueryTag(alert: "a\(number)"))
                        ).rows
                        #expect(rows == [[.integer(Int64(number)), .integer(0)]])
                    }
                }
                try await group.waitForAll()
            }
            watch.cancel()
            let most = try await watch.value
            #expect((1...4).contains(most))
            let start = ContinuousClock.now
            while try shop.sessions() > 1, start.duration(to: .now) < .seconds(30) {
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(try shop.sessions() <= 1)
            await source.close()
            while try shop.sessions() > 0, start.duration(to: .now) < .seconds(60) {
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(try shop.sessions() == 0)
        }

        @Test("stopped queries neither stay on the server nor add connections")
        func stopped() async throws {
            let shop = try MySQLShop()
            let source = try shop.source(MySQLSource.Options(maxConnections: 2))
            let endless = "SELECT count(*) FROM seq_1_to_1000000000 a, seq_1_to_1000000000 b"
            for _ in 0..<4 {
                await withTaskGroup { group in
                    for _ in 0..<2 {
                        group.addTask {
                            let limits = QueryLimits(timeout: .milliseconds(200))
                            let error = await failure {
                                _ = try await source.run(QueryRequest(endless, limits: limits))
                            }
                            #expect(error?.code == .timeout)
                        }
                    }
                }
            }
            let start = ContinuousClock.now
            while try shop.running() > 0, start.duration(to: .now) < .seconds(5) {
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(try shop.running() == 0)
            #expect(try await source.run(QueryRequest("SELECT 1")).rows == [[.integer(1)]])
            await source.close()
        }

        @Test("a query that is killed never takes the next one with it")
        func lateKills() async throws {
            let shop = try MySQLShop()
            let source = try shop.source(MySQLSource.Options(maxConnections: 1))
            for round in 0..<40 {
                // The time is up just when the query ends by itself.
                let limits = QueryLimits(timeout: .milliseconds(60))
                _ = try? await source.run(QueryRequest("SELECT SLEEP(0.0\(45 + round % 15))", limits: limits))
                let rows = try await source.run(QueryRequest("SELECT \(round), SLEEP(0.01)")).rows
                #expect(rows == [[.integer(Int64(round)), .integer(0)]])
            }
            await source.close()
        }

        @Test("a session keeps nothing of the query before")
        func traces() async throws {
            let shop = try MySQLShop()
            for source in [
                try shop.source(MySQLSource.Options(maxConnections: 1)), try shop.privilegedSource(maxConnections: 1),
            ] {
                func value(_ sql: String) async throws -> SQLValue {
                    try await source.run(QueryRequest(sql)).rows[0][0]
                }
                let session = try await value("SELECT connection_id()")
                #expect(try await value("SELECT @trace := 7") == .integer(7))
                #expect(try await value("SELECT @trace").isNull)
                #expect(try await value("SELECT GET_LOCK('sentinel-trace-\(shop.database)', 1)") == .integer(1))
                #expect(try await value("SELECT IS_FREE_LOCK('sentinel-trace-\(shop.database)')") == .integer(1))
                #expect(try await value("SELECT LAST_INSERT_ID(99)") == .integer(99))
                #expect(try await value("SELECT LAST_INSERT_ID()") == .integer(0))
                // It is the same session all along, and still read-only and in UTC.
                #expect(try await value("SELECT connection_id()") == session)
                #expect(try await value("SELECT @@session.tx_read_only") == .integer(1))
                #expect(try await value("SELECT @@session.time_zone") == .text("+00:00"))
                #expect(try await value("SELECT @@session.tx_isolation") == .text("READ-COMMITTED"))
                #expect(try await value("SELECT @@session.max_statement_time") == .double(30))
                #expect(try await value("SELECT @@session.sql_select_limit") == .integer(1001))
                await source.close()
            }
        }

        @Test("the server's limits follow the request's")
        func limits() async throws {
            let shop = try MySQLShop()
            let source = try shop.source(MySQLSource.Options(maxConnections: 1))
            let sql = "SELECT @@session.max_statement_time, @@session.sql_select_limit"
            for (rows, milliseconds, expected) in [
                (10, 1500, [SQLValue.double(1.5), .integer(11)]), (10, 60_000, [.double(60), .integer(11)]),
                (0, 60_007, []), (5, 250, [.double(0.25), .integer(6)]),
            ] {
                let limits = QueryLimits(maxRows: rows, timeout: .milliseconds(milliseconds))
                let result = try await source.run(QueryRequest(sql, limits: limits))
                #expect(result.rows == (expected.isEmpty ? [] : [expected]))
            }
            await source.close()
        }

        @Test("a limit of the query's own is not widened, and a wide one is cut")
        func ownLimits() async throws {
            let shop = try MySQLShop()
            let source = try shop.source(MySQLSource.Options(maxConnections: 1))
            let five = try await source.run(
                QueryRequest("SELECT seq FROM seq_1_to_100 ORDER BY seq DESC LIMIT 5", limits: QueryLimits(maxRows: 10))
            )
            #expect(five.rows == (96...100).reversed().map { [.integer($0)] })
            #expect(!five.statistics.isTruncated)
            for _ in 0..<3 {
                let wide = try await source.run(
                    QueryRequest("SELECT seq FROM seq_1_to_90000000 LIMIT 80000000", limits: QueryLimits(maxRows: 2)))
                #expect(wide.rows == [[.integer(1)], [.integer(2)]])
                #expect(wide.statistics.isTruncated)
            }
            await source.close()
        }

        @Test("the database sees who asks")
        func tag() async throws {
            let shop = try MySQLShop()
            let source = try shop.source(MySQLSource.Options(maxConnections: 1))
            let request = QueryRequest(
                "SELECT info FROM information_schema.processlist WHERE id = connection_id()",
                tag: QueryTag(alert: "Late orders */", run: "0198-7"))
            let info = try await source.run(request).rows[0][0].displayText
            #expect(info.hasPrefix("/* sqlsentinel alert=Late%20orders%20%2A%2F run=0198-7 */ SELECT info"))
            await source.close()
        }

        @Test("a verdict is asked for once, the query run in one round trip from then on")
        func roundTrips() async throws {
            let shop = try MySQLShop()
            let source = try shop.source(MySQLSource.Options(maxConnections: 1))
            let status = """
                SELECT variable_value FROM information_schema.session_status
                WHERE variable_name IN ('COM_STMT_PREPARE', 'COM_STMT_EXECUTE', 'COM_SELECT') ORDER BY variable_name
                """
            func counts() async throws -> [Int] {
                try await source.run(QueryRequest(status)).rows.map { Int($0[0].displayText) ?? -1 }
            }
            _ = try await counts()
            let before = try await counts()
            let after = try await counts()
            // One more of each, which is the asking itself; no verdict.
            #expect(zip(before, after).map { $1 - $0 }[1...] == [1, 1])
            _ = try await source.run(QueryRequest("SELECT 4711"))
            let cold = try await counts()
            // The wrapped form is prepared besides.
            #expect(zip(after, cold).map { $1 - $0 }[1...] == [2, 3])
            await source.close()
        }
    }
#endif
