import Logging
import SentinelEngine
import SentinelModels
import ServiceLifecycle
import UnixSignals

// A service that watches its own database: alerts in code, delivery in the background, an orderly end.
// With SQLStateStore instead of InMemoryStateStore nothing that is owed gets lost between two starts.
let shop = try Shop(path: CommandLine.arguments.dropFirst().first ?? "shop.db")
let signal = DeliverySignal()
let engine = AlertEngine(
    sources: shop.sources, store: shop.store, options: EngineOptions(deliverySignal: signal))
let dispatcher = Dispatcher(store: shop.store, notifiers: shop.notifiers, signal: signal)
let watch = ShopWatch(engine: engine, dispatcher: dispatcher, alerts: Shop.alerts, rounds: 2)

let group = ServiceGroup(
    configuration: .init(
        services: [
            .init(service: dispatcher),
            .init(service: watch, successTerminationBehavior: .gracefullyShutdownGroup),
        ],
        gracefulShutdownSignals: [.sigterm, .sigint],
        logger: Logger(label: "shop")))
try await group.run()
