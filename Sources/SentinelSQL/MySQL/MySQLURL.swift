public import SentinelModels

/// A MariaDB or MySQL database as a URL names it, in SQLAlchemy's forms.
///
/// `mysql://user:password@host:3306/database`; `mariadb://` and a driver as in `mysql+pymysql://` mean the same. Parts
/// are percent-encoded. Parameters are those of the Python drivers: `unix_socket`, `charset=utf8mb4`, `ssl_ca`,
/// `ssl_cert`, `ssl_key`, `ssl_mode` (`DISABLED` to `VERIFY_IDENTITY`), `ssl_verify_cert`, `ssl_verify_identity`,
/// `ssl_disabled`, `connect_timeout`; what changes nothing here is accepted, the rest is an error.
public struct MySQLURL: Sendable, Hashable {
    /// The schemes, without a driver's name and `://`.
    public static let schemes = ["mysql", "mariadb"]

    /// The host; empty for the local one.
    public var host = ""
    /// The TCP port.
    public var port = 3306
    /// The account's name; empty if the URL has none.
    public var user = ""
    /// The password, if it stands in the URL.
    public var password: Secret?
    /// The database.
    public var database: String?
    /// A Unix socket's path.
    public var socket: String?
    /// How the connection is to be secured, if the URL says it.
    public var tls: MySQLOptions.TLS?
    /// A file of trusted certificates.
    public var certificateAuthorities: String?
    /// A file with the client's certificate.
    public var clientCertificate: String?
    /// A file with the client's key.
    public var clientKey: String?
    /// How long connecting may take, if the URL says it.
    public var connectTimeout: Duration?

    /// Reads a URL.
    /// - Throws: `SentinelError.Code.configuration`; the message repeats no part of the URL but parameter names.
    public init(_ text: String) throws(SentinelError) {
        guard let separator = text.firstRange(of: "://"),
            Self.schemes.contains(text[..<separator.lowerBound].prefix { $0 != "+" }.lowercased())
        else { throw Self.malformed("it does not start with mysql:// or mariadb://") }
        let rest = text[separator.upperBound...]
        let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let address = parts[0]
        let slash = address.firstIndex(of: "/") ?? address.endIndex
        try readAuthority(address[..<slash])
        let name = try Self.decode(address[slash...].dropFirst(), "database")
        database = name.isEmpty ? nil : name
        for pair in (parts.count > 1 ? parts[1] : "").split(separator: "&") {
            let key = pair.prefix { $0 != "=" }
            try readParameter(
                try Self.decode(key, "parameters"), try Self.decode(pair.dropFirst(key.count + 1), "parameters"))
        }
    }

    /// Whether the server is on this machine: nobody between can listen.
    public var isLoopback: Bool { options(tls: .off).isLoopback }

    /// The options of a connection; `automatic` is used where the URL says nothing of TLS.
    public func options(tls automatic: MySQLOptions.TLS) -> MySQLOptions {
        var options = MySQLOptions(
            host: host.isEmpty ? "127.0.0.1" : host, port: port, user: user, password: password, database: database,
            tls: tls ?? automatic)
        options.socket = socket
        options.certificateAuthorities = certificateAuthorities
        options.clientCertificate = clientCertificate
        options.clientKey = clientKey
        if let connectTimeout { options.connectTimeout = connectTimeout }
        return options
    }

