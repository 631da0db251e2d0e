extension SentinelError {
    /// A stable name for a kind of failure, such as `timeout`: what history, metrics and troubleshooting pages show.
    ///
    /// The set is open: a newer release or a user's own adapter may add names.
    public struct Code: Sendable, Hashable, Codable, CustomStringConvertible {
        /// The name as it is stored and printed.
        public let description: String

        /// Makes a code of one's own; use lower case and underscores.
        public init(_ name: String) {
            description = name
        }

        /// Reads the name.
        public init(from decoder: any Decoder) throws {
            description = try decoder.singleValueContainer().decode(String.self)
        }

        /// Writes the name.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(description)
        }
    }
}

extension SentinelError.Code {
    // Configuration and use.
    /// The configuration, or a value in it, is wrong.
    public static let configuration = Self("configuration")
    /// A name that nothing defines: an alert, a source, a receiver, a message.
    public static let notFound = Self("not_found")
    /// The integration or feature is not part of this build, or not there yet.
    public static let unsupported = Self("unsupported")
    /// A referenced secret is not set or its file cannot be read.
    public static let secretUnavailable = Self("secret_unavailable")

    // Queries.
    /// The database cannot be reached or closed the connection.
    public static let connection = Self("connection")
    /// The other side refused the credentials.
    public static let authentication = Self("authentication")
    /// The credentials do not allow the action.
    public static let permission = Self("permission")
    /// TLS could not be agreed or the certificate is not trusted.
    public static let tls = Self("tls")
    /// The deadline passed.
    public static let timeout = Self("timeout")
    /// Our side asked to stop.
    public static let cancelled = Self("cancelled")
    /// The database rejects the statement: syntax, unknown table or column, wrong type.
    public static let query = Self("query")
    /// The statement is more than one read-only query.
    public static let notReadOnly = Self("not_read_only")
    /// The result has more rows, bytes or longer values than allowed.
    public static let resultTooLarge = Self("result_too_large")
    /// The result does not follow the query contract.
    public static let contract = Self("contract")
    /// The query returned no row where one is needed.
    public static let noRows = Self("no_rows")
    /// The other side is busy: a lock, a limit, a full pool.
    public static let busy = Self("busy")

    // State.
    /// The state database failed or is damaged.
    public static let store = Self("store")
    /// The state database belongs to a newer or an unknown version.
    public static let schemaVersion = Self("schema_version")
    /// Another writer changed the state first.
    public static let conflict = Self("conflict")
    /// The lease was lost; the result does not count.
    public static let fenced = Self("fenced")

    // Delivery.
    /// The name cannot be resolved.
    public static let dns = Self("dns")
    /// The egress policy forbids the address.
    public static let egressDenied = Self("egress_denied")
    /// The receiver refuses the message for good.
    public static let rejected = Self("rejected")
    /// The receiver asks to slow down.
    public static let rateLimited = Self("rate_limited")
    /// The receiver failed on its side.
    public static let receiverFailed = Self("receiver_failed")
    /// The answer does not say that the message was accepted.
    public static let unexpectedAnswer = Self("unexpected_answer")
    /// The receiver is no longer configured.
    public static let receiverGone = Self("receiver_gone")
    /// The message waited longer than it may.
    public static let expired = Self("expired")
    /// A person dropped it.
    public static let dropped = Self("dropped")

    /// A fault of ours.
    public static let internalFault = Self("internal")

    /// Whether failures of this code usually pass by themselves.
    public var isUsuallyRetryable: Bool {
        switch self {
        case .connection, .timeout, .busy, .dns, .rateLimited, .receiverFailed, .conflict, .tls: true
        default: false
        }
    }
}
