import SentinelModels
import SentinelTesting
import Testing

@Suite("DataSourceContract", .timeLimit(.minutes(1)))
struct DataSourceContractTests {
    private func harness(_ defect: SourceDefect? = nil) -> DataSourceHarness {
        let database = ToySource.Database()
        return DataSourceHarness(
            dialect: ToySource.dialect, secrets: ["hunter2"], digest: { database.digest },
            unreachable: { ToySource(.init(isReachable: false), connections: 1, defect: defect) },
            makeSource: { ToySource(database, connections: $0, defect: defect) })
    }

    @Test("passes a source without a defect", arguments: DataSourceContract.all)
    func whole(_ clause: DataSourceContract) async throws {
        try await clause.check(harness())
    }

    @Test("notices every defect, by the clause that promises the opposite", arguments: SourceDefect.allCases)
    func mutants(_ defect: SourceDefect) async throws {
        let clauses = DataSourceContract.all.filter { $0.description.hasPrefix(defect.clause) }
        let clause = try #require(clauses.first)
        #expect(clauses.count == 1)
        await #expect(throws: (any Error).self, "'\(clause)' does not notice \(defect)") {
            try await clause.check(harness(defect))
        }
    }

    @Test("has no clause that no defect breaks, and no two of one name")
    func complete() {
        let names = DataSourceContract.all.map(\.description)
        #expect(Set(names).count == names.count)
        let unproven = names.filter { name in !SourceDefect.allCases.contains { name.hasPrefix($0.clause) } }
        #expect(unproven == [])
    }

    @Test("leaves out what a source cannot do, and says so by passing")
    func capabilities() async throws {
        var harness = harness(.bindsText)
        harness.capabilities.remove(.parameters)
        for clause in DataSourceContract.all where clause.description.contains("parameter") {
            try await clause.check(harness)
        }
    }

    @Test("closes the source of a clause, also of one that fails")
    func closes() async throws {
        for defect in [nil, SourceDefect.renamesColumns] {
            let source = ToySource(.init(), connections: 2, defect: defect)
            var harness = harness()
            harness.makeSource = { _ in source }
            try? await DataSourceContract.all[0].check(harness)
            await #expect(throws: SentinelError.self) { try await source.run(QueryRequest("one")) }
        }
    }
}
