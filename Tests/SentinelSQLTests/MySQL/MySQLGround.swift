#if MySQL
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    /// A database of its own on the shared server.
    struct MySQLGround {
        let server: MariaDBServer
        let database: String

        init() throws {
            server = try MariaDBServer.shared.get()
            database = try server.makeDatabase()
        }

        func options(_ account: MariaDBServer.Account = .administrator) -> MySQLOptions {
            var options = MySQLOptions(
                port: server.port, user: account.name, password: Secret(account.password), database: database)
            options.certificateAuthorities = server.certificate
            return options
        }

        func connect(
            _ account: MariaDBServer.Account = .administrator, cachedStatements: Int = 64,
            _ change: (inout MySQLOptions) -> Void = { _ in }
        ) throws -> MySQLConnection {
            var options = options(account)
            change(&options)
            return try MySQLConnection(options, cachedStatements: cachedStatements)
        }

        /// How many sessions the server has in this database, other than the one that asks.
        func sessions() throws -> Int {
            let text = try server.sql(
                "SELECT count(*) FROM information_schema.processlist WHERE db = '\(database)'")
            return Int(text.trimmingSuffix { $0 == "\n" }) ?? -1
        }
    }

    extension StringProtocol {
        fileprivate func trimmingSuffix(_ isLeaving: (Character) -> Bool) -> SubSequence {
            var rest = self[...]
            while let last = rest.last, isLeaving(last) { rest.removeLast() }
            return rest
        }
    }

    extension Trait where Self == ConditionTrait {
        /// For suites that need a MariaDB server.
        static var mariaDB: Self {
            .enabled(if: MariaDBServer.isInstalled, "MariaDB's server is not installed here")
        }
    }
#endif
