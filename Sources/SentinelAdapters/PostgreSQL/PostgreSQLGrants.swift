#if PostgreSQL
    import SentinelModels
    import SentinelSQL

    /// Writes the statements that make a role which may only read one schema of one database.
    struct PostgreSQLGrants {
        let role: String
        let database: String
        let maxConnections: Int

        /// Takes the role's and the database's name from where the source connects to.
        init(_ target: PostgreSQLTarget, maxConnections: Int) {
            role = target["user"] ?? "sentinel_reader"
            database = target["dbname"] ?? role
            self.maxConnections = maxConnections
        }

        /// For a superuser, in the database itself. The role gets no password: until it has one, nobody logs in with one.
        var text: String {
            let role = Self.quoted(role)
            return """
                -- Run this in the database \(Self.quoted(database)), as its owner or a superuser:
                CREATE ROLE \(role) LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
                    CONNECTION LIMIT \(maxConnections);
                ALTER ROLE \(role) SET default_transaction_read_only = on;
                GRANT CONNECT ON DATABASE \(Self.quoted(database)) TO \(role);
                -- For each schema that alerts read:
                GRANT USAGE ON SCHEMA public TO \(role);
                GRANT SELECT ON ALL TABLES IN SCHEMA public TO \(role);
                -- Tables that you, who run this, make later:
                ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO \(role);

                -- Then give it a password in psql, which does not show it:
                --   \\password \(role)

                -- Open to every role unless taken away. Other programs of this database may need them, so they are not
                -- taken here; the program refuses them by name.
                -- REVOKE CREATE ON SCHEMA public FROM PUBLIC;  -- up to PostgreSQL 14
                -- \(Self.largeObjects)  -- up to PostgreSQL 15
                -- REVOKE EXECUTE ON FUNCTION pg_notify(text, text) FROM PUBLIC;
                """
        }

        static let largeObjects =
            "REVOKE EXECUTE ON FUNCTION lo_create(oid), lo_from_bytea(oid, bytea), lo_creat(integer) FROM PUBLIC;"

        /// A name as SQL wants it; line breaks would end the comments it also stands in.
        static func quoted(_ name: String) -> String {
            let oneLine = String(name.map { $0.isNewline ? " " : $0 })
            return "\"" + oneLine.replacing("\"", with: "\"\"") + "\""
        }
    }
#endif
