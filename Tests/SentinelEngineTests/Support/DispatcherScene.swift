import SentinelModels
import SentinelTesting
import Synchronization

@testable import SentinelEngine

/// A dispatcher over a watched store and a manual clock, with alerts that owe notices.
struct DispatcherScene {
    let clock = ManualClock()
    let store: WatchedStore
    let observer = RecordingObserver()
    let relay: ObserverRelay
    let dispatcher: Dispatcher
    let engine: AlertEngine

    init(
        _ notifiers: [String: any Notifier], concurrency: Int = 32, perReceiver: Int = 4,
        timeout: Duration = .seconds(15)
    ) {
        let store = WatchedStore(clock)
        self.store = store
        relay = ObserverRelay([observer])
        var options = Dispatcher.Options(
            owner: OwnerID("d"), concurrency: concurrency, concurrencyPerReceiver: perReceiver, attemptTimeout: timeout)
        options.jitter = { 1 }
        dispatcher = Dispatcher(
            store: store,
            notifiers: Dictionary(uniqueKeysWithValues: notifiers.map { (ReceiverKey($0), $1) }), clock: clock,
            observers: relay, options: options)
        engine = AlertEngine(
            sources: [
                "default": ClosureSource { request in .status(request.sql.hasPrefix("OK") ? "OK" : "ALERT") }
            ], store: store, clock: clock, options: EngineOptions(deliverySignal: dispatcher.signal))
    }

    /// Makes so many alerts fire to the receivers; answers the ids of the messages in order.
    @discardableResult
    func promise(_ count: Int = 1, to receivers: [String] = ["ops"]) async throws -> [String] {
        var ids: [String] = []
        for index in 0..<count {
            let alert = AlertDefinition.fixture(
                "alert-\(index)", routes: receivers.map { NotificationRoute(to: ReceiverKey($0)) })
            ids += try await engine.run(alert).notifications.compactMap(\.messageID)
        }
        return ids
    }

    /// Makes the first alert end.
    func resolve() async throws -> [String] {
        var alert = AlertDefinition.fixture("alert-0")
        alert.query = "OK"
        return try await engine.run(alert).notifications.compactMap(\.messageID)
    }

    /// Runs the dispatcher while `body` runs.
    func running(_ body: () async throws -> Void) async throws {
        let dispatcher = dispatcher
        let task = Task { try await dispatcher.run() }
        defer { task.cancel() }
        try await body()
        task.cancel()
        try await task.value
    }

    func states() async throws -> [DeliveryState] {
        try await store.messages(MessageQuery()).reversed().map(\.state)
    }

    func message(_ id: String) async throws -> NotificationMessage? {
        try await store.messages(MessageQuery(ids: [id])).first
    }

    /// Waits until something has become true; it is false if that takes ten seconds.
    func eventually(_ isTrue: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<10_000 {
            if try await isTrue() { return true }
            try await Task.sleep(for: .milliseconds(1))
        }
        return false
    }

    /// Lets tasks run until no more store call happens for a while.
    func settleDown() async throws {
        var last = -1
        var quiet = 0
        while quiet < 20 {
            try await Task.sleep(for: .milliseconds(1))
            quiet = store.count == last ? quiet + 1 : 0
            last = store.count
        }
    }
}
