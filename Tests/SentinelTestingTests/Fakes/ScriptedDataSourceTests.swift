import SentinelModels
import SentinelTesting
import Testing

@Suite("Scripted source")
struct ScriptedDataSourceTests {
    /// Texts that a fake cannot read stand for what a database would make of them.
    private static let dialect = DataSourceDialect(
        oneRow: "one", noRows: "none", duplicateColumns: "duplicate", series: { "series \($0)" },
        text: { "text \($0)" },
        endless: "endless", samples: [DataSourceSample("sample", .decimal("1.50"))], parameters: [], colons: [],
        syntaxError: "", unknownTable: "", twoStatements: "", hostile: [])

    private static func makeSource() -> ScriptedDataSource {
        let source = ScriptedDataSource()
        source.answer("one", with: .rows(["a", "b", "c"], [[.integer(1), .text("x"), .null]]))
        source.answer("none", with: .rows(["a", "b"], []))
        source.answer("duplicate", with: .rows(["a", "a"], [[.integer(1), .integer(2)]]))
        source.answer("sample", with: .rows(["v"], [[.decimal("1.50")]]))
        source.answer("endless", with: .hang)
        for count in 1...100 {
            source.answer("series \(count)", with: .rows(["n"], (1...count).map { [.integer(Int64($0))] }))
        }
        return source
    }

    @Test("it keeps the contract, as far as a fake can", arguments: DataSourceContract.all)
    func contract(_ clause: DataSourceContract) async throws {
        let harness = DataSourceHarness(dialect: Self.dialect, capabilities: [.duplicateColumns, .parallelQueries]) {
            _ in Self.makeSource()
        }
        try await clause.check(harness)
    }

    @Test("the contract finds what is broken")
    func brokenSource() async throws {
        let harness = DataSourceHarness(dialect: Self.dialect, capabilities: [.duplicateColumns]) { _ in
            let source = Self.makeSource()
            source.answer("one", with: .rows(["A", "b", "c"], [[.integer(1), .text("x"), .null]]))
            source.answer("duplicate", with: .rows(["a"], [[.integer(2)]]))
            source.answer("sample", with: .failure(SentinelError(.query, "no")))
            source.answer("series 5", with: .rows(["n"], []))
            source.answer("endless", with: .status("OK"))
            return source
        }
        var broken: [String] = []
        // Whether a task is cancelled before it starts is a matter of luck, which a source that never waits shows.
        for clause in DataSourceContract.all where clause.description != "a task that is cancelled already runs nothing"
        {
            do { try await clause.check(harness) } catch { broken.append(clause.description) }
        }
        #expect(
            broken == [
                "columns and values come in order, by their names", "columns of one name are all kept",
                "every type comes exact", "describing names the columns and runs nothing",
                "the row limit cuts, says so, and keeps the first rows", "a query ends within a second of its deadline",
                "a cancelled query ends within a second",
                "many callers at once all get their own answer",
            ])
    }

    @Test("answers in order, the last one repeated; answers by text come first")
    func order() async throws {
        let source = ScriptedDataSource(.status("OK"), .failure(SentinelError(.busy, "later")))
        source.enqueue(.status("ALERT", actualValue: .integer(7), threshold: .integer(5)))
        source.answer("mine", with: .status("OK", actualValue: .integer(1)))
        #expect(try await source.run(QueryRequest("q")).rows[0][0] == .text("OK"))
        await #expect(throws: SentinelError(.busy, "later")) { try await source.run(QueryRequest("q")) }
        #expect(try await source.run(QueryRequest("mine")).rows == [[.text("OK"), .integer(1), .null]])
        for _ in 0..<2 {
            let rows = try await source.run(QueryRequest("q")).rows
            #expect(rows == [[.text("ALERT"), .integer(7), .integer(5)]])
        }
        #expect(source.requests.map(\.sql) == ["q", "q", "mine", "q", "q"])
        #expect(try await source.describe("mine", timeout: .seconds(1)).map(\.name).first == "status")
    }

    @Test("an unscripted query is an error that names it")
    func unscripted() async {
        let source = ScriptedDataSource()
        await #expect(throws: SentinelError(.query, "no answer is scripted for: q")) {
            try await source.run(QueryRequest("q"))
        }
        await #expect(throws: SentinelError(.query, "no answer is scripted for: q")) {
            try await source.describe("q", timeout: .seconds(1))
        }
        await source.close()
        #expect(source.isClosed)
    }

    @Test("time is the clock's")
    func time() async throws {
        let clock = ManualClock()
        let source = ScriptedDataSource(clock: clock)
        source.answer("slow", with: .after(.seconds(60), .status("OK")))
        source.answer("hang", with: .hang)
        let limits = QueryLimits(timeout: .seconds(90))
        let slow = Task { try await source.run(QueryRequest("slow", limits: limits)) }
        let tooSlow = Task { try await source.run(QueryRequest("slow", limits: QueryLimits(timeout: .seconds(30)))) }
        let hanging = Task { try await source.run(QueryRequest("hang", limits: limits)) }
        await clock.waitForSleepers(3)
        clock.advance(by: .seconds(90))
        #expect(try await slow.value.rows.count == 1)
        await #expect(throws: SentinelError(.timeout, "the query did not end within 30s")) { try await tooSlow.value }
        await #expect(throws: SentinelError(.timeout, "the query did not end within 1m30s")) { try await hanging.value }
    }

    @Test("a cancelled call ends at once")
    func cancellation() async throws {
        let clock = ManualClock()
        let source = ScriptedDataSource(.hang, clock: clock)
        let hanging = Task { try await source.run(QueryRequest("q")) }
        await clock.waitForSleepers()
        hanging.cancel()
        await #expect(throws: SentinelError(.cancelled, "the query was cancelled")) { try await hanging.value }
    }
}
