#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif
import Foundation
import SentinelModels
import SentinelTesting
import Testing

@Suite(
    "A MariaDB server of a test", .serialized, .timeLimit(.minutes(5)),
    .enabled(if: MariaDBServer.isInstalled, "MariaDB's server is not installed here"))
struct MariaDBServerTests {
    @Test func accountsHaveTheirRights() throws {
        let server = try MariaDBServer.shared.get()
        let database = try server.makeDatabase()
        try server.sql("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2)", database: database)
        #expect(try server.sql("SELECT count(*) FROM t", database: database, as: .reader) == "2\n")
        #expect(throws: SentinelError.self) {
            try server.sql("INSERT INTO t VALUES (3)", database: database, as: .reader)
        }
        #expect(throws: SentinelError.self) { try server.sql("SELECT * FROM mysql.user", as: .reader) }
        #expect(try server.sql("SELECT count(*) FROM t", database: database) == "2\n")
        let wrong = MariaDBServer.Account(name: "reader", password: "wrong")
        #expect(throws: SentinelError.self) { try server.sql("SELECT 1", as: wrong) }
    }

    @Test func databasesHaveNamesOfTheirOwn() throws {
        let server = try MariaDBServer.shared.get()
        let names = try (0..<5).map { _ in try server.makeDatabase() }
        #expect(Set(names).count == 5)
        #expect(names.allSatisfy { $0.hasPrefix("test_") })
    }

    @Test func textIsUnicodeAndColumnsAreTabbed() throws {
        let server = try MariaDBServer.shared.get()
        #expect(try server.sql("SELECT 'naïve 🦉', 2, NULL; SELECT 3") == "naïve 🦉\t2\tNULL\n3\n")
    }

    @Test func whatFailsSaysWhy() throws {
        let server = try MariaDBServer.shared.get()
        do throws(SentinelError) {
            try server.sql("SELECT nonsense")
            Issue.record("it was run")
        } catch {
            #expect(error.message.contains("nonsense"))
            #expect(!error.message.contains(MariaDBServer.Account.administrator.password))
        }
    }

    @Test func theURLNamesAllParts() throws {
        let server = try MariaDBServer.shared.get()
        #expect(
            server.url(database: "d", query: "ssl_mode=REQUIRED")
                == "mysql://reader:s3cret-Reader@127.0.0.1:\(server.port)/d?ssl_mode=REQUIRED")
        #expect(server.url(.administrator, host: "h", port: 1) == "mysql://sentinel:s3cret-Admin@h:1/")
    }

    @Test func itKeepsItsPortAndDataOverEveryEnd() throws {
        let server = try MariaDBServer(settings: ["--max-connections=20"])
        let port = server.port
        #expect(FreePort.isServed(port))
        #expect(try server.sql("SELECT @@max_connections") == "20\n")
        let database = try server.makeDatabase()
        try server.sql("CREATE TABLE t (a int) ENGINE = InnoDB; INSERT INTO t VALUES (7)", database: database)
        for end in [server.stop, server.kill] {
            end()
            #expect(!FreePort.isServed(port))
            #expect(throws: SentinelError.self) { try server.sql("SELECT 1") }
            try server.start()
            #expect(server.port == port)
            #expect(try server.sql("SELECT a FROM t", database: database) == "7\n")
        }
        server.kill()
        server.kill()
    }

    @Test func aFrozenServerSaysNothingUntilItGoesOn() throws {
        let server = try MariaDBServer()
        server.freeze(true)
        // The system accepts for it, but no greeting comes.
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(server.port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        #expect(connected == 0)
        var byte: UInt8 = 0
        #expect(recv(descriptor, &byte, 1, Int32(MSG_DONTWAIT)) == -1)
        server.freeze(false)
        #expect(recv(descriptor, &byte, 1, 0) == 1)
        #expect(try server.sql("SELECT 1") == "1\n")
    }

    @Test func filesAreGoneWithTheServer() throws {
        var data = ""
        do {
            let server = try MariaDBServer()
            data = server.data
            #expect(FileManager.default.fileExists(atPath: data))
            #expect(FileManager.default.fileExists(atPath: server.certificate))
            #expect(FileManager.default.fileExists(atPath: server.socket))
        }
        #expect(!FileManager.default.fileExists(atPath: data))
    }
}
