#if ODBC
    public import SentinelModels

    extension IntegrationDescriptor {
        /// Databases behind ODBC drivers.
        public static let odbc = IntegrationDescriptor(
            type: "odbc", urlSchemes: odbcSchemes,
            summary: """
                A database behind an ODBC driver: `odbc://?driver=NAME&server=HOST`, `odbc://DATA_SOURCE`, \
                `mssql://user@host/database`, `synapse://…`, `databricks://host?http_path=…`, `oracle://user@host/service`.
                """,
            options: [
                OptionDescriptor("user", .string(allowsEmpty: false), "The user, instead of the one in the URL."),
                OptionDescriptor("password", .secret, "The password or access token, instead of the one in the URL."),
                OptionDescriptor(
                    "driver", .string(allowsEmpty: false),
                    "The driver's name in odbcinst.ini, or the path of its library, instead of the usual one."),
                OptionDescriptor(
                    "library", .string(allowsEmpty: false), "The path of the driver manager's library (libodbc.so.2)."),
                OptionDescriptor(
                    "encoding", .word(["utf-16", "utf-8"]),
                    "How texts go to the driver; `utf-8` for drivers without wide characters.",
                    default: "by the driver's name"),
                OptionDescriptor(
                    "login_timeout", .duration(.seconds(1) ... .seconds(300)),
                    "How long connecting may take, within a query's timeout.", default: "15s"),
                OptionDescriptor(
                    "max_connections", .integer(1...64),
                    "How many queries may run at once; each has a connection and a thread.", default: "4"),
            ],
            factory: .source { options, context throws(SentinelError) in
                guard let reference = options.secret("url") else {
                    throw SentinelError(.configuration, "the source '\(context.name)' has no url")
                }
                let password = options.secret("password")
                let secrets = context.secrets
                let url = try secrets.resolve(reference).reveal()
                return try ODBCSource(url: url, options: ODBCSource.Options(options)) { () throws(SentinelError) in
                    guard let password else { return nil }
                    return try secrets.resolve(password)
                }
            },
            validate: { options, strictness in
                guard case .literal(let url)? = options.secret("url") else { return [] }
                let given = ODBCTarget.Given(user: options.string("user"), driver: options.string("driver"))
                do throws(SentinelError) {
                    _ = try ODBCTarget(url: url.reveal(), given: given)
                    return []
                } catch {
                    return [Fault(error.message, option: "url", severity: strictness == .original ? .warning : .error)]
                }
            })

        /// DuckDB has a source of its own, unless that is not part of the build.
        private static var odbcSchemes: [String] {
            let schemes = ODBCProduct.allCases.map(\.rawValue)
            #if DuckDB
                return schemes.filter { $0 != ODBCProduct.duckdb.rawValue }
            #else
                return schemes
            #endif
        }
    }

    extension ODBCSource.Options {
        init(_ options: IntegrationOptions) {
            self.init()
            user = options.string("user")
            driver = options.string("driver")
            library = options.string("library")
            usesUTF8 = options.string("encoding").map { $0 == "utf-8" }
            if let timeout = options.duration("login_timeout") { loginTimeout = timeout }
            if let count = options.integer("max_connections") { maxConnections = Int(clamping: count) }
        }
    }
#endif
