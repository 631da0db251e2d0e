import SentinelModels
import SentinelSQL
import SentinelTesting
import Testing

@Suite("URLs of MariaDB and MySQL databases")
struct MySQLURLTests {
    @Test func allParts() throws {
        let url = try MySQLURL("mysql://ada:p%40ss%2Fword@db.example:3307/shop%20one")
        #expect(url.host == "db.example")
        #expect(url.port == 3307)
        #expect(url.user == "ada")
        #expect(url.password?.reveal() == "p@ss/word")
        #expect(url.database == "shop one")
        #expect(url.tls == nil)
        #expect(!url.isLoopback)
        let options = url.options(tls: .verified)
        #expect(options.host == "db.example")
        #expect(options.tls == .verified)
        #expect(options.database == "shop one")
    }

    @Test(arguments: [
        "mysql", "mariadb", "mysql+pymysql", "mysql+mysqldb", "mysql+mysqlconnector", "mysql+aiomysql", "mysql+asyncmy",
        "mysql+cymysql", "mysql+mariadbconnector", "mariadb+pymysql", "mariadb+mysqldb", "mariadb+mariadbconnector",
        "MySQL", "MARIADB+PyMySQL", "mysql+gaerdbms",
    ])
    func schemes(scheme: String) throws {
        #expect(try MySQLURL("\(scheme)://u@h/d").database == "d")
    }

    @Test(
        arguments: [
            ("mysql://h", "h", 3306, "", nil), ("mysql://h/", "h", 3306, "", nil), ("mysql:///d", "", 3306, "", "d"),
            ("mysql://u@h:1/d", "h", 1, "u", "d"), ("mysql://[::1]:3307/d", "::1", 3307, "", "d"),
            ("mysql://u:@[fe80::1]/d", "fe80::1", 3306, "u", "d"), ("mysql://u:p@x@h/d", "h", 3306, "u", "d"),
            ("mysql://h:/d", "h", 3306, "", "d"), ("mysql://%75@h/%64", "h", 3306, "u", "d"),
        ] as [(String, String, Int, String, String?)])
    func shortForms(text: String, host: String, port: Int, user: String, database: String?) throws {
        let url = try MySQLURL(text)
        #expect(url.host == host)
        #expect(url.port == port)
        #expect(url.user == user)
        #expect(url.database == database)
    }

    @Test(arguments: [
        ("mysql://localhost/d", true), ("mysql://127.0.0.1/d", true), ("mysql://127.9.9.9/d", true),
        ("mysql://[::1]/d", true),
        ("mysql:///d", true), ("mysql://h/d?unix_socket=/s", true), ("mysql://h/d", false),
        ("mysql://10.0.0.1/d", false),
    ])
    func loopback(text: String, isLoopback: Bool) throws {
        #expect(try MySQLURL(text).isLoopback == isLoopback)
    }

    @Test(
        arguments: [
            ("ssl_mode=DISABLED", .off), ("ssl-mode=preferred", .preferred), ("sslmode=require", .required),
            ("ssl_mode=VERIFY_CA", .verified), ("ssl_mode=VERIFY-IDENTITY", .verified), ("ssl_disabled=true", .off),
            ("ssl_disabled=false", nil), ("ssl_verify_cert=true", .verified), ("ssl_verify_identity=1", .verified),
            ("ssl_verify_cert=false", nil), ("ssl=true", .required), ("ssl=on&ssl_verify_cert=yes", .verified),
            ("charset=utf8mb4", nil),
        ] as [(String, MySQLOptions.TLS?)])
    func security(query: String, tls: MySQLOptions.TLS?) throws {
        let url = try MySQLURL("mysql://h/d?" + query)
        #expect(url.tls == tls)
        #expect(url.options(tls: .verified).tls == tls ?? .verified)
    }

    @Test func otherParameters() throws {
        let url = try MySQLURL(
            """
            mysql://u@h/d?unix_socket=/run/my%2Fsql.sock&ssl_ca=/ca.pem&ssl_cert=/c.pem&ssl_key=/k.pem&connect_timeout=7\
            &charset=UTF8&autocommit=true&local_infile=0&read_timeout=5&host=other
            """)
        #expect(url.socket == "/run/my/sql.sock")
        #expect(url.host == "other")
        let options = url.options(tls: .preferred)
        #expect(options.socket == "/run/my/sql.sock")
        #expect(options.certificateAuthorities == "/ca.pem")
        #expect(options.clientCertificate == "/c.pem")
        #expect(options.clientKey == "/k.pem")
        #expect(options.connectTimeout == .seconds(7))
    }

    @Test(arguments: [
        "", "mysql", "mysql:/h", "sqlite:///x", "mysqlx://h", "mysqlx+evil://h", "mysql://h:0/d", "mysql://h:65536/d",
        "mysql://h:x/d", "mysql://h:+1/d", "mysql://[::1]x/d", "mysql://h/d?charset=latin1",
        "mysql://h/d?local_infile=1",
        "mysql://h/d?init_command=DROP", "mysql://h/d?sql_mode=ANSI", "mysql://h/d?read_default_file=/x",
        "mysql://h/d?what=1",
        "mysql://h/d?ssl_mode=maybe", "mysql://h/d?ssl=perhaps", "mysql://h/d?connect_timeout=x", "mysql://h/d%00",
        "mysql://h/d?ssl_disabled=2", "mysql://u%ff@h/d", "mysql://h/d?connect_timeout=0",
    ])
    func faults(text: String) {
        do {
            _ = try MySQLURL(text)
            Issue.record("it was read")
        } catch {
            #expect(error.code == .configuration)
        }
    }

    @Test func errorsTellNoSecret() {
        for text in [
            "mysql://u:s3cret@h:x/d", "mysql://u:s3cret@h/d?password=s3cret", "mysql://u:s3cret%ff@h",
            "post://u:s3cret@h",
            "mysql://u:s3cret@h/d?ssl_mode=s3cret",
        ] {
            do {
                _ = try MySQLURL(text)
                Issue.record("it was read")
            } catch {
                #expect(!error.description.contains("s3cret"), "\(error)")
            }
        }
    }

    @Test func whateverIsEscapedComesBack() throws {
        var random = SeededGenerator(seed: 21)
        for _ in 0..<2000 {
            func text() -> String {
                String(
                    (0..<Int.random(in: 1...12, using: &random)).compactMap { _ in
                        Unicode.Scalar(UInt32.random(in: 1...0x2FFF, using: &random)).map { Character($0) }
                    })
            }
            let (user, password, database) = (text(), text(), text())
            let escape = { (text: String) in
                text.utf8.map { "%" + String($0 >> 4, radix: 16) + String($0 & 15, radix: 16).uppercased() }.joined()
            }
            let url = try MySQLURL("mariadb://\(escape(user)):\(escape(password))@h/\(escape(database))")
            #expect(Array(url.user.utf8) == Array(user.utf8))
            #expect(Array((url.password?.reveal() ?? "").utf8) == Array(password.utf8))
            #expect(Array((url.database ?? "").utf8) == Array(database.utf8))
        }
    }

    @Test func randomTextsAreReadOrRefused() {
        var random = SeededGenerator(seed: 22)
        let pieces = [
            "mysql", "://", ":", "@", "/", "?", "&", "=", "%", "%4", "%41", "[", "]", "h", "1", "ssl", "é", "+pymysql",
        ]
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...10, using: &random)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }.joined()
            do {
                let url = try MySQLURL("mysql://" + text)
                #expect((1...65_535).contains(url.port))
            } catch {
                #expect(error.code == .configuration)
            }
        }
    }
}
