import Foundation
import SentinelModels
import SentinelTesting
import Testing

@Suite(
    "A PostgreSQL server of the test's own", .serialized, .timeLimit(.minutes(3)),
    .enabled(if: PostgreSQLServer.isInstalled, "PostgreSQL's server is not installed"))
struct PostgreSQLServerTests {
    @Test("the reader reads what the superuser makes, and nothing more")
    func roles() throws {
        let server = try PostgreSQLServer.shared.get()
        let database = try server.makeDatabase()
        try server.psql("CREATE TABLE t AS SELECT 42 AS v", database: database)
        #expect(try server.psql("SELECT v FROM t", database: database, as: .reader) == "42\n")
        let error = #expect(throws: SentinelError.self) {
            try server.psql("INSERT INTO t VALUES (1)", database: database, as: .reader)
        }
        #expect(error?.message.contains("permission denied") == true)
        #expect(try server.makeDatabase() != database)
    }

    @Test("connections are encrypted with a certificate that can be verified, and passwords are checked")
    func encryption() throws {
        let server = try PostgreSQLServer.shared.get()
        let url = server.url(.reader, query: "sslmode=verify-full&sslrootcert=\(server.certificate)")
        let psql = (PostgreSQLServer.programs ?? "") + "/psql"
        let folder = FileManager.default.temporaryDirectory
        #expect(ScriptServer.run("env", [psql, url, "-c", "SELECT 1"], in: folder))
        let wrong = PostgreSQLServer.Role(name: "reader", password: "wrong")
        #expect(!ScriptServer.run("env", [psql, server.url(wrong), "-c", "SELECT 1"], in: folder))
    }

    @Test("a stopped server is gone, and comes back on its port with its data", arguments: [false, true])
    func restart(isImmediate: Bool) throws {
        let server = try PostgreSQLServer(settings: ["work_mem": "5MB"])
        try server.psql("CREATE TABLE t AS SELECT 7 AS v; CHECKPOINT")
        server.stop(isImmediate ? .immediate : .fast)
        #expect(!FreePort.isServed(server.port))
        try server.start()
        #expect(try server.psql("SELECT v FROM t; SHOW work_mem") == "7\n5MB\n")
        try server.restart(isImmediate ? .immediate : .fast)
        #expect(try server.psql("SELECT v FROM t") == "7\n")
    }

    @Test(
        "PgBouncer passes on to it",
        .enabled(if: PgBouncer.isInstalled, "PgBouncer is not installed"))
    func bouncer() throws {
        let server = try PostgreSQLServer.shared.get()
        let bouncer = try PgBouncer(before: server)
        let psql = (PostgreSQLServer.programs ?? "") + "/psql"
        let url = server.url(.reader, port: bouncer.port)
        #expect(ScriptServer.run("env", [psql, url, "-c", "SELECT 1"], in: FileManager.default.temporaryDirectory))
    }
}
