import Dispatch
import SentinelModels
import Synchronization

/// Reads on a connection of its own, made at the first use, on a thread of its own.
final class ReadWorker: Sendable {
    private enum State {
        case unopened
        case open(any StoreConnection)
        case closed
    }

    private let thread = DispatchQueue(label: "sqlsentinel.reader", qos: .userInitiated)
    private let state = Mutex(State.unopened)
    private let connect: @Sendable () throws(SentinelError) -> any StoreConnection
    private let patience: ServerPatience?

    /// - Parameter patience: What is done about servers that fail; nil to report every failure at once.
    init(
        patience: ServerPatience? = nil, connect: @escaping @Sendable () throws(SentinelError) -> any StoreConnection
    ) {
        self.patience = patience
        self.connect = connect
    }

    /// Runs `body` in a read transaction: everything it sees is of one moment.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any StoreConnection) throws(SentinelError) -> Value
    ) async throws(SentinelError) -> Value {
        let result: Result<Value, SentinelError> = await withCheckedContinuation { continuation in
            thread.async {
                continuation.resume(returning: self.attempt(body))
            }
        }
        return try result.get()
    }

    /// Reading twice does no harm, so it is tried again whatever broke.
    private func attempt<Value>(
        _ body: (any StoreConnection) throws(SentinelError) -> Value
    ) -> Result<Value, SentinelError> {
        var tries = patience.map { ServerPatience.Tries($0) }
        while true {
            do throws(SentinelError) {
                let connection = try connection()
                return .success(
                    try connection.transaction(writing: false) { () throws(SentinelError) in try body(connection) })
            } catch {
                guard tries?.wait(after: error) == true else { return .failure(error) }
            }
        }
    }

    private func connection() throws(SentinelError) -> any StoreConnection {
        try state.withLock { state throws(SentinelError) in
            switch state {
            case .open(let connection): return connection
            case .closed: throw SentinelError(.store, "the state store is closed")
            case .unopened:
                let connection = try connect()
                state = .open(connection)
                return connection
            }
        }
    }

    func close() async {
        await withCheckedContinuation { continuation in
            thread.async {
                self.state.withLock { state in
                    if case .open(let connection) = state { connection.close() }
                    state = .closed
                }
                continuation.resume()
            }
        }
    }
}
