#if MySQL
    @testable import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite("Which accounts may do more than read")
    struct MySQLGrantsTests {
        private static let lines: [(String, [String], [String])] = [
            ("GRANT USAGE ON *.* TO `r`@`%` IDENTIFIED BY PASSWORD '*ABC'", [], []),
            ("GRANT SELECT ON `shop`.* TO `r`@`%`", [], []),
            ("GRANT SELECT, SHOW VIEW ON `shop`.* TO `r`@`%`", [], []),
            ("GRANT SELECT (a, b) ON `shop`.`t` TO `r`@`%`", [], []),
            ("GRANT PROCESS, BINLOG MONITOR, SHOW DATABASES ON *.* TO `r`@`%`", [], []),
            ("GRANT ALL PRIVILEGES ON *.* TO `r`@`%`", ["ALL PRIVILEGES on *.*"], []),
            (
                "GRANT ALL PRIVILEGES ON `x`.* TO `r`@`%` WITH GRANT OPTION",
                ["ALL PRIVILEGES on `x`.*", "GRANT OPTION on `x`.*"], []
            ),
            ("GRANT SELECT, INSERT ON `shop`.* TO `r`@`%`", ["INSERT on `shop`.*"], []),
            ("GRANT SELECT (a), UPDATE (b, c) ON `shop`.`t` TO `r`@`%`", ["UPDATE on `shop`.`t`"], []),
            ("GRANT FILE ON *.* TO `r`@`%`", ["FILE on *.*"], []),
            ("GRANT SUPER ON *.* TO `r`@`%`", ["SUPER on *.*"], []),
            ("GRANT EXECUTE ON FUNCTION `a`.`f` TO `r`@`%`", ["EXECUTE on FUNCTION `a`.`f`"], []),
            ("GRANT LOCK TABLES ON `a`.* TO `r`@`%`", ["LOCK TABLES on `a`.*"], []),
            ("GRANT SELECT ON `odd ON name`.* TO `r`@`%`", [], []),
            ("GRANT INSERT ON `odd TO name, x`.* TO `r`@`%`", ["INSERT on `odd TO name, x`.*"], []),
            ("GRANT `analyst` TO `r`@`%`", [], ["`analyst`"]),
            ("GRANT `a`@`%`,`b`@`%` TO `r`@`%`", [], ["`a`@`%`", "`b`@`%`"]),
            ("GRANT `analyst` TO `r`@`%` WITH ADMIN OPTION", ["ADMIN OPTION of a role"], ["`analyst`"]),
            (
                "GRANT PROXY ON ''@'%' TO 'root'@'localhost' WITH GRANT OPTION",
                ["PROXY on ''@'%'", "GRANT OPTION on ''@'%'"], []
            ),
            ("GRANT BACKUP_ADMIN,SELECT ON *.* TO `r`@`%`", ["BACKUP_ADMIN on *.*"], []),
            ("SET DEFAULT ROLE `analyst` FOR `r`@`%`", [], []), ("REVOKE SELECT ON `mysql`.* FROM `r`@`%`", [], []),
        ]

        @Test(arguments: lines)
        func line(_ line: String, excess: [String], roles: [String]) {
            var grants = MySQLGrants()
            grants.read(line)
            #expect(grants.excess == excess)
            #expect(grants.roles == roles)
        }
    }

    @Suite("Accounts that may do more than read are refused by MariaDB's word", .mariaDB, .timeLimit(.minutes(5)))
    struct MySQLPrivilegeTests {
        /// The statements that make an account, and whether it is let in.
        private static let accounts: [(String, Bool)] = [
            ("GRANT SELECT ON DB.* TO ACCOUNT", true), ("GRANT SELECT ON DB.orders TO ACCOUNT", true),
            ("GRANT SELECT (id, amount) ON DB.orders TO ACCOUNT", true),
            ("GRANT SELECT, SHOW VIEW ON DB.* TO ACCOUNT; GRANT PROCESS ON *.* TO ACCOUNT", true),
            ("GRANT SELECT, INSERT ON DB.* TO ACCOUNT", false), ("GRANT ALL ON DB.* TO ACCOUNT", false),
            ("GRANT SELECT ON DB.* TO ACCOUNT; GRANT FILE ON *.* TO ACCOUNT", false),
            ("GRANT SELECT ON DB.* TO ACCOUNT; GRANT SUPER ON *.* TO ACCOUNT", false),
            ("GRANT SELECT ON DB.* TO ACCOUNT WITH GRANT OPTION", false),
            ("GRANT SELECT ON DB.* TO ACCOUNT; GRANT EXECUTE ON DB.* TO ACCOUNT", false),
            ("GRANT SELECT ON DB.* TO ACCOUNT; GRANT DELETE ON DB.orders TO ACCOUNT", false),
            // Through roles, and roles of roles, active or not.
            (
                "CREATE ROLE ROLE1; GRANT SELECT ON DB.* TO ROLE1; GRANT ROLE1 TO ACCOUNT; SET DEFAULT ROLE ROLE1 FOR ACCOUNT",
                true
            ),
            (
                "CREATE ROLE ROLE1; GRANT SELECT ON DB.* TO ACCOUNT; GRANT INSERT ON DB.* TO ROLE1; GRANT ROLE1 TO ACCOUNT",
                false
            ),
            (
                """
                CREATE ROLE ROLE1; CREATE ROLE ROLE2; GRANT SELECT ON DB.* TO ROLE1; GRANT DROP ON DB.* TO ROLE2;
                GRANT ROLE2 TO ROLE1; GRANT ROLE1 TO ACCOUNT; SET DEFAULT ROLE ROLE1 FOR ACCOUNT
                """, false
            ),
        ]

        @Test(arguments: Array(accounts.enumerated()))
        func account(_ number: Int, _ account: (String, Bool)) async throws {
            let shop = try MySQLShop()
            let name = "acc\(number)_\(shop.database)"
            let sql = account.0.replacing("DB", with: shop.database).replacing("ACCOUNT", with: "\(name)@'%'")
                .replacing("ROLE1", with: "r1\(name)").replacing("ROLE2", with: "r2\(name)")
            try shop.server.sql("CREATE USER \(name)@'%' IDENTIFIED BY 's3cret-Acc'; \(sql)")
            let reader = MariaDBServer.Account(name: name, password: "s3cret-Acc")
            let url = shop.server.url(reader, database: shop.database)
            let source = try MySQLSource(url: url)
            let error = await failure { _ = try await source.run(QueryRequest("SELECT count(id) FROM orders")) }
            #expect((error == nil) == account.1, "\(String(describing: error))")
            if let error {
                #expect(error.code == .configuration)
                #expect(error.message.contains("allow_privileged_role"))
            }
            await source.close()
            let allowing = try MySQLSource(url: url, options: MySQLSource.Options(allowsPrivilegedRole: true))
            _ = await failure { _ = try await allowing.run(QueryRequest("SELECT 1")) }.map { Issue.record("\($0)") }
            await allowing.close()
            try shop.server.sql("DROP USER \(name)@'%'; DROP ROLE IF EXISTS r1\(name); DROP ROLE IF EXISTS r2\(name)")
        }

        @Test func whatEverybodyMayDoTheAccountMayDo() async throws {
            let server = try MariaDBServer()
            let shop = try MySQLShop(on: server)
            try server.sql("GRANT INSERT ON \(shop.database).* TO PUBLIC")
            let source = try shop.source()
            let error = await failure { _ = try await source.run(QueryRequest("SELECT 1")) }
            #expect(error?.code == .configuration)
            #expect(error?.message.contains("INSERT on `\(shop.database)`.*") == true)
            await source.close()
            server.kill()
        }

        @Test func theAdministratorIsRefused() async throws {
            let shop = try MySQLShop()
            let source = try MySQLSource(url: shop.server.url(.administrator, database: shop.database))
            let error = await failure { _ = try await source.run(QueryRequest("SELECT 1")) }
            #expect(error?.code == .configuration)
            #expect(
                error?.message.contains("the account 'sentinel' may do more than read: ALL PRIVILEGES on *.*") == true)
            await source.close()
        }
    }
#endif
