#if MySQL
    import SentinelModels
    import SentinelSQL

    /// Writes the statements that make an account which may only read one database.
    struct MySQLAccountGrants {
        let user: String
        let database: String?
        let maxConnections: Int
        let requiresTLS: Bool

        /// The account is made locked: it cannot be used before somebody gave it a password.
        var text: String {
            let account = Self.quoted(user.isEmpty ? "sentinel_reader" : user, by: "'") + "@'%'"
            let tables = database.map { Self.quoted($0, by: "`") + ".*" }
            let grants =
                tables.map { "GRANT SELECT, SHOW VIEW ON \($0) TO \(account);" }
                ?? "-- GRANT SELECT, SHOW VIEW ON `…`.* TO \(account);"
            return """
                -- Run this as an administrator of the server:
                --   mariadb < THIS_FILE
                CREATE USER \(account)\(requiresTLS ? " REQUIRE SSL" : "")
                    WITH MAX_USER_CONNECTIONS \(2 * maxConnections) ACCOUNT LOCK;
                -- For each database that alerts read:
                \(grants)

                -- '%' is any host; name the one that the program runs on if you can. Then give the account a password
                -- and let it in:
                --   ALTER USER \(account) IDENTIFIED BY '…' ACCOUNT UNLOCK;
                """
        }

        private static func quoted(_ name: String, by quote: String) -> String {
            let oneLine = String(name.map { $0.isNewline ? " " : $0 })
            let plain = quote == "'" ? oneLine.replacing("\\", with: "\\\\") : oneLine
            return quote + plain.replacing(quote, with: quote + quote) + quote
        }
    }
#endif
