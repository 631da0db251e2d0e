#if ODBC
    // What is done to a session, and how it is known what a driver talks to.
    extension SQLDialect {
        /// The dialect of a database product, by the name its driver gives (`SQL_DBMS_NAME`).
        init(databaseName: String) {
            let name = databaseName.lowercased()
            let known: [(String, SQLDialect)] = [
                ("postgres", .postgreSQL), ("redshift", .postgreSQL), ("mysql", .mySQL), ("mariadb", .mySQL),
                ("sqlite", .sqlite), ("microsoft sql server", .sqlServer), ("azure", .sqlServer),
                ("oracle", .oracle), ("spark", .spark), ("databricks", .spark), ("duckdb", .duckDB),
            ]
            self = known.first { name.contains($0.0) }?.1 ?? .other
        }

        /// Whether parameters may be 64-bit integers.
        var hasBigIntegers: Bool { self != .oracle }

        /// What a new connection runs, before it is used: reading only, and times in UTC.
        ///
        /// A statement in `demanded` must succeed.
        var session: (demanded: [String], wanted: [String]) {
            switch self {
            case .postgreSQL:
                (
                    [
                        "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
                        "SET standard_conforming_strings = on",
                    ], ["SET TIME ZONE 'UTC'"]
                )
            case .mySQL:
                (
                    [
                        "SET SESSION TRANSACTION READ ONLY",
                        // A backslash before a quote must mean to the server what it means to the gate.
                        "SET SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', '')",
                    ], ["SET time_zone = '+00:00'"]
                )
            case .sqlite: (["PRAGMA query_only = ON"], [])
            case .oracle: ([], ["ALTER SESSION SET TIME_ZONE = 'UTC' NLS_NUMERIC_CHARACTERS = '.,'"])
            case .spark: ([], ["SET TIME ZONE 'UTC'"])
            case .duckDB:
                (["SET enable_external_access = false", "SET lock_configuration = true"], ["SET TimeZone = 'UTC'"])
            case .sqlServer, .other: ([], [])
            }
        }

        /// The setting that ends results after one row more than `count`, where the driver reads all rows before it gives
        /// the first. A query's own LIMIT comes before it.
        func rowLimit(_ count: Int) -> String? {
            self == .mySQL ? "SET SESSION sql_select_limit = \(count.magnitude + 1)" : nil
        }

        /// What every transaction begins with.
        var transactionStart: String? { self == .oracle ? "SET TRANSACTION READ ONLY" : nil }
    }
#endif
