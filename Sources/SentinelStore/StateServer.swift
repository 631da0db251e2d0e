public import SentinelModels

/// A database on a server, as a URL names it: `scheme://user:password@host:port/database?name=value`.
///
/// User, password, host, database and values may have `%`-escapes; an IPv6 address stands in brackets.
public struct StateServer: Sendable, Hashable {
    /// The server's name or address; empty for the client library's default.
    public var host: String
    /// The TCP port.
    public var port: Int
    /// The account; empty for the client library's default.
    public var user: String
    /// The account's password, if the URL has one.
    public var password: Secret?
    /// The database.
    public var database: String
    /// What follows the question mark, by name.
    public var parameters: [String: String]
    /// The whole URL, as it was given.
    let text: Secret

    init(_ text: String, defaultPort: Int) throws(SentinelError) {
        self.text = Secret(text)
        guard let start = text.firstRange(of: "://")?.upperBound else { throw Self.malformed("it has no '://'") }
        let parts = text[start...].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let places = parts[0].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let authority = places[0]
        // The password may hold an @ that somebody forgot to escape; a host never does.
        let at = authority.lastIndex(of: "@")
        let account = at.map { authority[..<$0] } ?? ""
        let login = account.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        user = try Self.decoded(login.first ?? "", "the user")
        password = login.count > 1 ? Secret(try Self.decoded(login[1], "the password")) : nil
        (host, port) = try Self.address(at.map { authority[authority.index(after: $0)...] } ?? authority, defaultPort)
        database = try Self.decoded(places.count > 1 ? places[1] : "", "the database")
        parameters = try Self.parameters(parts.count > 1 ? parts[1] : "")
        guard !database.isEmpty else { throw Self.malformed("it names no database") }
        guard !database.contains("/") else { throw Self.malformed("the database's name holds a '/'") }
    }

    /// Whether the server is on this machine, so that nobody listens on the way.
    public var isLocal: Bool {
        let host = (parameters["host"] ?? self.host).lowercased()
        return host.isEmpty || host.hasPrefix("/") || host == "localhost" || host == "::1" || host.hasPrefix("127.")
            || parameters["unix_socket"] != nil
    }

    private static func address(
        _ text: Substring, _ defaultPort: Int
    ) throws(SentinelError) -> (host: String, port: Int) {
        guard !text.contains(",") else { throw malformed("it names several hosts") }
        var host = text
        var port: Substring = ""
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { throw malformed("the address has no closing bracket") }
            host = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.first == ":" else { throw malformed("the address is followed by no port") }
            port = rest.dropFirst()
        } else if let colon = text.lastIndex(of: ":") {
            (host, port) = (text[..<colon], text[text.index(after: colon)...])
        }
        guard !port.isEmpty else { return (try decoded(host, "the host"), defaultPort) }
        guard let number = Int(port), (1...65_535).contains(number) else {
            throw malformed("the port is no number between 1 and 65535")
        }
        return (try decoded(host, "the host"), number)
    }

    private static func parameters(_ text: Substring) throws(SentinelError) -> [String: String] {
        var parameters: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let name = try decoded(pair.prefix { $0 != "=" }, "a parameter's name")
            parameters[name] = try decoded(pair.dropFirst(pair.prefix { $0 != "=" }.count + 1), "'\(name)'")
        }
        return parameters
    }

    private static func decoded(_ text: Substring, _ what: String) throws(SentinelError) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                throw malformed("\(what) holds a '%' that two hexadecimal digits do not follow; write it as %25")
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw malformed("\(what) is no valid text once %-escapes are decoded")
        }
        return decoded
    }

    static func malformed(_ reason: String) -> SentinelError {
        SentinelError(.configuration, "the state database's URL cannot be read: \(reason)")
    }
}
