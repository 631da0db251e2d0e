#if MySQL
    import Foundation
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("Logging in at MariaDB", .mariaDB, .timeLimit(.minutes(5)))
    struct MySQLLoginTests {
        private func failure(_ change: (inout MySQLOptions) -> Void) throws -> MySQLError? {
            let ground = try MySQLGround()
            do {
                _ = try ground.connect(.administrator, change)
                return nil
            } catch let error as MySQLError {
                #expect(!error.description.contains(MariaDBServer.Account.administrator.password))
                return error
            }
        }

        @Test func aWrongPasswordIsRefused() throws {
            let error = try failure { $0.password = Secret("s3cret-Wrong") }
            #expect(error?.code == .accessDenied)
            #expect(error?.message.contains("s3cret") == false)
            #expect(try failure { $0.password = nil }?.code == .accessDenied)
        }

        @Test func whatCannotBeReachedSaysSo() throws {
            let port = try FreePort.find()
            #expect(
                try failure { $0.port = port }.map { [.unreachable, .socketUnreachable].contains($0.code) } == true)
            #expect(
                try failure { $0.host = "no-such-host.invalid" }.map {
                    [.unknownHost, .unreachable, .socketUnreachable].contains($0.code)
                } == true)
            #expect(try failure { $0.database = "nowhere" }?.code == .unknownDatabase)
            #expect(try failure { $0.socket = "/nowhere/sock" }?.code == .socketUnreachable)
        }

        @Test func optionsThatCannotBeAreRefusedHere() throws {
            #expect(try failure { $0.user = "a\0b" }?.code == .badParameter)
            #expect(try failure { $0.port = 0 }?.code == .badParameter)
        }

        @Test func theCertificateIsVerified() throws {
            let ground = try MySQLGround()
            let secure = try ground.connect()
            #expect(try secure.rows("SHOW SESSION STATUS LIKE 'Ssl_version'")[0][1].displayText.hasPrefix("TLSv1."))
            #expect(try ground.connect { $0.host = "localhost" }.scalar("SELECT 1") == .integer(1))
            // The system trusts no authority that made this certificate.
            #expect(try failure { $0.certificateAuthorities = nil }?.code == .tls)
            // Another authority.
            let other = try TemporaryFolder()
            let stranger = other.file("ca.pem")
            #expect(
                ScriptServer.run(
                    "openssl",
                    [
                        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout",
                        other.file("key.pem"), "-out", stranger,
                    ], in: URL(fileURLWithPath: other.path)))
            #expect(try failure { $0.certificateAuthorities = stranger }?.code == .tls)
            #expect(try failure { $0.certificateAuthorities = "/nowhere.pem" }?.code == .tls)
            // The certificate names 127.0.0.1, not 127.0.0.2; the server listens on the former alone.
            let encrypted = try ground.connect {
                $0.tls = .required
                $0.certificateAuthorities = nil
            }
            #expect(try encrypted.rows("SHOW SESSION STATUS LIKE 'Ssl_version'")[0][1] != .text(""))
            let open = try ground.connect { $0.tls = .off }
            #expect(try open.rows("SHOW SESSION STATUS LIKE 'Ssl_version'")[0][1] == .text(""))
        }

        @Test func aServerWithoutTLSIsNotTalkedTo() throws {
            let server = try MariaDBServer(settings: ["--skip-ssl"])
            var options = MySQLOptions(port: server.port, user: "sentinel", password: Secret("s3cret-Admin"))
            for tls in [MySQLOptions.TLS.required, .verified] {
                options.tls = tls
                do {
                    _ = try MySQLConnection(options)
                    Issue.record("the connection is in clear: \(tls)")
                } catch {
                    #expect(error.code == .tls, "\(error)")
                }
            }
            options.tls = .off
            #expect(try MySQLConnection(options).scalar("SELECT 1") == .integer(1))
            server.stop()
            #expect(throws: MySQLError.self) { try MySQLConnection(options) }
            try server.start()
            #expect(try MySQLConnection(options).scalar("SELECT 1") == .integer(1))
            server.kill()
        }
    }
#endif
