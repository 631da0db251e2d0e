#if ODBC
    /// What a URL's scheme names: a database product with its vendor's driver, or just ODBC.
    enum ODBCProduct: String, Sendable, Hashable, CaseIterable {
        case odbc
        case mssql
        case synapse
        case databricks
        case oracle
        case duckdb

        /// The driver's name as the vendor's packages register it; nil if the URL has to name one.
        var usualDriver: String? {
            switch self {
            case .odbc: nil
            case .mssql, .synapse: "ODBC Driver 18 for SQL Server"
            case .databricks: "Databricks ODBC Driver"
            case .oracle: "Oracle 23 ODBC driver"
            case .duckdb: "DuckDB Driver"
            }
        }

        /// Where the driver comes from.
        private var origin: String {
            switch self {
            case .odbc: "install the package of the driver"
            case .mssql, .synapse: "install Microsoft's package msodbcsql18"
            case .databricks: "install the Databricks ODBC driver"
            case .oracle: "install Oracle's Instant Client with its ODBC package and run odbc_update_ini.sh"
            case .duckdb: "install DuckDB's ODBC driver"
            }
        }

        /// What to say if the driver cannot be loaded.
        func driverText(_ driver: String?) -> String {
            let subject = driver.map { "the ODBC driver '\($0)'" } ?? "the ODBC data source or its driver"
            return "\(subject) is not installed or cannot be loaded; \(origin), or name another by 'driver' "
                + "(odbcinst -q -d lists the installed ones)"
        }
    }
#endif
