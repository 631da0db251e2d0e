#if MySQL
    import SentinelAdapters
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    /// A small shop in a database of its own, and sources on it.
    struct MySQLShop {
        let server: MariaDBServer
        let database: String

        init(on server: MariaDBServer? = nil) throws {
            self.server = try server ?? MariaDBServer.shared.get()
            database = try self.server.makeDatabase()
            try self.server.sql(Self.script, database: database)
        }

        /// A source with the account that may only read.
        func source(_ options: MySQLSource.Options = MySQLSource.Options(), port: Int? = nil) throws -> MySQLSource {
            try MySQLSource(url: server.url(database: database, port: port), options: options)
        }

        /// A source with the account that may do everything.
        func privilegedSource(maxConnections: Int = 2) throws -> MySQLSource {
            try MySQLSource(
                url: server.url(.administrator, database: database),
                options: MySQLSource.Options(maxConnections: maxConnections, allowsPrivilegedRole: true))
        }

        func rows(_ sql: String) async throws -> [[SQLValue]] {
            let source = try source()
            do {
                let rows = try await source.run(QueryRequest(sql)).rows
                await source.close()
                return rows
            } catch {
                await source.close()
                throw error
            }
        }

        /// The sessions that an account has in this database, by the server's word.
        func sessions(of account: MariaDBServer.Account = .reader) throws -> Int {
            try number(
                "SELECT count(*) FROM information_schema.processlist WHERE user = '\(account.name)' AND db = '\(database)'"
            )
        }

        /// The statements that run in this database.
        func running() throws -> Int {
            try number(
                """
                SELECT count(*) FROM information_schema.processlist
                WHERE db = '\(database)' AND command <> 'Sleep' AND id <> connection_id()
                """)
        }

        func number(_ sql: String) throws -> Int {
            Int(try server.sql(sql).filter(\.isNumber)) ?? -1
        }

        private static let script = """
            CREATE TABLE orders (id int PRIMARY KEY, customer varchar(40), amount decimal(10,2), status varchar(20),
              day date, created datetime, note text);
            INSERT INTO orders VALUES
              (1, 'ada', 10.50, 'paid', '2026-11-01', '2026-11-01 08:00:00', NULL),
              (2, 'bob', 20.00, 'open', '2026-11-01', '2026-11-01 09:30:00', 'call back'),
              (3, 'ada', 5.25, 'paid', '2026-11-02', '2026-11-02 10:00:00', NULL),
              (4, 'cyd', 100.00, 'failed', '2026-11-03', '2026-11-03 11:15:00', 'naïve 🦉'),
              (5, 'bob', 7.75, 'paid', '2026-11-03', '2026-11-03 12:00:00', '');
            CREATE TABLE staff (id int PRIMARY KEY, name varchar(40), boss int);
            INSERT INTO staff VALUES (1, 'Zoe', NULL), (2, 'Yan', 1), (3, 'Xia', 1), (4, 'Wim', 2);
            CREATE TABLE docs (id int PRIMARY KEY, body json, tags set('a','b','c'), flags bit(8), raw varbinary(20));
            INSERT INTO docs VALUES (1, '{"a": {"b": [1, 2]}, "t": "x"}', 'a,c', b'101', x'00ff'), (2, '[]', '', 0, '');
            CREATE TABLE aria (a int) ENGINE = Aria;
            INSERT INTO aria VALUES (1);
            CREATE VIEW paid AS SELECT * FROM orders WHERE status = 'paid';
            CREATE SEQUENCE counter;
            DELIMITER //
            CREATE FUNCTION writes() RETURNS int BEGIN INSERT INTO aria VALUES (2); RETURN 1; END //
            CREATE PROCEDURE removes() BEGIN DELETE FROM orders; END //
            DELIMITER ;
            """
    }

    /// The error that `body` ends with; nil if it returns.
    func failure(_ body: () async throws -> Void) async -> SentinelError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? SentinelError
        }
    }

    extension Trait where Self == ConditionTrait {
        /// For suites that need a MariaDB server.
        static var mariaDB: Self {
            .enabled(if: MariaDBServer.isInstalled, "MariaDB's server is not installed here")
        }
    }
#endif
