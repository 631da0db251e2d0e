import SentinelConfig
import SentinelEngine
import SentinelModels

/// Opens the state database alone, for commands that neither query nor deliver.
struct StateAccess: Sendable {
    let context: CommandContext
    let option: String?
    /// The configuration, if there is one.
    let configuration: Configuration?

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
        let opened = try await context.layers.openState(try location().url, access, context.environment.clock)
        let store = opened ?? InMemoryStateStore(clock: context.environment.clock)
        do {
            let result = try await body(store)
            await store.close()
            return result
        } catch {
            await store.close()
            throw error
        }
    }
}
