import SentinelModels

/// What transactions work with: the write connection, and what is known of the database without asking it.
///
/// It belongs to the writer's thread. Whatever a transaction learns here is forgotten when it is rolled back.
final class StoreSession {
    let connection: any StoreConnection
    let dialect: any SQLDialect
    let texts: StatementTexts
    private let clock: any LeaseClock
    /// Who else may hold leases.
    let owners: any OwnerRegistry

    struct AlertKnown {
        var id: Int64
        var definition: AlertDefinition
        var queryHash: String
    }

    struct AlertName: Hashable {
        var tenant: String
        var key: AlertKey
    }

    /// Alerts that this process has registered.
    var alerts: [AlertName: AlertKnown] = [:]
    /// The states that claims have read, until their commit: what a commit compares with.
    var states: [AlertName: (revision: Int64, state: AlertState)] = [:]

    init(
        connection: any StoreConnection, dialect: any SQLDialect, clock: any LeaseClock, owners: any OwnerRegistry
    ) {
        self.connection = connection
        self.dialect = dialect
        self.clock = clock
        self.owners = owners
        texts = StatementTexts.of(dialect)
    }

    var stateRows: StateRows { StateRows(connection: connection, dialect: dialect) }
    var silenceRows: SilenceRows { SilenceRows(connection: connection, dialect: dialect) }

    /// The time that leases and new records go by: the database server's, or the host's where there is no server.
    func now() throws(SentinelError) -> Timestamp {
        guard let expression = dialect.clockExpression else { return clock.now() }
        return try connection.first("SELECT \(expression)", []) { $0.time(0) } ?? clock.now()
    }

    /// Forgets what a transaction that was rolled back may have taught.
    func forget() {
        alerts.removeAll()
        states.removeAll()
    }
}

/// Knows which owners of leases are alive.
protocol OwnerRegistry: Sendable {
    /// Whether the owner's process has certainly ended. False where nothing is known.
    func isDead(_ owner: OwnerID) -> Bool
    /// Whether the owner belongs to this process.
    func isOurs(_ owner: OwnerID) -> Bool
    /// Shows others that the owner lives, from now until the store is closed.
    func announce(_ owner: OwnerID) throws(SentinelError)
    /// The owners announced here.
    var announced: [OwnerID] { get }
    /// Takes back all announcements.
    func close()
}
