import SentinelModels

/// A table that is there while a copy goes on: a database that has it is not complete.
enum StateCopyMark {
    static let name = Table.prefix + "copy_under_way"

    /// Throws for a database into which a copy was begun and not finished.
    static func refuse(on connection: any StoreConnection, _ dialect: any SQLDialect) throws(SentinelError) {
        guard try isThere(on: connection, dialect) else { return }
        throw SentinelError(
            .store,
            "the state database holds an interrupted copy; finish it by the same 'sentinel state copy' once more",
            isRetryable: false)
    }

    static func isThere(on connection: any StoreConnection, _ dialect: any SQLDialect) throws(SentinelError) -> Bool {
        try !dialect.existingTables([name], on: connection).isEmpty
    }

    static func set(on connection: any StoreConnection, _ dialect: any SQLDialect) throws(SentinelError) {
        try connection.execute(dialect.createTable(name, "started_at BIGINT NOT NULL PRIMARY KEY", isKeyed: true))
    }

    static func remove(on connection: any StoreConnection) throws(SentinelError) {
        try connection.execute("DROP TABLE \(name)")
    }
}
