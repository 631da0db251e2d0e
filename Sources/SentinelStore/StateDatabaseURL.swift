public import SentinelModels
import SentinelSQL

/// The state database as `--state-db`, `STATE_DB_URL` and `state.url` name it.
@nonexhaustive public enum StateDatabaseURL: Sendable, Hashable {
    /// A SQLite file; `mode=ro` lets it be looked at, not run with.
    case sqlite(path: String, isReadOnly: Bool)
    /// A database on a PostgreSQL server.
    case postgreSQL(StateServer)
    /// A database on a MariaDB or MySQL server.
    case mySQL(StateServer)

    /// Reads a URL such as `sqlite:///sqlsentinel.db` or `postgresql://sentinel@db.example.com/sentinel`; neither file
    /// nor server is looked at.
    /// - Throws: `SentinelError.Code.configuration` for a path, a database in memory or an unreadable URL,
    ///   `SentinelError.Code.unsupported` for other databases. No message repeats a password.
    public init(_ text: String) throws(SentinelError) {
        guard let colon = text.firstRange(of: "://")?.lowerBound else {
            // Whatever is no plain path may be a connection string with a password in it.
            let isPath = !text.isEmpty && !text.contains { "@:= ".contains($0) }
            throw SentinelError(
                .configuration,
                "the state database must be a URL such as sqlite:///sqlsentinel.db\(isPath ? ", not '\(text)'" : "")")
        }
        let scheme = text[..<colon].lowercased().prefix { $0 != "+" }
        switch scheme {
        case "sqlite", "sqlite3":
            let url = try SQLiteURL(text)
            guard !url.isInMemory else {
                throw SentinelError(
                    .configuration,
                    "a state database in memory would forget everything; write sqlite:///sqlsentinel.db")
            }
            self = .sqlite(path: url.path, isReadOnly: url.isReadOnly)
        case "postgresql", "postgres": self = .postgreSQL(try StateServer(text, defaultPort: 5432))
        case "mysql", "mariadb": self = .mySQL(try StateServer(text, defaultPort: 3306))
        default:
            let isWord = scheme.allSatisfy { $0.isLetter || $0.isNumber }
            throw SentinelError(
                .unsupported,
                """
                \(isWord ? "'\(scheme)'" : "that") is no state database; use a URL such as sqlite:///sqlsentinel.db, \
                postgresql://user@host/database or mysql://user@host/database
                """)
        }
    }

    /// The URL of a server with a password in it, which stood elsewhere.
    /// - Throws: `SentinelError.Code.configuration` if the URL names a file, no user, or a password of its own.
    public static func adding(_ password: Secret, to url: String) throws(SentinelError) -> String {
        guard let server = try StateDatabaseURL(url).server, let start = url.firstRange(of: "://")?.upperBound else {
            throw SentinelError(.configuration, "a state database in a file has no password")
        }
        guard server.password == nil else { throw SentinelError(.configuration, "the URL holds a password already") }
        let authority = url[start...].prefix { !"/?".contains($0) }
        guard !server.user.isEmpty, let at = authority.lastIndex(of: "@") else {
            throw SentinelError(.configuration, "the URL names no user whose password it is")
        }
        return url[..<at] + ":" + escaped(password.reveal()) + url[at...]
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }.joined()
    }

    /// The file; nil for a server.
    public var path: String? {
        if case .sqlite(let path, _) = self { path } else { nil }
    }

    /// Whether it may be looked at only.
    public var isReadOnly: Bool {
        if case .sqlite(_, let isReadOnly) = self { isReadOnly } else { false }
    }

    /// The server; nil for a file.
    public var server: StateServer? {
        switch self {
        case .sqlite: nil
        case .postgreSQL(let server), .mySQL(let server): server
        }
    }
}
