#if MySQL
    import SentinelModels
    import SentinelSQL

    extension ServerOpening {
        /// Opens state databases on MariaDB and MySQL.
        static func mySQL(_ server: StateServer, clock: any LeaseClock) throws(SentinelError) -> ServerOpening {
            let options = try MySQLOptions(server)
            let usesServerClock = clock is SystemClock
            return ServerOpening(
                connect: { () throws(SentinelError) in try MySQLStoreSession(options) },
                dialect: { session throws(SentinelError) in
                    guard let session = session as? MySQLStoreSession else { return MySQLDialect() }
                    return try Self.dialect(of: session, usesServerClock: usesServerClock)
                }, clock: clock)
        }

        private static func dialect(
            of session: MySQLStoreSession, usesServerClock: Bool
        ) throws(SentinelError) -> MySQLDialect {
            let version = ServerVersion(session.serverVersion)
            if session.isMariaDB {
                try version.require(ServerVersion(10, 6), of: "MariaDB")
            } else {
                try version.require(ServerVersion(8), of: "MySQL")
            }
            var dialect = MySQLDialect(isMariaDB: session.isMariaDB)
            if !usesServerClock { dialect.clockExpression = nil }
            return dialect
        }
    }
#endif
