#if MySQL
    import SentinelModels
    import SentinelSQL

    /// Looks at a server and an account through a session that may already read.
    struct MySQLDiagnosis {
        let connection: MySQLConnection
        let options: MySQLOptions
        let maxConnections: Int
        /// What the account may do beyond reading.
        let excess: [String]

        func result() throws(MySQLError) -> SourceDiagnosis {
            var diagnosis = SourceDiagnosis()
            try addServer(to: &diagnosis)
            try addEncryption(to: &diagnosis)
            try addClock(to: &diagnosis)
            try addConnections(to: &diagnosis)
            try addTables(to: &diagnosis)
            if let first = excess.first {
                let rest = excess.count > 1 ? " and \(excess.count - 1) more" : ""
                diagnosis.findings.append(
                    .init(
                        "the account may do more than read: \(first)\(rest)",
                        remedy: "'sentinel doctor --print-grants' writes the statements for one that may not"))
            }
            return diagnosis
        }

        private func row(_ sql: String) throws(MySQLError) -> [SQLValue] {
            let statement = try connection.executeDirectly(sql)
            var first: [SQLValue] = []
            while try statement.step() { if first.isEmpty { first = statement.values } }
            return first
        }

        private func addServer(to diagnosis: inout SourceDiagnosis) throws(MySQLError) {
            let known = try row("SELECT CURRENT_USER(), DATABASE()")
            let product = connection.isMariaDB ? "MariaDB" : "MySQL"
            let version = connection.serverVersion.prefix { $0 != "-" }
            diagnosis.facts.append(.init("server", "\(product) \(version)"))
            guard known.count == 2 else { return }
            diagnosis.facts.append(.init("account", known[0].displayText))
            diagnosis.facts.append(.init("database", known[1].isNull ? "none" : known[1].displayText))
        }

        private func addEncryption(to diagnosis: inout SourceDiagnosis) throws(MySQLError) {
            let status = try row("SHOW SESSION STATUS LIKE 'Ssl_cipher'")
            let isEncrypted = status.count == 2 && !status[1].displayText.isEmpty && !status[1].isNull
            let isVerified = isEncrypted && options.tls == .verified
            diagnosis.facts.append(
                .init("encryption", isEncrypted ? (isVerified ? "on, verified" : "on, not verified") : "off"))
            guard !options.isLoopback, !isVerified else { return }
            diagnosis.findings.append(
                .init(
                    "the connection is \(isEncrypted ? "encrypted, but to an unproven server" : "in clear")",
                    remedy: "set tls: verified on the source"))
        }

        private func addClock(to diagnosis: inout SourceDiagnosis) throws(MySQLError) {
            let before = SystemClock().now()
            // Microseconds since 1970 have no zone.
            let time = try row("SELECT CAST(UNIX_TIMESTAMP(SYSDATE(6)) * 1000000 AS SIGNED)")
            guard case .integer(let microseconds)? = time.first else { return }
            diagnosis.compareClocks(
                server: Timestamp(microseconds: microseconds), before: before, after: SystemClock().now())
        }

        private func addConnections(to diagnosis: inout SourceDiagnosis) throws(MySQLError) {
            guard case .integer(let allowed)? = try row("SELECT CAST(@@max_user_connections AS SIGNED)").first,
                allowed > 0, allowed <= maxConnections
            else { return }
            diagnosis.findings.append(
                .init(
                    "the account may have \(allowed) connections; the source has up to \(maxConnections), and stops a "
                        + "query by one more",
                    remedy: "set max_connections: \(max(1, allowed - 1)) on the source, or raise MAX_USER_CONNECTIONS"))
        }

        private func addTables(to diagnosis: inout SourceDiagnosis) throws(MySQLError) {
            // The server lists only what the account may see.
            let count = try row(
                """
                SELECT COUNT(*) FROM information_schema.TABLES
                WHERE TABLE_SCHEMA NOT IN ('information_schema', 'performance_schema', 'mysql', 'sys')
                """
            ).first
            diagnosis.facts.append(.init("readable tables", count?.displayText ?? "0"))
            guard count == .integer(0) else { return }
            diagnosis.findings.append(
                .init(
                    "the account may read no table",
                    remedy: "'sentinel doctor --print-grants' writes the statements that let it"))
        }
    }
#endif
