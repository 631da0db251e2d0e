#if MySQL
    public import SentinelModels
    import SentinelSQL

    extension IntegrationDescriptor {
        /// MariaDB and MySQL as a source.
        public static let mysql = IntegrationDescriptor(
            type: "mysql", urlSchemes: ["mysql", "mariadb"],
            summary: """
                A MariaDB or MySQL database, opened read-only: `mysql://user@host:3306/database`. A driver's name as in \
                `mysql+pymysql://` is ignored.
                """,
            options: [
                OptionDescriptor("password", .secret, "The account's password, if it does not stand in the URL."),
                OptionDescriptor(
                    "max_connections", .integer(1...64),
                    "How many queries may run on the server at once; each has a connection and a thread.", default: "8"),
                OptionDescriptor(
                    "tls", .word(MySQLOptions.TLS.allCases.map(\.rawValue)),
                    """
                    How the connection is secured: `verified` (the certificate is trusted and names the host), `required` \
                    (encrypted, nothing verified), `preferred` (if the server offers it) or `off`.
                    """, default: "`verified`; for a server on this machine and for `database` `preferred`"),
                OptionDescriptor(
                    "ca_file", .string(allowsEmpty: false),
                    "A PEM file with the certificate authorities to trust.", default: "the system's"),
                OptionDescriptor(
                    "allow_privileged_role", .boolean, "Whether the account may have more rights than reading needs.",
                    default: "false"),
            ],
            factory: .source { options, context throws(SentinelError) in
                // A URL that cannot be read is told now, not at the first query.
                _ = try MySQLOptions(options, context)
                return try MySQLSource(options: MySQLSource.Options(options)) { () throws(SentinelError) in
                    try MySQLOptions(options, context)
                }
            },
            validate: { options, strictness in
                guard case .literal(let url)? = options.secret("url") else { return [] }
                do throws(SentinelError) {
                    return faults(of: try MySQLURL(url.reveal()), options, strictness)
                } catch {
                    // The original never looks at the URL before it connects.
                    return [Fault(error.message, option: "url", severity: strictness == .original ? .warning : .error)]
                }
            },
            grants: { options, context throws(SentinelError) in
                // The password is not asked for: where there is no account yet, there may be none.
                let server = try url(options, context)
                return MySQLAccountGrants(
                    user: server.user, database: server.database,
                    maxConnections: MySQLSource.Options(options).maxConnections, requiresTLS: !server.isLoopback
                ).text
            })

        fileprivate static func url(
            _ options: IntegrationOptions, _ context: IntegrationContext
        ) throws(SentinelError) -> MySQLURL {
            guard let reference = options.secret("url") else {
                throw SentinelError(.configuration, "the source '\(context.name)' has no url")
            }
            return try MySQLURL(try context.secrets.resolve(reference).reveal())
        }

        private static func faults(
            of url: MySQLURL, _ options: IntegrationOptions, _ strictness: Strictness
        ) -> [Fault] {
            var faults: [Fault] = []
            if url.password != nil, options.secret("password") != nil {
                faults.append(Fault("the password stands in 'url' and in 'password'", option: "password"))
            }
            if strictness == .original, url.tls != .verified, !url.isLoopback {
                faults.append(
                    Fault(
                        """
                        the server's certificate is not verified: whoever is in between can read and change the answers
                        """, option: "url", hint: "add ?ssl_mode=VERIFY_IDENTITY to the URL", severity: .warning))
            }
            if url.user.isEmpty {
                faults.append(Fault("the URL names no user", option: "url", severity: .warning))
            }
            return faults
        }
    }

    extension MySQLSource.Options {
        init(_ options: IntegrationOptions) {
            self.init()
            if let count = options.integer("max_connections") { maxConnections = Int(clamping: count) }
            if let allows = options.boolean("allow_privileged_role") { allowsPrivilegedRole = allows }
        }
    }

    extension MySQLOptions {
        /// Reads the secrets anew, so that a password that was changed counts at the next connection.
        fileprivate init(_ options: IntegrationOptions, _ context: IntegrationContext) throws(SentinelError) {
            let url = try IntegrationDescriptor.url(options, context)
            // The original's `database` connects as the client library does.
            self = url.options(tls: url.isLoopback || context.name == "default" ? .preferred : .verified)
            if let tls = options.string("tls").flatMap(TLS.init) { self.tls = tls }
            if let file = options.string("ca_file") { certificateAuthorities = file }
            if let reference = options.secret("password") { password = try context.secrets.resolve(reference) }
        }
    }
#endif
