import SentinelModels
import Testing

@testable import SentinelStore

@Suite("URLs of state databases on servers")
struct StateServerTests {
    @Test(
        "are taken apart",
        arguments: [
            ("postgresql://u:p@h:1234/d", "h", 1234, "u", "p", "d"),
            ("postgres://u@h/d", "h", 5432, "u", nil, "d"), ("postgresql+psycopg2:///d", "", 5432, "", nil, "d"),
            ("postgresql://u:a%40b%3A%2F@[::1]:6/d%20e", "::1", 6, "u", "a@b:/", "d e"),
            ("mysql+pymysql://u:p@ss@h/d?charset=utf8mb4", "h", 3306, "u", "p@ss", "d"),
            ("MariaDB://u@127.0.0.1/d", "127.0.0.1", 3306, "u", nil, "d"),
        ] as [(String, String, Int, String, String?, String)])
    func parts(_ text: String, _ host: String, _ port: Int, _ user: String, _ password: String?, _ database: String)
        throws
    {
        let url = try StateDatabaseURL(text)
        let server = try #require(url.server)
        #expect((server.host, server.port, server.user, server.database) == (host, port, user, database))
        #expect(server.password?.reveal() == password)
        #expect(url.path == nil && !url.isReadOnly)
        #expect(!"\(url)".contains(password.map { ":\($0)" } ?? "\u{1}"), "no description shows the password")
    }

    @Test(
        "that cannot be read are errors without the password",
        arguments: [
            "postgresql://u:hunter2@h", "postgresql://u:hunter2@h/", "mysql://u:hunter2@h:0/d",
            "mysql://u:hunter2@h:x/d",
            "mysql://u:hunter2@a,b/d", "postgresql://u:hunter2%zz@h/d", "postgresql://u:hunter2@[::1/d",
            "postgresql://u:hunter2@[::1]x/d", "mysql://u:hunter2@h/d/e", "mysql://u:hunter2%ff@h/d",
        ])
    func unreadable(_ text: String) throws {
        let error = #expect(throws: SentinelError.self) { try StateDatabaseURL(text) }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains("hunter2") == false)
    }

    @Test(
        "are on this machine or not",
        arguments: [
            ("localhost/d", true), ("127.0.0.9/d", true), ("[::1]/d", true), ("/d", true), ("db.example.com/d", false),
            ("10.0.0.1/d", false), ("h/d?unix_socket=/run/s", true), ("h/d?host=/run/s", true),
        ])
    func locality(_ rest: String, _ isLocal: Bool) throws {
        #expect(try StateDatabaseURL("mysql://" + rest).server?.isLocal == isLocal)
    }

    @Test("take a password that stood elsewhere, whatever signs it has")
    func addedPassword() throws {
        let password = Secret("p@ss:/?#%é \u{7f}")
        for url in ["postgresql://u@h:1/d?sslmode=disable", "mysql://u@h/d"] {
            let text = try StateDatabaseURL.adding(password, to: url)
            #expect(try StateDatabaseURL(text).server?.password == password)
            #expect(try StateDatabaseURL(text).server?.user == "u")
        }
        for url in ["sqlite:///a.db", "mysql://u:x@h/d", "mysql://h/d"] {
            let error = #expect(throws: SentinelError.self) { try StateDatabaseURL.adding(password, to: url) }
            #expect(error?.code == .configuration)
        }
    }

    @Test(
        "versions are compared",
        arguments: [
            ("10.11.6-MariaDB-1", ServerVersion(10, 11)), ("5.5.5-10.6.3-MariaDB", ServerVersion(10, 6)),
            ("8.0.36", ServerVersion(8, 0)), ("x", ServerVersion(0)), ("11", ServerVersion(11)),
        ])
    func versions(_ text: String, _ version: ServerVersion) {
        #expect(ServerVersion(text) == version)
    }

    @Test("a version that is too old is named")
    func tooOld() throws {
        let error = #expect(throws: SentinelError.self) {
            try ServerVersion("10.5.9").require(ServerVersion(10, 6), of: "MariaDB")
        }
        #expect(error?.message == "the state database is MariaDB 10.5; MariaDB 10.6 or newer is needed")
        try ServerVersion("10.6").require(ServerVersion(10, 6), of: "MariaDB")
    }

    @Test("question marks become numbers, but not in texts and names")
    func placeholders() {
        let numbered = PostgreSQLPlaceholders.translate(#"SELECT '?''?', "a?", ? FROM t WHERE a = ? AND b = '?'"#)
        #expect(numbered == #"SELECT '?''?', "a?", $1 FROM t WHERE a = $2 AND b = '?'"#)
        for _ in 0..<2 { #expect(PostgreSQLPlaceholders.numbered("a = ?") == "a = $1") }
    }

    @Test(
        "statements are known by their effect",
        arguments: [
            ("CREATE TABLE a (b BIGINT)", .table("a")), ("CREATE UNIQUE INDEX i ON t (a)", .index("i", on: "t")),
            ("CREATE SQL SECURITY INVOKER VIEW v AS SELECT 1", .view("v")),
            ("ALTER TABLE a RENAME TO b", .rename(from: "a", to: "b")),
            ("ALTER TABLE t ADD COLUMN c BIGINT, ADD UNIQUE INDEX i (a, c)", .index("c", on: "t")),
            ("SELECT 1", .other),
        ] as [(String, StatementEffect)])
    func effects(_ statement: String, _ effect: StatementEffect) {
        #expect(StatementEffect(statement) == effect)
    }
}
