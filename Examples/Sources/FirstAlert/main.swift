import SentinelAdapters
import SentinelEngine
import SentinelModels

let alert = AlertDefinition(
    name: "Goods to reorder", source: "shop", query: "SELECT sku, stock FROM product WHERE stock < reorder_point",
    judgement: .when(Condition(.exists(true))))
let engine = AlertEngine(sources: ["shop": try SQLiteSource(path: "shop.db")], store: InMemoryStateStore())
let record = try await engine.run(alert)
print("\(record.alertName): \(record.outcome.rawValue)", record.context.map { "\($0.name) \($0.value.displayText)" })
