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

    init(connect: @escaping @Sendable () throws(SentinelError) -> any StoreConnection) {
        self.connect = connect
    }

    /// Runs `body` in a read transaction: everything it sees is of one moment.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any StoreConnection) throws(SentinelError) -> Value
    ) async throws(SentinelError) -> Value {
        let result: Result<Value, SentinelError> = await withCheckedContinuation { continuation in
            thread.async {
                let result = Result { () throws(SentinelError) in
                    let connection = try self.connection()
                    return try connection.transaction(writing: false) { () throws(SentinelError) in
                        try body(connection)
                    }
                }
                continuation.resume(returning: result)
            }
        }
        return try result.get()
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
