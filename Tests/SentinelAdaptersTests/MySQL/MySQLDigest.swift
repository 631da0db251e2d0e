#if MySQL
    import Foundation
    import SentinelModels
    import SentinelTesting

    /// Everything that a statement could have changed: tables, objects, accounts, settings, files, locks.
    struct MySQLDigest {
        private let shop: MySQLShop

        init(_ shop: MySQLShop) {
            self.shop = shop
        }

        func text() throws -> String {
            let tables = try shop.server.sql(Self.queries, database: shop.database)
            return tables + files()
        }

        /// Names of all files of the schemas' folders, and the folder's own: a dump would be one more.
        private func files() -> String {
            let folder = shop.server.data
            let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
            // The server itself makes and removes its temporary files and logs; other tests make databases.
            return names.filter { $0.hasPrefix(shop.database) || !$0.contains("/") }
                .filter { !$0.hasPrefix("test_") || $0.hasPrefix(shop.database) }
                .filter { !$0.hasPrefix("#") && !$0.hasPrefix("ib") && !$0.hasPrefix("aria") && !$0.hasSuffix(".pid") }
                .sorted().joined(separator: "\n") + outside()
        }

        /// Where hostile statements are told to write.
        private func outside() -> String {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? []
            return names.filter { $0.hasPrefix("sentinel_hostile") }.sorted().joined(separator: "\n")
        }

        private static let queries = """
            CHECKSUM TABLE orders, staff, docs, aria;
            SELECT * FROM orders ORDER BY 1; SELECT * FROM aria;
            SELECT next_not_cached_value FROM counter;
            SELECT table_name, table_type, create_options, table_comment, engine FROM information_schema.tables
              WHERE table_schema = database() ORDER BY 1;
            SELECT column_name, column_type FROM information_schema.columns WHERE table_schema = database() ORDER BY 1, 2;
            SELECT index_name FROM information_schema.statistics WHERE table_schema = database() ORDER BY 1;
            SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = database();
            SELECT event_name FROM information_schema.events WHERE event_schema = database();
            SELECT routine_name FROM information_schema.routines WHERE routine_schema = database() ORDER BY 1;
            SELECT schema_name FROM information_schema.schemata
              WHERE schema_name NOT LIKE 'test\\_%' OR schema_name = database() ORDER BY 1;
            SELECT user, host, priv FROM mysql.global_priv ORDER BY 1, 2;
            SELECT user, db, select_priv, insert_priv FROM mysql.db ORDER BY 1, 2;
            SELECT user, db, table_name, table_priv FROM mysql.tables_priv ORDER BY 1, 2, 3;
            SELECT * FROM mysql.roles_mapping; SELECT * FROM mysql.plugin; SELECT * FROM mysql.func;
            SELECT * FROM mysql.servers;
            SELECT variable_name, variable_value FROM information_schema.global_variables
              WHERE variable_name NOT IN ('GTID_BINLOG_POS', 'GTID_BINLOG_STATE', 'GTID_CURRENT_POS', 'TIMESTAMP')
              ORDER BY 1;
            SELECT is_free_lock('sentinel_hostile');
            """
    }
#endif
