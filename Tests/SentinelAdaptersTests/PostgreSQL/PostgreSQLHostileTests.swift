#if PostgreSQL
    import Foundation
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite(
        "PostgreSQL lets nothing through that changes anything", .serialized, .timeLimit(.minutes(5)),
        .enabled(if: PostgreSQLShop.isPossible, PostgreSQLShop.reason))
    struct PostgreSQLHostileTests {
        @Test(
            "hostile statements leave everything as it was, in time",
            arguments: [PostgreSQLServer.Role.reader, .superuser])
        func corpus(role: PostgreSQLServer.Role) async throws {
            #expect(PostgreSQLHostile.statements.count >= 150)
            let shop = try PostgreSQLShop()
            let source = try shop.source(role) { $0.allowsPrivilegedRole = role == .superuser }
            let limits = QueryLimits(timeout: .milliseconds(500))
            let before = try shop.digest()
            var late: [String] = []
            for sql in PostgreSQLHostile.statements {
                let start = ContinuousClock.now
                _ = await source.failure(sql, limits: limits)
                if start.duration(to: .now) > .milliseconds(2500) { late.append(String(sql.prefix(80))) }
            }
            #expect(late == [])
            // Each statement's trace would last, so one look at the end finds them all.
            #expect(try shop.digest() == before)
            #expect(!FileManager.default.fileExists(atPath: "/tmp/sentinel-hostile"))
            #expect(try await source.value("SELECT count(*) FROM staff") == .integer(4))
            #expect(try shop.sessions("state <> 'idle'") == 0)
            await source.close()
        }

        @Test(
            "what reads only by its looks is refused as such",
            arguments: [
                ("DELETE FROM staff", SentinelError.Code.query), ("SELECT 1; SELECT 2", .notReadOnly),
                ("WITH x AS (DELETE FROM staff RETURNING 1) SELECT * FROM x", .notReadOnly),
                ("SELECT lo_create(0)", .notReadOnly), ("SELECT U&\"lo\\005fcreate\"(0)", .notReadOnly),
                ("SELECT * FROM staff FOR UPDATE", .notReadOnly),
            ])
        func codes(sql: String, code: SentinelError.Code) async throws {
            let shop = try PostgreSQLShop()
            let source = try shop.source()
            #expect(await source.failure(sql)?.code == code)
            await source.close()
        }

        @Test(
            "after its time is over a query is gone from the server",
            arguments: ["SELECT pg_sleep(60)", "SELECT count(*) FROM generate_series(1, 100000000000)"])
        func gone(sql: String) async throws {
            let shop = try PostgreSQLShop()
            let source = try shop.source()
            #expect(await source.failure(sql, limits: QueryLimits(timeout: .milliseconds(300)))?.code == .timeout)
            try await shop.waitForSessions { $0 == 0 }
            #expect(try await source.value("SELECT 7") == .integer(7))
            await source.close()
        }

        @Test(
            "roles that may do more than read are refused, unless they are allowed",
            arguments: [
                ("SUPERUSER", "is a superuser"), ("REPLICATION", "may replicate"),
                ("BYPASSRLS", "bypasses row security"),
                ("IN ROLE pg_read_server_files", "is a member of pg_read_server_files"),
                (
                    "IN ROLE pg_write_server_files, pg_signal_backend",
                    "is a member of pg_signal_backend, pg_write_server_files"
                ),
                ("NOINHERIT IN ROLE pg_execute_server_program", "is a member of pg_execute_server_program"),
            ])
        func privileged(attribute: String, reason: String) async throws {
            let shop = try PostgreSQLShop()
            let role = PostgreSQLServer.Role(name: "strong_\(shop.database)", password: "s3cret-Strong")
            try shop.change("CREATE ROLE \(role.name) LOGIN PASSWORD '\(role.password)' \(attribute)")
            let source = try shop.source(role)
            let error = await source.failure("SELECT 1")
            #expect(error?.code == .configuration)
            #expect(error?.message.contains("'\(role.name)' \(reason)") == true, "\(error?.message ?? "")")
            #expect(error?.message.contains("allow_privileged_role") == true)
            let allowed = try shop.source(role) { $0.allowsPrivilegedRole = true }
            #expect(try await allowed.value("SELECT 1") == .integer(1))
            await source.close()
            await allowed.close()
            try shop.change("DROP ROLE \(role.name)")
        }

        @Test("a weak current role does not hide a strong session's role")
        func setRole() async throws {
            let shop = try PostgreSQLShop()
            let source = try PostgreSQLSource(url: shop.url(.superuser, query: "options=-crole%3Dreader"))
            #expect(await source.failure("SELECT 1")?.message.contains("'sentinel' is a superuser") == true)
            await source.close()
        }
    }
#endif
