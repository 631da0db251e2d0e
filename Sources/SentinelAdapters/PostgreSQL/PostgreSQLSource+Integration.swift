#if PostgreSQL
    public import SentinelModels
    import SentinelSQL

    extension IntegrationDescriptor {
        /// PostgreSQL, and what speaks its protocol, as a source.
        public static let postgreSQL = IntegrationDescriptor(
            type: "postgresql", urlSchemes: ["postgresql", "postgres", "redshift"],
            summary: """
                A PostgreSQL database, read-only: `postgresql://user@host:5432/database?sslmode=verify-full`, in libpq's \
                form. A driver's name as in `postgresql+psycopg2://` is ignored.
                """,
            options: [
                OptionDescriptor(
                    "max_connections", .integer(1...64),
                    "How many queries may run on the database at once; each has a connection.", default: "4"),
                OptionDescriptor("password", .secret, "The role's password, if the URL has none.", isAddress: false),
                OptionDescriptor(
                    "connect_timeout", .duration(.milliseconds(100) ... .seconds(3600)),
                    "How long one attempt to connect may take, within the query's own timeout.", default: "10s"),
                OptionDescriptor(
                    "lock_timeout", .duration(.milliseconds(1) ... .seconds(3600)),
                    "How long a query waits for a lock before it fails as `busy`, within its own timeout.",
                    default: "2s"),
                OptionDescriptor(
                    "sslmode", .word(["disable", "allow", "prefer", "require", "verify-ca", "verify-full"]),
                    """
                    What is done about TLS, in libpq's words. Without it, the URL and the environment decide; without \
                    those, sources verify every server that is not on this machine.
                    """),
                OptionDescriptor(
                    "application_name", .string(allowsEmpty: false),
                    "The session's name on the server; the alert's name is added to it.", default: "sentinel"),
                OptionDescriptor(
                    "allow_privileged_role", .boolean,
                    """
                    Whether the role may be a superuser, replicate, bypass row security or reach files, programs and \
                    other sessions of the server.
                    """, default: "false"),
            ],
            factory: .source { options, context throws(SentinelError) in
                guard let reference = options.secret("url") else {
                    throw SentinelError(.configuration, "the source '\(context.name)' has no url")
                }
                let url = try context.secrets.resolve(reference).reveal()
                var chosen = PostgreSQLSource.Options(options)
                chosen.isRedshift = url.lowercased().hasPrefix("redshift")
                // The original's `database` connects as the client library does.
                chosen.verifiesServer = context.name != "default"
                let password = options.secret("password")
                return try PostgreSQLSource(url: url, options: chosen) { () throws(SentinelError) in
                    guard let password else { return nil }
                    return try context.secrets.resolve(password)
                }
            },
            validate: { options, strictness in
                guard case .literal(let url)? = options.secret("url") else { return [] }
                return PostgreSQLSource.faults(url.reveal(), options, strictness)
            },
            grants: { options, context throws(SentinelError) in
                guard let reference = options.secret("url") else {
                    throw SentinelError(.configuration, "the source '\(context.name)' has no url")
                }
                let chosen = PostgreSQLSource.Options(options)
                let url = try context.secrets.resolve(reference).reveal()
                guard !url.lowercased().hasPrefix("redshift") else {
                    throw SentinelError(.unsupported, "statements for the accounts of Amazon Redshift are not known")
                }
                return PostgreSQLGrants(
                    try PostgreSQLSource.target(url, chosen), maxConnections: chosen.maxConnections
                ).text
            })
    }

    extension PostgreSQLSource.Options {
        init(_ options: IntegrationOptions) {
            self.init()
            if let count = options.integer("max_connections") { maxConnections = Int(clamping: count) }
            if let time = options.duration("connect_timeout") { connectTimeout = time }
            if let time = options.duration("lock_timeout") { lockTimeout = time }
            sslMode = options.string("sslmode")
            if let name = options.string("application_name") { applicationName = name }
            if let allows = options.boolean("allow_privileged_role") { allowsPrivilegedRole = allows }
        }
    }

    extension PostgreSQLSource {
        /// What is wrong with the URL and the options; no fault repeats the URL's text.
        static func faults(
            _ url: String, _ options: IntegrationOptions, _ strictness: IntegrationDescriptor.Strictness
        ) -> [IntegrationDescriptor.Fault] {
            let target: PostgreSQLTarget
            do throws(PostgreSQLError) {
                target = try PostgreSQLTarget(url: url)
            } catch {
                // The original never looks at the URL before it connects.
                let severity: Diagnostic.Severity = strictness == .original ? .warning : .error
                return [IntegrationDescriptor.Fault(error.message, option: "url", severity: severity)]
            }
            guard strictness == .original, !target.isLoopback else { return [] }
            let mode = options.string("sslmode") ?? target["sslmode"] ?? "prefer"
            guard !["verify-full", "verify-ca"].contains(mode) else { return [] }
            return [
                IntegrationDescriptor.Fault(
                    "the server's certificate is not verified: whoever is in between can read and change the answers",
                    option: "url", hint: "add ?sslmode=verify-full to the URL", severity: .warning)
            ]
        }
    }
#endif
