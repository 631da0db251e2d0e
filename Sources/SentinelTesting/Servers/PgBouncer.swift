#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif
import Foundation
public import SentinelModels

/// A PgBouncer in transaction mode before a ``PostgreSQLServer``, for tests.
public final class PgBouncer: Sendable {
    /// Whether tests can start one here.
    public static var isInstalled: Bool { ScriptServer.isInstalled("pgbouncer") || hasDebianProgram }

    /// The port it listens on.
    public let port: Int
    private let folder: ServerFolder
    private let process: ServerProcess
    private static let hasDebianProgram = FileManager.default.isExecutableFile(atPath: "/usr/sbin/pgbouncer")

    /// Starts one that has at most `size` connections to the server for each database and role.
    public init(before server: PostgreSQLServer, size: Int = 8) throws(SentinelError) {
        port = try FreePort.find()
        folder = try ServerFolder(user: "postgres")
        let roles = [PostgreSQLServer.Role.superuser, .reader]
        try folder.write(roles.map { "\"\($0.name)\" \"\($0.password)\"\n" }.joined(), to: "users")
        try folder.write(
            """
            [databases]
            * = host=127.0.0.1 port=\(server.port)
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = \(port)
            unix_socket_dir =
            auth_type = scram-sha-256
            auth_file = \(folder.file("users"))
            pool_mode = transaction
            default_pool_size = \(size)
            max_client_conn = 200
            server_login_retry = 1
            logfile = \(folder.file("bouncer.log"))
            """, to: "pgbouncer.ini")
        let program = Self.hasDebianProgram ? "/usr/sbin/pgbouncer" : "pgbouncer"
        process = try ServerProcess(
            ServerProcess.Launch(
                program, ["-q", folder.file("pgbouncer.ini")], folder: folder.path, user: "postgres"))
        try process.waitUntil { FreePort.isServed(port) }
    }

    deinit {
        process.stop(SIGKILL)
    }
}
