#if PostgreSQL
    import SentinelModels
    import SentinelSQL

    extension ServerOpening {
        /// Opens state databases on PostgreSQL.
        static func postgreSQL(_ server: StateServer, clock: any LeaseClock) throws(SentinelError) -> ServerOpening {
            let target = try Self.target(server)
            let usesServerClock = clock is SystemClock
            return ServerOpening(
                connect: { () throws(SentinelError) in try PostgreSQLStoreSession(target) },
                dialect: { session throws(SentinelError) in
                    if let session = session as? PostgreSQLStoreSession { try Self.check(session) }
                    return usesServerClock ? PostgreSQLDialect() : PostgreSQLDialect(clockExpression: nil)
                }, clock: clock)
        }

        /// Off this machine, TLS with a verified certificate is the default.
        private static func target(_ server: StateServer) throws(SentinelError) -> PostgreSQLTarget {
            var target: PostgreSQLTarget
            do throws(PostgreSQLError) {
                target = try PostgreSQLTarget(url: server.text.reveal())
            } catch {
                throw SentinelError(.configuration, error.message)
            }
            target["application_name"] = target["application_name"] ?? "sqlsentinel state"
            // A peer that is gone without a word is noticed, also by the system.
            target["keepalives_idle"] = target["keepalives_idle"] ?? "5"
            target["keepalives_interval"] = target["keepalives_interval"] ?? "2"
            target["keepalives_count"] = target["keepalives_count"] ?? "3"
            target.setEncryption(.verified)
            return target
        }

        private static func check(_ session: PostgreSQLStoreSession) throws(SentinelError) {
            let number = session.serverVersion
            try ServerVersion(number / 10_000, number % 10_000).require(ServerVersion(13), of: "PostgreSQL")
            let encoding = try session.first("SHOW server_encoding", []) { $0.text(at: 0) }
            guard encoding == "UTF8" else {
                throw SentinelError(
                    .unsupported, "the state database's encoding is \(encoding ?? "unknown"); UTF8 is needed",
                    isRetryable: false)
            }
        }
    }
#endif
