#if PostgreSQL
    import Foundation
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    /// libpq reads files that variables name: each test has a process of its own, whose variables nobody else sees.
    @Suite(
        "PostgreSQL's service and password files", .serialized, .timeLimit(.minutes(2)),
        .enabled(if: PostgreSQLServer.isInstalled, "PostgreSQL's server is not installed"))
    struct PostgreSQLServiceTests {
        private let folder: TemporaryFolder
        private let server: PostgreSQLServer

        init() throws {
            folder = try TemporaryFolder()
            server = try PostgreSQLServer.shared.get()
        }

        private func write(_ text: String, to name: String) throws -> String {
            let path = folder.file(name)
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            chmod(path, 0o600)
            return path
        }

        /// What a connection of this process says: the database it is in and how it is encrypted, or its error.
        private static func answer(to url: String, _ encryption: PostgreSQLTarget.Encryption = .verified) -> String {
            do throws(PostgreSQLError) {
                var target = try PostgreSQLTarget(url: url)
                target.setEncryption(encryption)
                let deadline = ContinuousClock.now.advanced(by: .seconds(30))
                let connection = try PostgreSQLConnection(target, deadline: deadline)
                let rows = try connection.query("SELECT current_database()::text", deadline: deadline).rows
                return "\(rows[0][0].displayText) \(connection.parameter("sslmode") ?? "")"
            } catch {
                return "\(error.kind)"
            }
        }

        @Test("the password comes from PGPASSFILE")
        func passwordFile() async throws {
            let passwords = try write("127.0.0.1:\(server.port):*:reader:s3cret-Reader\n", to: "pgpass")
            let url = "postgresql://reader@127.0.0.1:\(server.port)/postgres"
            #expect(Self.answer(to: url) == "authentication")
            await #expect(processExitsWith: .success) { [passwords = passwords as String, url = url as String] in
                setenv("PGPASSFILE", passwords, 1)
                #expect(Self.answer(to: url) == "postgres prefer")
            }
        }

        @Test("a service file says where to connect; a server of this machine need not be verified")
        func service() async throws {
            let services = try write(
                """
                [here]
                host=127.0.0.1
                port=\(server.port)
                dbname=postgres
                user=reader
                password=s3cret-Reader
                """, to: "services")
            await #expect(processExitsWith: .success) { [services = services as String] in
                setenv("PGSERVICEFILE", services, 1)
                #expect(Self.answer(to: "postgresql:///?service=here") == "postgres prefer")
                #expect(Self.answer(to: "postgresql:///?service=nowhere") == "connection")
                setenv("PGSERVICE", "here", 1)
                #expect(Self.answer(to: "postgresql:///template1") == "template1 prefer")
            }
        }

        @Test("a server elsewhere is verified unless the service file says otherwise, with the file's authorities")
        func verification() async throws {
            // The name makes it a server elsewhere; the address leads to ours.
            let common = """
                host=elsewhere.example
                hostaddr=0.0.0.0
                port=\(server.port)
                dbname=postgres
                user=reader
                password=s3cret-Reader
                """
            let services = try write(
                """
                [plain]
                \(common)
                [chosen]
                \(common)
                sslmode=require
                [trusted]
                \(common)
                sslmode=verify-ca
                sslrootcert=\(server.certificate)
                [named]
                \(common)
                sslrootcert=\(server.certificate)
                """, to: "services")
            await #expect(processExitsWith: .success) { [services = services as String] in
                setenv("PGSERVICEFILE", services, 1)
                #expect(Self.answer(to: "postgresql:///?service=plain") == "tls")
                #expect(Self.answer(to: "postgresql:///?service=plain", .libraryDefault) == "postgres prefer")
                #expect(Self.answer(to: "postgresql:///?service=plain&sslmode=require") == "postgres require")
                #expect(Self.answer(to: "postgresql:///?service=chosen") == "postgres require")
                #expect(Self.answer(to: "postgresql:///?service=trusted") == "postgres verify-ca")
                // The certificate is trusted, but not for that name.
                #expect(Self.answer(to: "postgresql:///?service=named") == "tls")
            }
        }
    }
#endif
