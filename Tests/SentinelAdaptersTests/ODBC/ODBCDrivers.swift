#if ODBC
    import Foundation
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting

    /// The drivers that tests run against, each with a real database behind it.
    enum ODBCDriver: String, CaseIterable, Sendable {
        case postgreSQL = "PostgreSQL Unicode"
        case mariaDB = "MariaDB Unicode"
        case sqlite = "SQLite3"

        /// Those that are installed here, together with their database.
        static let installed: [ODBCDriver] = {
            let registered = (try? String(contentsOfFile: "/etc/odbcinst.ini", encoding: .utf8)) ?? ""
            return allCases.filter { driver in
                let hasServer =
                    switch driver {
                    case .postgreSQL: PostgreSQLServer.isInstalled
                    case .mariaDB: MariaDBServer.isInstalled
                    case .sqlite: true
                    }
                return registered.contains("[\(driver.rawValue)]") && hasServer
            }
        }()

        static let hasAll = installed.count == allCases.count
        static let whatIsMissing =
            "needs unixodbc, odbc-postgresql, odbc-mariadb, libsqliteodbc, PostgreSQL and MariaDB"
    }

    /// A shop in a database of its own, reached through a driver as somebody who may only read.
    struct ODBCShop: Sendable {
        let driver: ODBCDriver
        let url: String
        /// What must appear in no error.
        let secrets: [String]
        /// A digest of all that a statement could change.
        let digest: @Sendable () throws -> String
        /// Runs SQL as somebody who may write.
        let change: @Sendable (String) throws -> Void
        private let folder: TemporaryFolder?

        init(_ driver: ODBCDriver) throws {
            self.driver = driver
            switch driver {
            case .postgreSQL:
                let server = try PostgreSQLServer.shared.get()
                let database = try server.makeDatabase()
                try server.psql(Self.tables(driver), database: database)
                url = Self.url(driver, "reader", PostgreSQLServer.Role.reader.password, server.port, database)
                secrets = [PostgreSQLServer.Role.reader.password]
                change = { _ = try server.psql($0, database: database) }
                digest = {
                    try server.psql(
                        """
                        SELECT md5(string_agg(o::text, '|' ORDER BY id)) FROM orders o;
                        SELECT string_agg(relname || relkind::text || coalesce(relacl::text, ''), '|' ORDER BY relname)
                        FROM pg_class WHERE relnamespace = 'public'::regnamespace;
                        SELECT string_agg(proname, '|' ORDER BY proname) FROM pg_proc
                        WHERE pronamespace = 'public'::regnamespace;
                        SELECT last_value, is_called FROM numbers; SELECT count(*) FROM pg_largeobject_metadata;
                        SELECT rolconfig FROM pg_roles WHERE rolname = 'reader';
                        """, database: database)
                }
                folder = nil
            case .mariaDB:
                let server = try MariaDBServer.shared.get()
                let database = try server.makeDatabase()
                try server.sql(Self.tables(driver), database: database)
                url = Self.url(driver, "reader", MariaDBServer.Account.reader.password, server.port, database)
                secrets = [MariaDBServer.Account.reader.password]
                change = { _ = try server.sql($0, database: database) }
                digest = {
                    try server.sql(
                        """
                        CHECKSUM TABLE orders; SHOW TABLES; SHOW GRANTS FOR reader@'%';
                        SELECT group_concat(routine_name) FROM information_schema.routines
                        WHERE routine_schema = database();
                        SELECT next_not_cached_value FROM numbers
                        """, database: database)
                }
                folder = nil
            case .sqlite:
                let folder = try TemporaryFolder()
                let path = folder.file("shop.db")
                url = "odbc:///\(path)?driver=SQLite3"
                secrets = []
                let change: @Sendable (String) throws -> Void = { try Self.sqlite(path, $0) }
                self.change = change
                digest = { "\(try folder.contents())" }
                try change(Self.tables(driver))
                self.folder = folder
            }
        }

        /// A shop that tests share which change nothing.
        static func common(_ driver: ODBCDriver) throws -> ODBCShop {
            try shops[driver]?.get() ?? ODBCShop(driver)
        }

        private static let shops = Dictionary(
            uniqueKeysWithValues: ODBCDriver.installed.map { driver in (driver, Result { try ODBCShop(driver) }) })

        func source(_ options: ODBCSource.Options = ODBCSource.Options()) throws -> ODBCSource {
            try ODBCSource(url: url, options: options)
        }

        static func url(
            _ driver: ODBCDriver, _ user: String, _ password: String, _ port: Int, _ database: String
        ) -> String {
            let name = driver.rawValue.replacing(" ", with: "+")
            return "odbc://\(user):\(password)@127.0.0.1:\(port)/\(database)?driver=\(name)"
        }

        private static func sqlite(_ path: String, _ sql: String) throws {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = ["sqlite3", path]
            let input = Pipe()
            process.standardInput = input
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            try input.fileHandleForWriting.write(contentsOf: Data(sql.utf8))
            try input.fileHandleForWriting.close()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { throw SentinelError(.internalFault, "sqlite3 failed") }
        }

        private static func tables(_ driver: ODBCDriver) -> String {
            let text = driver == .mariaDB ? "VARCHAR(200)" : "TEXT"
            let sequence = driver == .sqlite ? "" : "CREATE SEQUENCE numbers;"
            let setting = driver == .mariaDB ? "ALTER DATABASE CHARACTER SET utf8mb4;" : ""
            return """
                \(setting)
                CREATE TABLE orders(id INTEGER PRIMARY KEY, customer \(text), amount DECIMAL(12,2), status \(text),
                                    day DATE, note \(text));
                INSERT INTO orders VALUES
                  (1, 'ada', 12.50, 'paid', '2026-11-01', NULL), (2, 'bob', 9.99, 'open', '2026-11-01', 'it''s a gift'),
                  (3, 'ada', 5.25, 'failed', '2026-11-02', 'naïve 🦉'), (4, 'cyd', 100.00, 'open', '2026-11-03', ''),
                  (5, 'bob', 64.25, 'paid', '2026-11-04', 'at 12:30');
                \(sequence)
                CREATE VIEW paid AS SELECT * FROM orders WHERE status = 'paid'\(driver == .mariaDB ? "" : ";")
                """
        }
    }

    extension ODBCSource {
        /// The rows of a query with limits that suit a test.
        func rows(_ sql: String, parameters: [String: SQLValue] = [:]) async throws(SentinelError) -> [[SQLValue]] {
            try await run(QueryRequest(sql, parameters: parameters)).rows
        }
    }
#endif
