#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif
import Foundation
public import SentinelModels
import Synchronization

/// A private MariaDB server on a random port of 127.0.0.1, with TLS, for tests.
///
/// The account `sentinel` may do everything; `reader` may only read, in every database made by ``makeDatabase()``. It
/// takes a second or two to make one; use ``shared`` unless the test stops the server or changes its settings.
public final class MariaDBServer: Sendable {
    /// An account with its password.
    public struct Account: Sendable, Hashable {
        /// The account's name.
        public var name: String
        /// Its password; there is none for an account that logs in without.
        public var password: String

        /// Names an account.
        public init(name: String, password: String) {
            self.name = name
            self.password = password
        }

        /// May do everything, files of the server included.
        public static let administrator = Account(name: "sentinel", password: "s3cret-Admin")
        /// May read all tables, and nothing else.
        public static let reader = Account(name: "reader", password: "s3cret-Reader")
    }

    /// The server's program; nil where it is not installed.
    public static let program: String? = ["/usr/sbin/mariadbd", "/usr/bin/mariadbd", "/usr/local/bin/mariadbd"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// Whether tests can start one here.
    public static var isInstalled: Bool { program != nil }

    /// The server that all tests of this process may use. They must leave its settings alone.
    public static let shared = Result { () throws(SentinelError) in try MariaDBServer() }

    /// The port, the same over restarts.
    public let port: Int
    private let folder: ServerFolder
    private let settings: [String]
    private let process = Mutex<ServerProcess?>(nil)
    private let databases = Atomic(0)
    private static let user = "mysql"

    /// Makes a data folder and starts the server. `settings` are options of `mariadbd`, such as `--max-connections=5`.
    public init(settings: [String] = []) throws(SentinelError) {
        guard Self.isInstalled else { throw SentinelError(.internalFault, "MariaDB is not installed") }
        self.settings = settings
        port = try FreePort.find()
        folder = try ServerFolder(user: Self.user)
        try folder.makeCertificate()
        _ = try ProgramRun.output(
            "mariadb-install-db",
            [
                "--no-defaults", "--datadir=\(data)", "--tmpdir=\(folder.path)",
                "--auth-root-authentication-method=normal", "--skip-test-db",
            ],
            user: Self.user)
        try folder.write(Self.accounts, to: "accounts.sql")
        try start(["--init-file=\(folder.file("accounts.sql"))"])
    }

    deinit {
        process.withLock { $0?.stop(SIGKILL) }
    }

    /// The certificate, which is its own authority.
    public var certificate: String { folder.file("server.crt") }

    /// The data folder.
    public var data: String { folder.file("data") }

    /// The Unix socket.
    public var socket: String { folder.file("sock") }

    /// Starts the server, on the same port as before, and waits until it answers.
    public func start() throws(SentinelError) {
        try start([])
    }

    private func start(_ additions: [String]) throws(SentinelError) {
        let arguments = [
            "--no-defaults", "--datadir=\(data)", "--socket=\(socket)", "--port=\(port)", "--bind-address=127.0.0.1",
            "--ssl-cert=\(certificate)", "--ssl-key=\(folder.file("server.key"))", "--skip-name-resolve",
            "--character-set-server=utf8mb4",
            "--tmpdir=\(folder.path)", "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=64M",
            "--max-connections=200",
        ]
        let server = try ServerProcess(
            ServerProcess.Launch(
                Self.program ?? "", arguments + settings + additions, folder: folder.path, user: Self.user))
        process.withLock { $0 = server }
        try server.waitUntil { (try? sql("SELECT 1")) != nil }
    }

    /// Ends the server as if the power failed, and returns when it is gone.
    public func kill() {
        end(SIGKILL)
    }

    /// Ends the server in order, and returns when it is gone.
    public func stop() {
        end(SIGTERM)
    }

    /// Stops the server's threads without closing its connections, or lets them go on.
    public func freeze(_ isFrozen: Bool) {
        process.withLock { $0?.signal(isFrozen ? SIGSTOP : SIGCONT) }
    }

    private func end(_ signal: Int32) {
        let server = process.withLock { process in
            defer { process = nil }
            return process
        }
        server?.stop(signal)
    }

    /// The URL of a database; `query` is appended after a question mark.
    public func url(
        _ account: Account = .reader, database: String = "", host: String = "127.0.0.1", port: Int? = nil,
        query: String = ""
    ) -> String {
        "mysql://\(account.name):\(account.password)@\(host):\(port ?? self.port)/\(database)"
            + (query.isEmpty ? "" : "?" + query)
    }

    /// Makes an empty database with a name of its own, which `reader` may read.
    public func makeDatabase() throws(SentinelError) -> String {
        let name = "test_\(databases.add(1, ordering: .relaxed).newValue)"
        try sql("CREATE DATABASE \(name)")
        return name
    }

    /// Runs SQL with the client `mariadb`, one statement after the other; returns what it prints, columns by tabs.
    @discardableResult
    public func sql(
        _ sql: String, database: String = "", as account: Account = .administrator
    ) throws(SentinelError) -> String {
        var arguments = [
            "--no-defaults", "--socket=\(socket)", "--user=\(account.name)", "--batch", "--skip-column-names",
            "--default-character-set=utf8mb4", "--binary-mode",
        ]
        if !database.isEmpty { arguments.append(database) }
        return try ProgramRun.output(
            "mariadb", arguments, environment: ["MYSQL_PWD": account.password], input: sql + ";\n")
    }

    /// The underscore is a wildcard in the name of a database, so it is escaped.
    private static let accounts = #"""
        CREATE USER sentinel@'%' IDENTIFIED BY 's3cret-Admin';
        GRANT ALL ON *.* TO sentinel@'%' WITH GRANT OPTION;
        CREATE USER reader@'%' IDENTIFIED BY 's3cret-Reader';
        GRANT SELECT ON `test\_%`.* TO reader@'%';

        """#
}
