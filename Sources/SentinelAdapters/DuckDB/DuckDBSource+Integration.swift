#if DuckDB
    public import SentinelModels

    extension IntegrationDescriptor {
        /// DuckDB as a source.
        public static let duckdb = IntegrationDescriptor(
            type: "duckdb", urlSchemes: ["duckdb"],
            summary: "A DuckDB file, opened read-only: `duckdb:///relative.duckdb` or `duckdb:////absolute.duckdb`.",
            options: [
                OptionDescriptor(
                    "library", .string(allowsEmpty: false), "The path of DuckDB's library (libduckdb.so)."),
                OptionDescriptor(
                    "max_connections", .integer(1...64), "How many queries may run on the file at once.",
                    default: "2"),
                OptionDescriptor(
                    "memory_limit", .byteCount(1 << 20...1 << 40),
                    "How much memory all queries on the file may take together.", default: "1GiB"),
                OptionDescriptor(
                    "threads", .integer(1...256), "How many threads DuckDB uses for all queries together.",
                    default: "2"),
            ],
            factory: .source { options, context throws(SentinelError) in
                guard let reference = options.secret("url") else {
                    throw SentinelError(.configuration, "the source '\(context.name)' has no url")
                }
                let url = try context.secrets.resolve(reference).reveal()
                return try DuckDBSource(url: url, options: DuckDBSource.Options(options))
            },
            validate: { options, strictness in
                guard case .literal(let url)? = options.secret("url") else { return [] }
                do throws(SentinelError) {
                    _ = try DuckDBURL(url.reveal())
                    return []
                } catch {
                    return [Fault(error.message, option: "url", severity: strictness == .original ? .warning : .error)]
                }
            })
    }

    extension DuckDBSource.Options {
        init(_ options: IntegrationOptions) {
            self.init()
            library = options.string("library")
            if let count = options.integer("max_connections") { maxConnections = Int(clamping: count) }
            if let bytes = options.integer("memory_limit") { memoryLimit = Int(clamping: bytes) }
            if let count = options.integer("threads") { threads = Int(clamping: count) }
        }
    }
#endif
