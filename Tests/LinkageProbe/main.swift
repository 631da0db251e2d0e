import SentinelEngine
import SentinelModels

/// A source without a database, so that the program needs the engine and nothing else.
struct OneRow: DataSource {
    func run(_ request: QueryRequest) async throws(SentinelError) -> QueryResult {
        QueryResult(columns: ["status"], rows: [[.text("ALERT")]])
    }
}

let engine = AlertEngine(sources: ["default": OneRow()], store: InMemoryStateStore())
let record = try await engine.run(AlertDefinition(name: "probe", query: "SELECT 'ALERT' AS status"))
print(record.outcome.rawValue)
