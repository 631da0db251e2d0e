import SentinelModels
import SentinelStore

extension StateLocation {
    /// What a command says that needs a state database where there is none.
    var isMissing: CommandFailure {
        CommandFailure(SentinelError(.notFound, "there is no state database at \(display)"))
    }

    /// Opens the state database for reading; throws ``CommandFailure`` if there is none, or none of this program's
    /// schema.
    func openExisting() throws -> SQLStateStore {
        if let store = try SQLStateStore.openForReading(url.reveal()) { return store }
        guard try SQLStateStore.schemaVersion(url.reveal()) != nil else { throw isMissing }
        throw CommandFailure.usage(
            "the state database at \(display) has an older schema", hint: "call 'sentinel state migrate' first")
    }
}
