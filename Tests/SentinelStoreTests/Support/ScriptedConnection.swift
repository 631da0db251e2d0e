import SentinelModels
import Synchronization

@testable import SentinelStore

/// A connection to no database: it writes down what it is asked to do, and fails where a test says so.
final class ScriptedConnection: StoreConnection {
    private struct State {
        var log: [String] = []
        var failures: [String: [SentinelError]] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())

    /// Everything that was asked, in order.
    var log: [String] { state.withLock(\.log) }

    /// The next times this is asked, it fails.
    func fail(_ words: String, with errors: SentinelError...) {
        state.withLock { $0.failures[words, default: []] += errors }
    }

    private func note(_ words: String) throws(SentinelError) {
        let error = state.withLock { state -> SentinelError? in
            state.log.append(words)
            guard state.failures[words]?.isEmpty == false else { return nil }
            return state.failures[words]?.removeFirst()
        }
        if let error { throw error }
    }

    func execute(_ script: String) throws(SentinelError) { try note(script) }

    func run(_ sql: String, _ values: [SQLValue]) throws(SentinelError) -> Int {
        try note(sql)
        return 1
    }

    func query(
        _ sql: String, _ values: [SQLValue], _ body: (any StoreRow) throws(SentinelError) -> Bool
    ) throws(SentinelError) {
        try note(sql)
    }

    func begin(writing: Bool) throws(SentinelError) { try note(writing ? "begin" : "begin reading") }
    func commit() throws(SentinelError) { try note("commit") }
    func rollback() { state.withLock { $0.log.append("rollback") } }
    func close() { state.withLock { $0.log.append("close") } }
}
