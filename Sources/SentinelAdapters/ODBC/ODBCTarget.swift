#if ODBC
    import SentinelModels
    import SentinelSQL

    /// What to connect to: the connection string that a URL and the source's options make.
    struct ODBCTarget: Sendable, Hashable {
        /// What may be given beside the URL.
        struct Given: Sendable, Hashable {
            var user: String?
            var password: String?
            var driver: String?
            var encoding: ODBCConnection.Encoding?
        }

        private(set) var string = ODBCConnectionString()
        let product: ODBCProduct
        private(set) var encoding = ODBCConnection.Encoding.utf16

        /// The driver's name or path, if it is known without asking the driver manager.
        var driver: String? { string["DRIVER"] }

        /// Makes the connection string.
        /// - Throws: `SentinelError.Code.configuration`; the message repeats no value.
        init(url text: String, given: Given = Given()) throws(SentinelError) {
            var url = try ODBCURL(text)
            guard let product = ODBCProduct(rawValue: url.scheme) else {
                let known = ODBCProduct.allCases.map { $0.rawValue + "://" }.joined(separator: ", ")
                throw ODBCURL.malformed("its scheme is none of \(known)")
            }
            self.product = product
            url.user = given.user ?? url.user
            url.password = given.password ?? url.password
            if let raw = url.take("odbc_connect") {
                if let driver = given.driver { try string.add("DRIVER", driver) }
                try addCredentials(of: url)
                for pair in try ODBCConnectionString(parsing: raw).pairs { try string.add(pair.keyword, pair.value) }
            } else {
                try add(&url, driver: given.driver ?? url.take("driver"))
            }
            encoding = given.encoding ?? Self.usualEncoding(driver ?? string["DSN"])
        }

        /// SQLite's driver has no wide functions, and neither it nor its database knows another encoding.
        private static func usualEncoding(_ driver: String?) -> ODBCConnection.Encoding {
            driver?.lowercased().contains("sqlite") == true ? .utf8 : .utf16
        }

        private mutating func add(_ url: inout ODBCURL, driver: String?) throws(SentinelError) {
            _ = url.take("driver")
            let dsn = url.take("dsn") ?? Self.dataSource(url, product, driver)
            if let dsn {
                guard driver == nil else {
                    throw ODBCURL.malformed("a data source's name and 'driver' exclude each other")
                }
                try string.add("DSN", dsn)
            } else if let driver = driver ?? product.usualDriver {
                try string.add("DRIVER", driver)
                try addServer(&url)
            } else {
                throw ODBCURL.malformed("it names neither a driver (odbc://?driver=…) nor a data source (odbc://NAME)")
            }
            try addCredentials(of: url)
            for parameter in url.parameters where !parameter.value.isEmpty {
                try string.add(parameter.name, parameter.value)
            }
            try addDefaults(isDataSource: dsn != nil)
            try checkBraces()
        }

        /// A host without anything else is the name of a data source, as SQLAlchemy has it.
        private static func dataSource(_ url: ODBCURL, _ product: ODBCProduct, _ driver: String?) -> String? {
            guard let host = url.host, url.port == nil, (url.path ?? "").isEmpty, driver == nil else { return nil }
            switch product {
            case .odbc: return host
            case .mssql: return url.variant == nil && host.contains(".") ? nil : host
            case .synapse, .databricks, .oracle, .duckdb: return nil
            }
        }

        // MARK: What the products want

        private mutating func addServer(_ url: inout ODBCURL) throws(SentinelError) {
            let path = url.path.flatMap { $0.isEmpty ? nil : $0 }
            switch product {
            case .odbc:
                if let host = url.host { try string.add("SERVER", host) }
                if let port = url.port { try string.add("PORT", String(port)) }
                if let path { try string.add("DATABASE", path) }
            case .mssql, .synapse: try addSQLServer(url, path)
            case .databricks:
                guard let host = url.host else { throw ODBCURL.malformed("it names no workspace") }
                guard let httpPath = url.take("http_path") ?? url.take("httppath") else {
                    throw ODBCURL.malformed("it has no http_path, which names the warehouse or cluster")
                }
                try string.add("Host", host)
                try string.add("Port", String(url.port ?? 443))
                try string.add("HTTPPath", httpPath)
                if let catalog = url.take("catalog") ?? path { try string.add("Catalog", catalog) }
                if let schema = url.take("schema") { try string.add("Schema", schema) }
            case .oracle: try addOracle(&url, path)
            case .duckdb:
                guard let path, url.host == nil else { throw ODBCURL.malformed("write duckdb:///path/to/file.duckdb") }
                try string.add("Database", path)
            }
        }

        private mutating func addSQLServer(_ url: ODBCURL, _ path: String?) throws(SentinelError) {
            guard let host = url.host else { throw ODBCURL.malformed("it names no server") }
            if isFreeTDS {
                try string.add("SERVER", host)
                try string.add("PORT", String(url.port ?? 1433))
            } else {
                try string.add("SERVER", url.port.map { "\(host),\($0)" } ?? host)
            }
            if let path { try string.add("DATABASE", path) }
        }

        private mutating func addOracle(_ url: inout ODBCURL, _ path: String?) throws(SentinelError) {
            guard let host = url.host else { throw ODBCURL.malformed("it names no server") }
            let service = url.take("service_name") ?? path
            let port = url.port ?? 1521
            if let sid = url.take("sid") {
                guard Self.isPlainName(host), Self.isPlainName(sid) else {
                    throw ODBCURL.malformed("its server or sid holds signs that Oracle's names do not have")
                }
                try string.add(
                    "DBQ",
                    "(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=\(host))(PORT=\(port)))(CONNECT_DATA=(SID=\(sid))))")
            } else if let service {
                guard Self.isPlainName(host), Self.isPlainName(service) else {
                    throw ODBCURL.malformed("its server or service holds signs that Oracle's names do not have")
                }
                try string.add("DBQ", "//\(host.contains(":") ? "[\(host)]" : host):\(port)/\(service)")
            } else {
                // A name of tnsnames.ora.
                try string.add("DBQ", host)
            }
        }

        private static func isPlainName(_ text: String) -> Bool {
            text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-$#:".contains($0)) }
        }

        private var isFreeTDS: Bool {
            let name = driver?.lowercased() ?? ""
            return name.contains("freetds") || name.contains("tdsodbc")
        }

        private mutating func addCredentials(of url: ODBCURL) throws(SentinelError) {
            let user = url.user ?? (product == .databricks && url.password != nil ? "token" : nil)
            if let user { try string.add("UID", user) }
            if let password = url.password { try string.add("PWD", password) }
        }

        /// What the URL may say otherwise, since it comes first.
        private mutating func addDefaults(isDataSource: Bool) throws(SentinelError) {
            for (keyword, value) in defaults(isDataSource: isDataSource) { try string.add(keyword, value) }
        }

        private func defaults(isDataSource: Bool) -> [(String, String)] {
            switch product {
            case .odbc: driverDefaults
            case .mssql, .synapse:
                isFreeTDS || isDataSource
                    ? []
                    : [("Encrypt", "yes")]
                        + (product == .mssql ? [("ApplicationIntent", "ReadOnly")] : [])
                        + [("APP", "sqlsentinel")]
                        + (string["UID"] == nil && string["Authentication"] == nil
                            ? [("Trusted_Connection", "Yes")] : [])
            case .databricks:
                [("SSL", "1"), ("ThriftTransport", "2"), ("UseNativeQuery", "1")]
                    + (string["PWD"] == nil ? [] : [("AuthMech", "3")])
            // Read-only access, and query timeouts.
            case .oracle: [("DBA", "R"), ("QTO", "T")]
            case .duckdb: [("access_mode", "READ_ONLY")]
            }
        }

        /// Drivers that need to be told to give values as they are, and rows one after the other.
        private var driverDefaults: [(String, String)] {
            let name = driver?.lowercased() ?? ""
            if name.contains("postgres") || name.contains("psqlodbc") {
                return [
                    ("BoolsAsChar", "0"), ("UseDeclareFetch", "1"), ("Fetch", "256"),
                    ("ByteaAsLongVarBinary", "1"),
                    // A server that is gone without a word is noticed within minutes, not hours.
                    ("KeepaliveTime", "30"), ("KeepaliveInterval", "10"),
                ]
            }
            if name.contains("sqlite") { return [("NoCreat", "1")] }
            return []
        }

        /// SQLite's driver takes a semicolon for the end of a value, whatever stands around it.
        private func checkBraces() throws(SentinelError) {
            guard driver?.lowercased().contains("sqlite") == true else { return }
            guard string.pairs.allSatisfy({ $0.keyword == "DRIVER" || !$0.value.contains { ";{}".contains($0) } })
            else {
                throw ODBCURL.malformed("SQLite's driver cannot take values with ';', '{' or '}'")
            }
        }
    }
#endif
