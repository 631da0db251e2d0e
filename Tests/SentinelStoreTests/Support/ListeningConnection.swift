import SentinelModels
import Synchronization

@testable import SentinelStore

/// Writes down the texts of all statements that a store runs.
final class ListeningConnection: StoreConnection {
    private let inner: any StoreConnection
    private let texts: StatementList

    init(_ inner: any StoreConnection, _ texts: StatementList) {
        self.inner = inner
        self.texts = texts
    }

    func execute(_ script: String) throws(SentinelError) { try inner.execute(script) }

    func run(_ sql: String, _ values: [SQLValue]) throws(SentinelError) -> Int {
        texts.note(sql)
        return try inner.run(sql, values)
    }

    func query(
        _ sql: String, _ values: [SQLValue], _ body: (any StoreRow) throws(SentinelError) -> Bool
    ) throws(SentinelError) {
        texts.note(sql)
        try inner.query(sql, values, body)
    }

    func begin(writing: Bool) throws(SentinelError) { try inner.begin(writing: writing) }
    func commit() throws(SentinelError) { try inner.commit() }
    func rollback() { inner.rollback() }
    func close() { inner.close() }
}

/// The statements that were heard.
final class StatementList: Sendable {
    private let texts = Mutex<Set<String>>([])

    var all: [String] { texts.withLock { $0.sorted() } }
    func note(_ text: String) { texts.withLock { _ = $0.insert(text) } }
}
