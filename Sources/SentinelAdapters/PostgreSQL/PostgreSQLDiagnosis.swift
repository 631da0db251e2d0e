#if PostgreSQL
    import SentinelModels
    import SentinelSQL

    /// Looks at a server and a role through a connection that may already read.
    struct PostgreSQLDiagnosis {
        let connection: PostgreSQLConnection
        let options: PostgreSQLSource.Options
        let isLoopback: Bool
        let deadline: ContinuousClock.Instant

        func result() throws(PostgreSQLError) -> SourceDiagnosis {
            var diagnosis = SourceDiagnosis()
            try addServer(to: &diagnosis)
            addEncryption(to: &diagnosis)
            // Redshift knows neither the functions nor the limits that follow.
            guard !options.isRedshift else { return diagnosis }
            try addClock(to: &diagnosis)
            try addConnections(to: &diagnosis)
            try addRights(to: &diagnosis)
            return diagnosis
        }

        private func row(_ sql: String) throws(PostgreSQLError) -> [SQLValue] {
            try connection.query(sql, deadline: deadline).rows.first ?? []
        }

        private func addServer(to diagnosis: inout SourceDiagnosis) throws(PostgreSQLError) {
            let known = try row("SELECT version()::text, session_user::text, current_database()::text")
            guard known.count == 3 else { return }
            // After the comma comes what it was built for.
            diagnosis.facts.append(.init("server", String(known[0].displayText.prefix { $0 != "," })))
            diagnosis.facts.append(.init("role", known[1].displayText))
            diagnosis.facts.append(.init("database", known[2].displayText))
        }

        private func addEncryption(to diagnosis: inout SourceDiagnosis) {
            let mode = connection.parameter("sslmode") ?? "prefer"
            let isVerified = mode.hasPrefix("verify-")
            let text = connection.isEncrypted ? (isVerified ? "on, verified" : "on, not verified") : "off"
            diagnosis.facts.append(.init("encryption", text))
            guard !isLoopback, !(connection.isEncrypted && isVerified) else { return }
            diagnosis.findings.append(
                .init(
                    "the connection is \(connection.isEncrypted ? "encrypted, but to an unproven server" : "in clear")",
                    remedy: "set sslmode: verify-full on the source"))
        }

        private func addClock(to diagnosis: inout SourceDiagnosis) throws(PostgreSQLError) {
            let before = SystemClock().now()
            guard case .timestamp(let server)? = try row("SELECT clock_timestamp()").first else { return }
            diagnosis.compareClocks(server: server, before: before, after: SystemClock().now())
        }

        private func addConnections(to diagnosis: inout SourceDiagnosis) throws(PostgreSQLError) {
            let limit = try row(
                "SELECT rolconnlimit::bigint FROM pg_catalog.pg_roles WHERE rolname = session_user")
            guard case .integer(let allowed)? = limit.first, allowed >= 0, allowed < options.maxConnections else {
                return
            }
            diagnosis.findings.append(
                .init(
                    "the role may have \(allowed) connections, and the source \(options.maxConnections)",
                    remedy: "set max_connections: \(max(1, allowed)) on the source, or raise CONNECTION LIMIT"
                ))
        }

        /// What the role may do with the tables of people, not of the server.
        private static let tables = """
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname <> 'information_schema'
            AND n.nspname NOT LIKE 'pg\\_%'
            """

        private func addRights(to diagnosis: inout SourceDiagnosis) throws(PostgreSQLError) {
            let name = "pg_catalog.format('%I.%I', n.nspname, c.relname)"
            let readable = try row(
                "SELECT count(*) \(Self.tables) AND pg_catalog.has_table_privilege(c.oid, 'SELECT')")
            diagnosis.facts.append(.init("readable tables", readable.first?.displayText ?? "0"))
            if readable.first == .integer(0) {
                diagnosis.findings.append(
                    .init(
                        "the role may read no table",
                        remedy: "'sentinel doctor --print-grants' writes the statements that let it"))
            }
            try addTables(
                "may change", name, "pg_catalog.has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')",
                remedy: "take INSERT, UPDATE, DELETE and TRUNCATE from the role", to: &diagnosis)
            try addTables(
                "owns", name, "pg_catalog.pg_has_role(c.relowner, 'USAGE')",
                remedy: "use a role that owns nothing", to: &diagnosis)
            try addSchemas(to: &diagnosis)
            try addLargeObjects(to: &diagnosis)
        }

        private func addTables(
            _ verb: String, _ name: String, _ condition: String, remedy: String,
            to diagnosis: inout SourceDiagnosis
        ) throws(PostgreSQLError) {
            let names = try connection.query(
                "SELECT \(name)::text, count(*) OVER () \(Self.tables) AND \(condition) ORDER BY 1 LIMIT 3",
                deadline: deadline
            ).rows
            guard let first = names.first, first.count == 2 else { return }
            let count = first[1].displayText
            let list = names.map { $0[0].displayText }.joined(separator: ", ")
            let more = names.count < Int(count) ?? 0 ? ", …" : ""
            diagnosis.findings.append(
                .init(
                    "the role \(verb) \(count) \(count == "1" ? "table" : "tables") (\(list)\(more)); reading is enough",
                    remedy: remedy))
        }

        private func addSchemas(to diagnosis: inout SourceDiagnosis) throws(PostgreSQLError) {
            let names = try connection.query(
                """
                SELECT n.nspname::text FROM pg_catalog.pg_namespace n WHERE n.nspname NOT LIKE 'pg\\_%'
                AND n.nspname <> 'information_schema' AND pg_catalog.has_schema_privilege(n.oid, 'CREATE') ORDER BY 1
                """, deadline: deadline
            ).rows.compactMap { $0.first?.displayText }
            guard !names.isEmpty else { return }
            let list = names.map(PostgreSQLGrants.quoted).joined(separator: ", ")
            diagnosis.findings.append(
                .init(
                    "the role may make things in \(names.count == 1 ? "the schema" : "the schemas") \(list)",
                    remedy: "REVOKE CREATE ON SCHEMA \(list) FROM PUBLIC, or from the role"))
        }

        /// Up to PostgreSQL 15 a read-only transaction lets large objects be made; the gate refuses it by name only.
        private func addLargeObjects(to diagnosis: inout SourceDiagnosis) throws(PostgreSQLError) {
            guard connection.serverVersion < 160_000,
                try row("SELECT pg_catalog.has_function_privilege('pg_catalog.lo_create(oid)', 'EXECUTE')").first
                    == .bool(true)
            else { return }
            diagnosis.findings.append(
                .init(
                    "the role may make large objects, which a read-only transaction of this version does not hinder",
                    remedy: PostgreSQLGrants.largeObjects))
        }
    }
#endif
