public import SentinelModels

/// A SQLite database as a URL names it, in SQLAlchemy's forms.
///
/// `sqlite:///shop.db` and `sqlite:///data/shop.db` are relative to the working directory, `sqlite:////srv/shop.db` is
/// absolute, `sqlite://` and `sqlite:///:memory:` are an empty database in memory. A driver as in `sqlite+pysqlite:` is
/// ignored. `%20` and the like in the path are decoded. Of parameters, those that change nothing here are accepted:
/// `mode=ro`, `uri=…`, `timeout=…` and `check_same_thread=…`.
public struct SQLiteURL: Sendable, Hashable {
    /// The path to open, `:memory:` for a database in memory.
    public var path: String
    /// Whether `mode=ro` was asked for.
    public var isReadOnly: Bool

    /// Whether it is a database in memory.
    public var isInMemory: Bool { path == ":memory:" }

    /// Reads a URL.
    /// - Throws: `SentinelError.Code.configuration`; the message repeats no part of the URL but parameter names.
    public init(_ text: String) throws(SentinelError) {
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://"),
            Self.isScheme(text[..<colon])
        else { throw Self.malformed("it does not start with sqlite://") }
        let rest = text[text.index(colon, offsetBy: 3)...]
        let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let parameters = try Self.parameters(parts.count > 1 ? parts[1] : "")
        isReadOnly = parameters.isReadOnly
        path = try Self.path(parts[0])
        if parameters.isURI, path.hasPrefix("file:") { path = Self.withoutURIPrefix(path) }
        if path.isEmpty { path = ":memory:" }
    }

    private static func isScheme(_ scheme: Substring) -> Bool {
        let name = scheme.lowercased()
        return name == "sqlite" || name == "sqlite3" || (name.hasPrefix("sqlite+") && !name.hasSuffix("cipher"))
    }

    private static func path(_ text: Substring) throws(SentinelError) -> String {
        guard !text.isEmpty else { return "" }
        guard text.first == "/" else {
            throw malformed("two slashes are followed by a host, which SQLite does not have")
        }
        guard let decoded = decode(text.dropFirst()) else {
            throw malformed("the path is no valid text once %-escapes are decoded")
        }
        return decoded
    }

    private static func parameters(_ text: Substring) throws(SentinelError) -> (isReadOnly: Bool, isURI: Bool) {
        var result = (isReadOnly: false, isURI: false)
        for pair in text.split(separator: "&") {
            let name = pair.prefix { $0 != "=" }
            let value = pair.dropFirst(name.count + 1).lowercased()
            switch (name, value) {
            case ("mode", "ro"): result.isReadOnly = true
            case ("uri", _): result.isURI = ["true", "1", "yes"].contains(value)
            case ("timeout", _), ("check_same_thread", _): break
            default: throw malformed("the parameter '\(name)' with this value is not supported")
            }
        }
        return result
    }

    private static func withoutURIPrefix(_ path: String) -> String {
        let rest = path.dropFirst("file:".count)
        return String(rest.hasPrefix("//") ? rest.dropFirst(2) : rest)
    }

    /// Decodes `%41`; a `%` without two hexadecimal digits stays. Nil if the result is no UTF-8 or holds a zero byte.
    private static func decode(_ text: Substring) -> String? {
        text.percentDecoded.flatMap { $0.utf8.contains(0) ? nil : $0 }
    }

    private static func malformed(_ reason: String) -> SentinelError {
        SentinelError(
            .configuration,
            """
            the SQLite URL cannot be read: \(reason); write sqlite:///relative.db, sqlite:////absolute/path.db or \
            sqlite:///:memory:
            """)
    }
}
