#if MySQL
    @testable import SentinelAdapters
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Synchronization
    import Testing

    @Suite("What stops a query on MariaDB")
    struct MySQLQueryControlTests {
        private let interrupted = MySQLError(
            number: 1317, sqlState: "70100", message: "Query execution was interrupted")

        private func started() -> MySQLQueryControl {
            let control = MySQLQueryControl()
            control.start(deadline: .now.advanced(by: .seconds(5)), timeout: .seconds(5))
            return control
        }

        @Test func nobodyStoppedIt() {
            let control = started()
            #expect(!control.isStopped)
            #expect(control.failure(beneath: nil) == nil)
            #expect(control.failure(beneath: interrupted) == nil)
            #expect(control.timeLeft <= .seconds(5))
            #expect(control.timeLeft > .zero)
        }

        @Test func theFirstReasonCounts() {
            let control = started()
            control.stop(.cancelled)
            control.stop(.deadline)
            #expect(control.isStopped)
            let failure = control.failure(beneath: interrupted)
            #expect(failure?.code == .cancelled)
            #expect(failure?.underlying == interrupted.description)
            // Also if the query ended as if nothing had happened.
            #expect(control.failure(beneath: nil)?.code == .cancelled)
        }

        @Test func aDeadlineNamesTheTime() {
            let control = started()
            control.stop(.deadline)
            let failure = control.failure(beneath: nil)
            #expect(failure?.code == .timeout)
            #expect(failure?.message == "the query did not end within 5s")
            #expect(failure?.isRetryable == true)
        }

        @Test(arguments: [1969, 3024])
        func theServersLimitIsTheSameTimeout(number: Int) {
            let control = started()
            let failure = control.failure(beneath: MySQLError(number: number, message: "max_statement_time exceeded"))
            #expect(failure?.code == .timeout)
            #expect(failure?.message == "the query did not end within 5s")
            #expect(!control.isStopped)
        }

        @Test func newWorkBeginsAnew() {
            let control = started()
            control.stop(.deadline)
            control.start(deadline: .now.advanced(by: .seconds(1)), timeout: .seconds(1))
            #expect(!control.isStopped)
            #expect(control.failure(beneath: interrupted) == nil)
        }

        @Test func withoutAConnectionThereIsNothingToCut() {
            let control = started()
            control.abandon()
            control.stop(.deadline)
            #expect(control.isStopped)
        }

        @Test(.mariaDB) func theServerIsToldOnceAndOnlyOfTheAttachedConnection() async throws {
            let shop = try MySQLShop()
            let options = try MySQLURL(shop.server.url(database: shop.database)).options(tls: .preferred)
            let (first, second) = (try MySQLConnection(options), try MySQLConnection(options))
            let control = started()
            let told = Atomic(0)
            let tell: @Sendable () -> Void = { told.add(1, ordering: .relaxed) }
            control.attach(first, kill: tell)
            // Another has taken its place: the first's end changes nothing.
            control.attach(second, kill: tell)
            control.detach(first)
            control.stop(.deadline)
            control.stop(.cancelled)
            while told.load(ordering: .relaxed) == 0 { await Task.yield() }
            #expect(told.load(ordering: .relaxed) == 1)
            control.abandon()
            #expect(throws: MySQLError.self) { try second.ping() }
            try first.ping()
            control.detach(second)
            control.start(deadline: .now.advanced(by: .seconds(1)), timeout: .seconds(1))
            control.stop(.deadline)
            control.abandon()
            try first.ping()
            #expect(told.load(ordering: .relaxed) == 1)
        }
    }

    @Suite("What a source on MariaDB remembers of queries")
    struct MySQLAccessTests {
        private func access() -> MySQLAccess {
            MySQLAccess(allowsPrivilegedRole: false) { () throws(SentinelError) in MySQLOptions(user: "u") }
        }

        @Test func aVerdictHoldsForTextAndServer() {
            let access = access()
            #expect(!access.hasAccepted("SELECT 1", on: "10.11"))
            access.accept("SELECT 1", on: "10.11")
            #expect(access.hasAccepted("SELECT 1", on: "10.11"))
            #expect(!access.hasAccepted("SELECT 1", on: "11.4"))
            #expect(!access.hasAccepted("SELECT 1 ", on: "10.11"))
            #expect(!access.hasAccepted("ELECT 1", on: "10.11S"))
        }

        @Test func textsThatOnlyLookAlikeHaveNoVerdictInCommon() {
            let access = access()
            access.accept("SELECT 1\u{37E} x", on: "10.11")
            access.accept("SELECT 'e\u{301}'", on: "10.11")
            // Swift holds both pairs for equal.
            #expect("SELECT 1\u{37E} x" == "SELECT 1; x")
            #expect(!access.hasAccepted("SELECT 1; x", on: "10.11"))
            #expect(!access.hasAccepted("SELECT '\u{e9}'", on: "10.11"))
        }

        @Test func verdictsDoNotGrowForEver() {
            let access = access()
            for number in 0...20_000 { access.accept("SELECT \(number)", on: "10.11") }
            #expect(access.hasAccepted("SELECT 20000", on: "10.11"))
            #expect(!access.hasAccepted("SELECT 0", on: "10.11"))
        }
    }

    @Suite("Limits that a server keeps")
    struct MySQLSessionLimitsTests {
        @Test(arguments: [
            (QueryLimits(), "max_statement_time = 30.000", "max_execution_time = 30000", 1001),
            (
                QueryLimits(maxRows: 0, timeout: .milliseconds(250)), "max_statement_time = 0.250",
                "max_execution_time = 250", 1
            ),
            (
                QueryLimits(maxRows: 1, timeout: .microseconds(10)), "max_statement_time = 0.001",
                "max_execution_time = 1", 2
            ),
            (
                QueryLimits(maxRows: 9, timeout: .milliseconds(1007)), "max_statement_time = 1.007",
                "max_execution_time = 1007", 10
            ),
            (
                QueryLimits(maxRows: -5, timeout: .seconds(-1)), "max_statement_time = 0.001", "max_execution_time = 1",
                1
            ),
        ])
        func statement(limits: QueryLimits, mariaDB: String, mySQL: String, rows: Int) {
            let own = MySQLSessionLimits(limits)
            #expect(own.statement(isMariaDB: true) == "SET SESSION \(mariaDB), sql_select_limit = \(rows)")
            #expect(own.statement(isMariaDB: false) == "SET SESSION \(mySQL), sql_select_limit = \(rows)")
        }

        @Test func hugeLimitsStayWithinTheServersTypes() {
            let own = MySQLSessionLimits(QueryLimits(maxRows: .max, timeout: .seconds(Int64.max / 2)))
            #expect(own.statement(isMariaDB: false).contains("max_execution_time = 31536000000"))
            #expect(own.statement(isMariaDB: false).hasSuffix("sql_select_limit = 1099511627777"))
        }
    }

    @Suite("Limits that are kept while rows are read from MariaDB", .mariaDB, .timeLimit(.minutes(5)))
    struct MySQLRowLimitTests {
        private func outcome(_ sql: String, _ limits: QueryLimits) async throws -> Result<QueryResult, SentinelError> {
            let source = try MySQLShop().source(MySQLSource.Options(maxConnections: 1))
            let result: Result<QueryResult, SentinelError>
            do throws(SentinelError) {
                result = .success(try await source.run(QueryRequest(sql, limits: limits)))
            } catch {
                result = .failure(error)
            }
            // Whatever was left of the answer, the next query gets its own.
            #expect(try await source.run(QueryRequest("SELECT 42")).rows == [[.integer(42)]])
            await source.close()
            return result
        }

        @Test(arguments: [(3, true), (4, true), (5, false), (70_000, false)])
        func cells(length: Int, isAllowed: Bool) async throws {
            for value in [
                "repeat('x', \(length))", "repeat(x'ff', \(length))",
                "concat(repeat('é', \(length / 2)), repeat('x', \(length % 2)))",
            ] {
                let result = try await outcome("SELECT 1, \(value) AS big", QueryLimits(maxCellBytes: 4))
                switch result {
                case .success(let rows):
                    #expect(isAllowed, "\(value)")
                    #expect(rows.rows.count == 1)
                case .failure(let error):
                    #expect(!isAllowed, "\(value)")
                    #expect(error.code == .resultTooLarge)
                    #expect(error.message == "a value of column 'big' has \(length) bytes; 4 are allowed")
                }
            }
        }

        @Test func allValuesTogether() async throws {
            let limits = QueryLimits(maxBytes: 80)
            guard case .success(let ten) = try await outcome("SELECT seq FROM seq_1_to_10", limits) else {
                Issue.record("ten numbers have 80 bytes")
                return
            }
            #expect(ten.rows.count == 10)
            guard case .failure(let error) = try await outcome("SELECT seq FROM seq_1_to_11", limits) else {
                Issue.record("eleven numbers have 88 bytes")
                return
            }
            #expect(error.code == .resultTooLarge)
            #expect(error.message == "the result's values have more than the allowed 80 bytes")
            guard case .success(let nulls) = try await outcome("SELECT NULL FROM seq_1_to_500", limits) else {
                Issue.record("NULL has no bytes")
                return
            }
            #expect(nulls.rows.count == 500)
        }

        @Test func muchThatIsLeftCutsTheConnectionAndNothingElse() async throws {
            let start = ContinuousClock.now
            let result = try await outcome(
                "SELECT repeat('x', 1000) FROM seq_1_to_50000000", QueryLimits(maxBytes: 5000, timeout: .seconds(20)))
            guard case .failure(let error) = result else {
                Issue.record("six texts have too many bytes")
                return
            }
            #expect(error.code == .resultTooLarge)
            #expect(start.duration(to: .now) < .seconds(15))
        }
    }
#endif
