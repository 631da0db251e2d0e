public import SentinelModels
import SentinelSQL

/// The state database as `--state-db`, `STATE_DB_URL` and `state.url` name it.
public struct StateDatabaseURL: Sendable, Hashable {
    /// The file.
    public var path: String

    /// Reads a URL such as `sqlite:///sqlsentinel.db`; the file is not looked at.
    /// - Throws: `SentinelError.Code.configuration` for a path, a database in memory or an unreadable URL,
    ///   `SentinelError.Code.unsupported` for other databases. No message repeats a password.
    public init(_ text: String) throws(SentinelError) {
        guard let colon = text.firstRange(of: "://")?.lowerBound else {
            throw SentinelError(
                .configuration, "the state database must be a URL such as sqlite:///sqlsentinel.db, not '\(text)'")
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
        case "postgresql", "postgres", "mysql", "mariadb":
            throw SentinelError(
                .unsupported, "a state database on \(scheme) is not supported yet; use sqlite:///sqlsentinel.db")
        default:
            throw SentinelError(
                .unsupported, "'\(scheme)' is no state database; use a URL such as sqlite:///sqlsentinel.db")
        }
    }
}
