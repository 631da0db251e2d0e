#if PostgreSQL
    import SentinelModels
    import SentinelSQL

    /// What a role may do beyond reading tables.
    enum PostgreSQLPrivileges {
        /// Both roles count: a query could go back from the current one to the session's.
        static let query = PostgreSQLCommand(
            """
            SELECT r.rolname::text, r.rolsuper, r.rolreplication, r.rolbypassrls, (
                SELECT string_agg(p.rolname::text, ', ' ORDER BY p.rolname) FROM pg_catalog.pg_roles p
                WHERE p.rolname IN ('pg_execute_server_program', 'pg_write_server_files', 'pg_read_server_files',
                    'pg_signal_backend') AND pg_catalog.pg_has_role(r.oid, p.oid, 'MEMBER'))
            FROM pg_catalog.pg_roles r WHERE r.rolname IN (session_user, current_user) ORDER BY 1
            """)

        /// The same of Amazon Redshift, which has superusers and none of the others.
        static let redshiftQuery = PostgreSQLCommand(
            """
            SELECT u.usename::text, u.usesuper, false, false, NULL FROM pg_catalog.pg_user u
            WHERE u.usename IN (session_user, current_user) ORDER BY 1
            """)

        /// Why the roles may not be used; nil if they may.
        static func refusal(_ rows: [[SQLValue]]) -> SentinelError? {
            for row in rows where row.count == 5 {
                let reasons = [
                    row[1] == .bool(true) ? "is a superuser" : nil,
                    row[2] == .bool(true) ? "may replicate" : nil,
                    row[3] == .bool(true) ? "bypasses row security" : nil,
                    row[1] == .bool(true) || row[4].isNull ? nil : "is a member of \(row[4].displayText)",
                ].compactMap { $0 }
                guard !reasons.isEmpty else { continue }
                return SentinelError(
                    .configuration,
                    """
                    the role '\(row[0].displayText)' \(reasons.joined(separator: " and ")), which is more than reading \
                    needs; use a role that may only read, or set allow_privileged_role: true on the source
                    """)
            }
            return nil
        }
    }
#endif
