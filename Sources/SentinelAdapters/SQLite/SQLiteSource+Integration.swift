#if SQLite
    public import SentinelModels
    import SentinelSQL

    extension IntegrationDescriptor {
        /// SQLite as a source.
        public static let sqlite = IntegrationDescriptor(
            type: "sqlite", urlSchemes: ["sqlite"],
            summary: "A SQLite database file, opened read-only: `sqlite:///relative.db` or `sqlite:////absolute.db`.",
            options: [
                OptionDescriptor(
                    "max_connections", .integer(1...64),
                    "How many queries may run on the file at once; each has a connection and a thread.",
                    default: "the number of processors, from 2 to 4"),
                OptionDescriptor(
                    "busy_timeout", .duration(.zero ... .seconds(3600)),
                    "How long a query waits for a writer's lock before it fails as `busy`, within its own timeout.",
                    default: "5s"),
                OptionDescriptor(
                    "allow_state_database", .boolean,
                    "Whether alerts may read a file that holds SQL Sentinel's own state.", default: "false"),
            ],
            factory: .source { options, context throws(SentinelError) in
                guard let reference = options.secret("url") else {
                    throw SentinelError(.configuration, "the source '\(context.name)' has no url")
                }
                let url = try context.secrets.resolve(reference).reveal()
                return try SQLiteSource(url: url, options: SQLiteSource.Options(options))
            },
            validate: { options, strictness in
                guard case .literal(let url)? = options.secret("url") else { return [] }
                do throws(SentinelError) {
                    _ = try SQLiteURL(url.reveal())
                    return []
                } catch {
                    // The original never looks at the URL before it connects.
                    return [Fault(error.message, option: "url", severity: strictness == .original ? .warning : .error)]
                }
            })
    }

    extension SQLiteSource.Options {
        init(_ options: IntegrationOptions) {
            self.init()
            if let count = options.integer("max_connections") { maxConnections = Int(clamping: count) }
            if let wait = options.duration("busy_timeout") { busyTimeout = wait }
            if let allows = options.boolean("allow_state_database") { allowsStateDatabase = allows }
        }
    }
#endif
