public import SentinelModels

/// What a database is to us; the same native error means different things.
public enum MySQLRole: Sendable, Hashable, CaseIterable {
    /// A monitored database.
    case source
    /// The state database.
    case state
}

extension SentinelError {
    /// The error in the words of the seams; `underlying` keeps the server's words and number.
    ///
    /// A killed statement becomes `SentinelError.Code.cancelled`: whoever knows that a deadline passed says so instead.
    public init(_ error: MySQLError, role: MySQLRole) {
        let (code, text, isRetryable) = error.meaning(role)
        self.init(code, text, isRetryable: isRetryable, underlying: error.description)
    }
}

extension MySQLError {
    private typealias Meaning = (code: SentinelError.Code, text: String, isRetryable: Bool?)

    fileprivate func meaning(_ role: MySQLRole) -> (code: SentinelError.Code, text: String, isRetryable: Bool?) {
        if let meaning = connectionMeaning ?? serverMeaning { return meaning }
        let name = role == .source ? "database" : "state database"
        if Self.rights.contains(number) { return (.permission, "the account may not do that: \(message)", nil) }
        if Self.authentication.contains(number) {
            return (.authentication, "the \(name) refuses the login: \(message)", nil)
        }
        if endsConnection { return (.connection, "the connection to the \(name) failed: \(message)", true) }
        return role == .source ? (.query, message, nil) : (.store, message, false)
    }

    /// Errors of reaching the server.
    private var connectionMeaning: Meaning? {
        switch code {
        case .socketUnreachable, .unreachable: (.connection, "the database cannot be reached: \(message)", nil)
        case .unknownHost: (.dns, "the database's host name cannot be resolved", nil)
        case .gone, .lost: (.connection, "the database closed the connection", nil)
        case .serverShutdown: (.connection, "the database server shuts down", nil)
        case .connectionKilled: (.connection, "the session was ended on the database server", nil)
        case .tls: (.tls, "no trusted TLS connection to the database: \(message)", nil)
        case .tooManyConnections, Code(rawValue: 1203), Code(rawValue: 1226):
            (.busy, "the database has no connection left: \(message)", nil)
        case .unknownDatabase: (.configuration, "the database server has no such database: \(message)", nil)
        case .packetTooLarge: (.resultTooLarge, "a row of the result is longer than the connection allows", nil)
        default: nil
        }
    }

    /// Errors of statements that are not simply wrong.
    private var serverMeaning: Meaning? {
        switch code {
        case .statementTimeout, .executionTimeout:
            (.timeout, "the database stopped the statement at its time limit", nil)
        case .interrupted: (.cancelled, "the statement was stopped", nil)
        case .lockTimeout: (.busy, "another transaction holds a lock: \(message)", nil)
        case .deadlock: (.busy, "the database chose this transaction to end a deadlock", nil)
        case .readOnlyTransaction, Code(rawValue: 1290), Code(rawValue: 1836):
            (.notReadOnly, "only reading is allowed: \(message)", nil)
        case .outOfMemory, Code(rawValue: 1037), Code(rawValue: 1038), Code(rawValue: 1041):
            (.busy, "memory ran out: \(message)", nil)
        case Code(rawValue: 1021), Code(rawValue: 1114): (.busy, "the database's disk is full: \(message)", nil)
        case .outOfSync: (.internalFault, "the client library was used wrongly: \(message)", nil)
        default: nil
        }
    }

    private static let rights: Set<Int> = [1044, 1142, 1143, 1227, 1370, 1419]
    private static let authentication: Set<Int> = [
        1045, 1130, 1131, 1132, 1251, 1524, 1698, 1820, 1862, 2049, 2054, 2059, 2060, 2061, 3118, 3159, 3955,
        4151,
    ]
}
