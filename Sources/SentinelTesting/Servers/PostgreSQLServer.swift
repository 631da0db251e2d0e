#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif
import Foundation
public import SentinelModels
import Synchronization

/// A private PostgreSQL cluster on a random port of 127.0.0.1, with TLS and SCRAM, for tests.
///
/// The superuser is `sentinel`; the role `reader` may only read, in every database made by ``makeDatabase()``. It takes
/// some seconds to make one; use ``shared`` unless the test stops the server or changes its settings.
public final class PostgreSQLServer: Sendable {
    /// A role with its password.
    public struct Role: Sendable, Hashable {
        /// The role's name.
        public var name: String
        /// Its password.
        public var password: String

        /// Makes a role.
        public init(name: String, password: String) {
            self.name = name
            self.password = password
        }

        /// The superuser.
        public static let superuser = Role(name: "sentinel", password: "s3cret-Super")
        /// May read all tables, and nothing else.
        public static let reader = Role(name: "reader", password: "s3cret-Reader")
    }

    /// How the server is told to end.
    public enum Stop: Sendable {
        /// Ends transactions and connections in order.
        case fast
        /// As if the power failed.
        case immediate
    }

    /// The folder of PostgreSQL's programs; nil where it is not installed.
    public static let programs: String? = {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        return versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { "/usr/lib/postgresql/\($0)/bin" }
            .first { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }
    }()

    /// Whether tests can start one here.
    public static var isInstalled: Bool { programs != nil }

    /// The server that all tests of this process may use. They must leave its settings alone.
    public static let shared = Result { () throws(SentinelError) in try PostgreSQLServer() }

    /// The port, the same over restarts.
    public let port: Int
    private let folder: ServerFolder
    private let settings: [String: String]
    private let process = Mutex<ServerProcess?>(nil)
    private let databases = Atomic(0)
    private static let user = "postgres"

    /// Makes a cluster and starts it.
    public init(settings: [String: String] = [:]) throws(SentinelError) {
        guard Self.isInstalled else { throw SentinelError(.internalFault, "PostgreSQL is not installed") }
        self.settings = settings
        port = try FreePort.find()
        folder = try ServerFolder(user: Self.user)
        try folder.makeCertificate()
        try folder.write(Role.superuser.password, to: "password")
        _ = try Self.run(
            "initdb",
            [
                "-D", folder.file("data"), "-U", Role.superuser.name, "--pwfile", folder.file("password"), "-A",
                "scram-sha-256", "-E", "UTF8", "--no-locale", "--no-sync",
            ], user: Self.user)
        try start()
        // What is in template1 is in every database made later.
        try psql(
            """
            CREATE ROLE reader LOGIN PASSWORD '\(Role.reader.password)';
            ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO reader;
            """, database: "template1")
    }

    deinit {
        process.withLock { $0?.stop(SIGQUIT) }
    }

    /// The certificate, which is its own authority: for `sslrootcert=`.
    public var certificate: String { folder.file("server.crt") }

    /// The data folder.
    public var data: String { folder.file("data") }

    /// The folder of the Unix socket.
    public var socketFolder: String { folder.path }

    /// Starts the server, on the same port as before, and waits until it answers.
    public func start() throws(SentinelError) {
        var options = [
            "port": "\(port)", "listen_addresses": "127.0.0.1", "unix_socket_directories": folder.path, "ssl": "on",
            "ssl_cert_file": folder.file("server.crt"), "ssl_key_file": folder.file("server.key"), "fsync": "off",
            "max_connections": "200", "log_min_messages": "fatal",
        ]
        options.merge(settings) { $1 }
        let arguments =
            ["-D", folder.file("data")] + options.sorted { $0.key < $1.key }.flatMap { ["-c", "\($0)=\($1)"] }
        let server = try ServerProcess(
            ServerProcess.Launch(
                (Self.programs ?? "") + "/postgres", arguments, folder: folder.path, user: Self.user, endSignal: "QUIT")
        )
        process.withLock { $0 = server }
        try server.waitUntil { (try? Self.run("pg_isready", ["-q", "-h", "127.0.0.1", "-p", "\(port)"])) != nil }
    }

    /// Ends the server and returns when it is gone.
    public func stop(_ how: Stop = .fast) {
        let server = process.withLock { process in
            defer { process = nil }
            return process
        }
        server?.stop(how == .fast ? SIGINT : SIGQUIT)
    }

    /// Ends the server and starts it again on the same port.
    public func restart(_ how: Stop = .immediate) throws(SentinelError) {
        stop(how)
        try start()
    }

    /// The URL of a database; `query` is appended after a question mark.
    public func url(
        _ role: Role = .reader, database: String = "postgres", host: String = "127.0.0.1", port: Int? = nil,
        query: String = ""
    ) -> String {
        "postgresql://\(role.name):\(role.password)@\(host):\(port ?? self.port)/\(database)"
            + (query.isEmpty ? "" : "?" + query)
    }

    /// Makes an empty database with a name of its own; `reader` may read the tables that the superuser makes there.
    public func makeDatabase() throws(SentinelError) -> String {
        let name = "test_\(databases.add(1, ordering: .relaxed).newValue)"
        try psql("CREATE DATABASE \(name)")
        return name
    }

    /// Runs SQL with the client `psql`, one statement after the other; returns what it prints, unaligned.
    @discardableResult
    public func psql(
        _ sql: String, database: String = "postgres", as role: Role = .superuser
    ) throws(SentinelError) -> String {
        try Self.run(
            "psql", ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", url(role, database: database)], input: sql)
    }

    private static func run(
        _ program: String, _ arguments: [String], input: String? = nil, user: String? = nil
    ) throws(SentinelError) -> String {
        try ProgramRun.output((programs ?? "") + "/" + program, arguments, input: input, user: user)
    }
}
