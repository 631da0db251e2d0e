public import SentinelModels
import SentinelSQL

/// The state database as `--state-db`, `STATE_DB_URL` and `state.url` name it.
public struct StateDatabaseURL: Sendable, Hashable {
    /// The file.
    public var path: String
    /// Whether `mode=ro` was asked for: such a database can be looked at, not run with.
    public var isReadOnly: Bool

    /// Reads a URL such as `sqlite:///sqlsentinel.db`; the file is not looked at.
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
            path = url.path
            isReadOnly = url.isReadOnly
        case "postgresql", "postgres", "mysql", "mariadb":
            throw SentinelError(
                .unsupported, "a state database on \(scheme) is not supported yet; use sqlite:///sqlsentinel.db")
        default:
            let isWord = scheme.allSatisfy { $0.isLetter || $0.isNumber }
            throw SentinelError(
                .unsupported,
                "\(isWord ? "'\(scheme)'" : "that") is no state database; use a URL such as sqlite:///sqlsentinel.db")
        }
    }
}
