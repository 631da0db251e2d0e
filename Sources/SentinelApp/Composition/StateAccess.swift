import SentinelConfig
import SentinelEngine
import SentinelModels

/// Opens the state database alone, for commands that neither query nor deliver.
struct StateAccess: Sendable {
    let context: CommandContext
    let option: String?
    /// The configuration, if there is one.
    let configuration: Configuration?
    /// Where to say that a state that is looked at is not there yet.
    let console: Console

    /// Where the state is.
    func location() throws -> StateLocation {
        try StateLocation(
            option: option, configuration: configuration, environment: context.environment,
            secrets: SecretResolver(context.environment))
    }

    /// Gives the store to `body` and closes it afterwards; a state that is not there yet and is only looked at is an
    /// empty one.
    func withStore<Result: Sendable>(
        _ access: Layers.StateAccess, _ body: (any StateStore) async throws -> Result
    ) async throws -> Result {
        let location = try location()
        let opened = try await location.open(access, in: context)
        if opened == nil { console.note("there is no state yet at \(location.display); the first run makes it") }
        let store = opened ?? InMemoryStateStore(clock: context.environment.clock)
        return try await store.closing { try await body($0) }
    }
}