    private mutating func readAuthority(_ text: Substring) throws(SentinelError) {
        var place = text
        // A password with an unescaped @ is taken as SQLAlchemy takes it: the last one separates.
        if let at = text.lastIndex(of: "@") {
            let login = text[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            user = try Self.decode(login[0], "user")
            if login.count > 1 { password = Secret(try Self.decode(login[1], "password")) }
            place = text[text.index(after: at)...]
        }
        var number: Substring?
        if place.hasPrefix("["), let end = place.firstIndex(of: "]") {
            host = String(place[place.index(after: place.startIndex)..<end])
            let rest = place[place.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { throw Self.malformed("the port is no number") }
            number = rest.isEmpty ? nil : rest.dropFirst()
        } else {
            let parts = place.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            host = try Self.decode(parts.first ?? "", "host")
            number = parts.count > 1 ? parts[1] : nil
        }
        guard let number, !number.isEmpty else { return }
        guard number.utf8.allSatisfy({ (48...57).contains($0) }), let port = Int(number), (1...65_535).contains(port)
        else { throw Self.malformed("the port is no number from 1 to 65535") }
        self.port = port
    }

    private mutating func readParameter(_ name: String, _ value: String) throws(SentinelError) {
        switch name {
        case "unix_socket": socket = value
        case "host": host = value
        case "charset":
            guard ["utf8mb4", "utf8", "utf8mb3"].contains(value.lowercased()) else {
                throw Self.malformed("the charset must be utf8mb4")
            }
        case "ssl_ca", "ssl-ca", "sslca": certificateAuthorities = value
        case "ssl_cert", "ssl-cert": clientCertificate = value
        case "ssl_key", "ssl-key": clientKey = value
        case "ssl_mode", "ssl-mode", "sslmode": tls = try Self.mode(value)
        case "ssl_disabled": if try Self.flag(name, value) { tls = .off }
        case "ssl_verify_cert", "ssl_verify_identity", "ssl":
            // Each of them asks for TLS; that some are off asks for less than verification.
            if try Self.flag(name, value) { tls = name == "ssl" ? tls ?? .required : .verified }
        case "connect_timeout":
            guard let seconds = Int64(value), (1...3600).contains(seconds) else {
                throw Self.malformed("connect_timeout is no number of seconds")
            }
            connectTimeout = .seconds(seconds)
        case "autocommit", "binary_prefix", "compress", "local_infile", "read_timeout", "write_timeout", "use_unicode",
            "sql_mode", "init_command", "read_default_file", "read_default_group", "collation", "pool_size":
            try Self.accept(name, value)
        default: throw Self.malformed("the parameter '\(name.prefix(40))' is not supported")
        }
    }

    /// Parameters whose effect is ours to choose; those that would change what a query means are refused.
    private static func accept(_ name: String, _ value: String) throws(SentinelError) {
        if ["sql_mode", "init_command", "read_default_file", "read_default_group"].contains(name) {
            throw malformed("the parameter '\(name)' is not supported")
        }
        if name == "local_infile", try flag(name, value) { throw malformed("local_infile cannot be switched on") }
    }

    private static func mode(_ value: String) throws(SentinelError) -> MySQLOptions.TLS {
        switch value.uppercased().replacing("-", with: "_") {
        case "DISABLED", "DISABLE": .off
        case "PREFERRED", "PREFER", "ALLOW": .preferred
        case "REQUIRED", "REQUIRE": .required
        case "VERIFY_CA", "VERIFY_IDENTITY", "VERIFY_FULL": .verified
        default: throw malformed("ssl_mode is none of DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY")
        }
    }

    private static func flag(_ name: String, _ value: String) throws(SentinelError) -> Bool {
        switch value.lowercased() {
        case "true", "1", "yes", "on": true
        case "false", "0", "no", "off": false
        default: throw malformed("the parameter '\(name)' is neither true nor false")
        }
    }

    /// Decodes `%41`; a `%` without two hexadecimal digits stays.
    private static func decode(_ text: Substring, _ part: String) throws(SentinelError) -> String {
        guard let decoded = text.percentDecoded, !decoded.utf8.contains(0) else {
            throw malformed("its \(part) is no valid text once %-escapes are decoded")
        }
        return decoded
    }

    private static func malformed(_ reason: String) -> SentinelError {
        SentinelError(
            .configuration,
            "the MySQL URL cannot be read: \(reason); write mysql://user:password@host:3306/database")
    }
}
