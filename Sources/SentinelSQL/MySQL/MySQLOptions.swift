public import SentinelModels

/// Where a MariaDB or MySQL server is and how to log in.
public struct MySQLOptions: Sendable, Hashable {
    /// How a connection is secured.
    public enum TLS: String, Sendable, Hashable, CaseIterable {
        /// No TLS at all.
        case off
        /// TLS if the server offers it; nothing is verified: fit for this machine only.
        case preferred
        /// TLS is demanded, the certificate is not looked at: keeps out listeners, not impostors.
        case required
        /// TLS is demanded; the certificate must be trusted and name the host.
        case verified
    }

    /// The server's name or address; reached over TCP, also when it is `localhost`.
    public var host: String
    /// The TCP port.
    public var port: Int
    /// A Unix socket's path, used instead of the host.
    public var socket: String?
    /// The account's name.
    public var user: String
    /// The account's password.
    public var password: Secret?
    /// The database to use; nil for none.
    public var database: String?
    /// How the connection is secured.
    public var tls: TLS
    /// A PEM file with the certificates to trust; nil for the system's.
    public var certificateAuthorities: String?
    /// A PEM file with the client's certificate.
    public var clientCertificate: String?
    /// A PEM file with the client's key.
    public var clientKey: String?
    /// How long reaching the server and logging in may take; whole seconds, rounded up.
    public var connectTimeout: Duration
    /// How long the server may be silent while an answer is awaited; nil for no bound. Whole seconds, rounded up.
    public var readTimeout: Duration?
    /// How long sending may stall; nil for no bound. Whole seconds, rounded up.
    public var writeTimeout: Duration?
    /// The largest packet taken from the server, so the longest row; a longer one ends the connection.
    public var maxPacketBytes: Int
    /// What the server's list of connections shows as the program's name.
    public var programName: String
    /// One statement that is run when the connection is made.
    public var setUp: String?
    /// Whether ``MySQLConnection/run(_:_:)`` counts the rows that an UPDATE found, not only those it changed.
    public var countsFoundRows: Bool

    /// Whether the server is on this machine: nobody between can listen.
    public var isLoopback: Bool {
        socket != nil || host.lowercased() == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    /// Makes options; whatever is not given has a safe default.
    public init(
        host: String = "127.0.0.1", port: Int = 3306, user: String, password: Secret? = nil, database: String? = nil,
        tls: TLS = .verified
    ) {
        self.host = host
        self.port = port
        self.user = user
        self.password = password
        self.database = database
        self.tls = tls
        connectTimeout = .seconds(10)
        writeTimeout = .seconds(30)
        maxPacketBytes = 64 << 20
        programName = "sqlsentinel"
        countsFoundRows = false
    }
}
