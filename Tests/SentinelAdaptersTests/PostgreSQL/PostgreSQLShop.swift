#if PostgreSQL
    import Foundation
    import SentinelModels
    import SentinelTesting
    import Testing

    @testable import SentinelAdapters

    /// A database of a test's own on the shared server, with tables to read.
    final class PostgreSQLShop: Sendable {
        static let isPossible = PostgreSQLServer.isInstalled
        static let reason: Comment = "PostgreSQL's server is not installed"

        let server: PostgreSQLServer
        let database: String

        init(_ server: PostgreSQLServer? = nil) throws {
            self.server = try server ?? PostgreSQLServer.shared.get()
            database = try self.server.makeDatabase()
            try change(
                """
                CREATE TABLE staff (id bigint PRIMARY KEY, name text NOT NULL, boss bigint REFERENCES staff);
                INSERT INTO staff VALUES (1, 'ann', NULL), (2, 'bob', 1), (3, 'cy', 1), (4, 'di', 2);
                CREATE TABLE orders (id int PRIMARY KEY, day date NOT NULL, amount numeric(10, 2), note text,
                    placed timestamptz NOT NULL, tags text[] NOT NULL DEFAULT '{}', extra jsonb);
                INSERT INTO orders SELECT n, date '2026-01-01' + n % 30, (n * 7919 % 10000) / 100.0,
                    CASE WHEN n % 10 = 0 THEN NULL ELSE 'note ' || n END, timestamptz '2026-01-01 00:00+00' + n * interval '1h',
                    ARRAY['t' || n % 3, 'x'], jsonb_build_object('n', n, 'even', n % 2 = 0)
                    FROM generate_series(1, 200) AS n;
                """)
        }

        /// Changes the database behind the source's back.
        @discardableResult
        func change(_ sql: String) throws -> String { try server.psql(sql, database: database) }

        func url(_ role: PostgreSQLServer.Role = .reader, port: Int? = nil, query: String = "") -> String {
            server.url(role, database: database, port: port, query: query)
        }

        func source(
            _ role: PostgreSQLServer.Role = .reader, connections: Int = 2, port: Int? = nil,
            _ change: (inout PostgreSQLSource.Options) -> Void = { _ in }
        ) throws -> PostgreSQLSource {
            var options = PostgreSQLSource.Options()
            options.maxConnections = connections
            change(&options)
            return try PostgreSQLSource(url: url(role, port: port), options: options)
        }

        /// Everything that a statement could change and that lasts: tables with their rows, other objects, grants,
        /// settings, roles, files of the data folder that are no table's.
        func digest() throws -> String {
            try change(
                """
                SELECT (SELECT md5(string_agg(s::text, ',' ORDER BY id)) FROM staff s),
                    (SELECT md5(string_agg(o::text, ',' ORDER BY id)) FROM orders o);
                SELECT string_agg(c.relname || c.relkind::text || coalesce(c.relacl::text, ''), ',' ORDER BY c.oid)
                    FROM pg_class c WHERE relnamespace = 'public'::regnamespace;
                SELECT md5(string_agg(proname || prosrc, ',' ORDER BY oid)) FROM pg_proc;
                SELECT string_agg(rolname || rolsuper::text || coalesce(rolconfig::text, ''), ',' ORDER BY oid) FROM pg_roles;
                SELECT md5(string_agg(name || setting, ',' ORDER BY name)) FROM pg_settings
                    WHERE name NOT LIKE 'transaction%' AND name <> 'application_name';
                SELECT count(*) FROM pg_largeobject_metadata;
                SELECT count(*) FROM pg_locks WHERE locktype = 'advisory';
                SELECT count(*) FROM pg_replication_slots;
                SELECT md5(string_agg(s::text, ',' ORDER BY s::text)) FROM pg_db_role_setting s;
                SELECT md5(string_agg(m::text, ',' ORDER BY m::text)) FROM pg_auth_members m;
                SELECT string_agg(nspname || coalesce(nspacl::text, ''), ',' ORDER BY oid) FROM pg_namespace;
                SELECT string_agg(extname, ',' ORDER BY oid) FROM pg_extension;
                SELECT md5(string_agg(proname || coalesce(proacl::text, ''), ',' ORDER BY oid)) FROM pg_proc;
                SELECT string_agg(f, ',' ORDER BY f) FROM pg_ls_dir('.') f;
                """)
        }

        /// How many sessions `who` has open now.
        func sessions(_ condition: String = "true") throws -> Int {
            let text = try server.psql(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = '\(database)' AND pid <> pg_backend_pid() AND \(condition)
                """)
            return Int(text.dropLast()) ?? -1
        }

        /// Waits, within reason, until so many sessions are open.
        func waitForSessions(_ condition: String = "true", _ isReached: (Int) -> Bool) async throws {
            let end = ContinuousClock.now.advanced(by: .seconds(30))
            while try !isReached(sessions(condition)) {
                try #require(ContinuousClock.now < end, "the sessions stay")
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    extension PostgreSQLSource {
        func rows(
            _ sql: String, parameters: [String: SQLValue] = [:], limits: QueryLimits = QueryLimits()
        ) async throws(SentinelError) -> [[SQLValue]] {
            try await run(QueryRequest(sql, parameters: parameters, limits: limits)).rows
        }

        func value(_ sql: String, parameters: [String: SQLValue] = [:]) async throws -> SQLValue {
            try #require(try await rows(sql, parameters: parameters).first?.first)
        }

        func failure(
            _ sql: String, parameters: [String: SQLValue] = [:], limits: QueryLimits = QueryLimits()
        ) async -> SentinelError? {
            do throws(SentinelError) {
                _ = try await rows(sql, parameters: parameters, limits: limits)
                return nil
            } catch {
                return error
            }
        }
    }
#endif
