import SentinelConfig
import SentinelEngine
import SentinelModels

/// A configuration brought to life: sources, receivers, state, engine and dispatcher, wired.
///
/// Making one opens the state database and nothing else: sources connect at their first query, receivers at their first
/// delivery.
struct SentinelRuntime: Sendable {
    let configuration: Configuration
    let store: any StateStore
    let sources: SourceRegistry
    let engine: AlertEngine
    let dispatcher: Dispatcher
    let redaction: Redaction

    /// Wires a configuration.
    ///
    /// - Throws: ``CommandFailure`` naming all receivers that cannot be made, or `SentinelError` if the state database
    ///   cannot be opened.
    init(
        _ configuration: Configuration, context: CommandContext, stateOption: String?, access: Layers.StateAccess,
        observers: [any EngineObserver] = []
    ) async throws {
        let environment = context.environment
        let secrets = SecretResolver(environment)
        let location = try StateLocation(
            option: stateOption, configuration: configuration, environment: environment, secrets: secrets)
        let redaction = Redaction(
            secrets: SecretReferences.known(in: configuration, secrets: secrets)
                + SecretReferences.password(in: location.url.reveal()))
        let receivers = Self.receivers(of: configuration, context: context, secrets: secrets)
        guard receivers.faults.isEmpty else { throw Self.failure(receivers.faults) }
        let sources = SourceRegistry(
            configuration.sources, integrations: context.integrations, secrets: secrets, egress: configuration.egress)
        let store = try await location.open(access, in: context)
        // A state that is not there yet remembers nothing, which is what an empty memory says.
        let opened = store ?? InMemoryStateStore(clock: environment.clock)
        let relay = ObserverRelay(observers)
        let signal = DeliverySignal()
        let limits = Dictionary(configuration.sources.map { ($0.name, $0.maxRows) }) { first, _ in first }

        self.configuration = configuration
        self.store = opened
        self.sources = sources
        self.redaction = redaction
        engine = AlertEngine(
            sources: sources, store: opened, clock: environment.clock, observers: relay,
            options: EngineOptions(redaction: redaction, maxRows: limits, deliverySignal: signal))
        dispatcher = Dispatcher(
            store: opened, notifiers: receivers, clock: environment.clock, observers: relay, signal: signal,
            options: Dispatcher.Options(redaction: redaction))
    }

    /// The notifiers of a configuration; the shared client is made only if there is a receiver.
    static func receivers(
        of configuration: Configuration, context: CommandContext, secrets: any SecretProvider
    ) -> ReceiverRegistry {
        let isAny = !configuration.receivers.isEmpty
        return ReceiverRegistry(
            configuration.receivers, integrations: context.integrations, secrets: secrets, egress: configuration.egress,
            resources: isAny ? context.layers.sharedResources(configuration.egress) : [])
    }

    /// Closes sources and state; leases of this process end at once.
    func close() async {
        await sources.close()
        await store.close()
    }

    private static func failure(_ faults: [Diagnostic]) -> CommandFailure {
        let noun = faults.count == 1 ? "receiver" : "receivers"
        return CommandFailure(
            code: .configuration, message: "\(faults.count) \(noun) cannot be used; nothing was run", status: .usage,
            diagnostics: faults)
    }
}
