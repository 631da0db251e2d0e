/// A monitored database: what an adapter implements.
///
/// Run the suite `DataSourceContract` of SentinelTesting against your own adapter.
public protocol DataSource: Sendable {
    /// Runs one read-only statement and returns its rows.
    ///
    /// The implementation is read-only by construction: no statement changes anything that persists. It honours every
    /// limit of the request, and returns within one second after its task was cancelled or its timeout passed, with the
    /// work on the server stopped. It waits at `await` and never blocks the calling thread, which may be the one that
    /// another source's connection works on (``HandoverExecutor``). Connections are made lazily and kept; concurrent calls wait for one inside the
    /// request's timeout.
    /// - Throws: ``SentinelError`` with the code that `Documentation/Guides/Troubleshooting.md` lists for the failure.
    func run(_ request: QueryRequest) async throws(SentinelError) -> QueryResult

    /// Closes idle connections and lets running queries end. The source cannot be used afterwards.
    func close() async
}

extension DataSource {
    /// Does nothing.
    public func close() async {}
}

/// A source that can say what a query would return without running it.
public protocol Describing: DataSource {
    /// The result's columns, or the error the statement would meet when prepared.
    func describe(_ sql: String, timeout: Duration) async throws(SentinelError) -> [ColumnDescription]
}

/// A column that a query would return.
public struct ColumnDescription: Sendable, Hashable {
    /// The column's name.
    public var name: String
    /// The declared type in the database's words; nil if it has none.
    public var declaredType: String?

    /// Makes a description.
    public init(name: String, declaredType: String? = nil) {
        self.name = name
        self.declaredType = declaredType
    }
}

/// Finds sources by name, so that a reload can swap them.
public protocol SourceResolving: Sendable {
    /// The source; throws ``SentinelError/Code/notFound`` or the error that kept it from being made.
    func source(named name: String) throws(SentinelError) -> any DataSource
}

extension Dictionary: SourceResolving where Key == String, Value == any DataSource {
    /// The source under `name`.
    public func source(named name: String) throws(SentinelError) -> any DataSource {
        guard let source = self[name] else {
            throw SentinelError(.notFound, "no source is named '\(name)'")
        }
        return source
    }
}
