#if DuckDB
    import SentinelModels
    import SentinelSQL

    /// A DuckDB file as a URL names it, in SQLAlchemy's form: `duckdb:///relative.duckdb`, `duckdb:////absolute.duckdb`,
    /// `duckdb:///:memory:`. `%20` and the like are decoded.
    struct DuckDBURL: Hashable {
        /// The path; nil for an empty database in memory.
        var path: String?

        /// Reads a URL.
        /// - Throws: `SentinelError.Code.configuration`; the message repeats no part of the URL.
        init(_ text: String) throws(SentinelError) {
            guard let range = text.firstRange(of: "://"), text[..<range.lowerBound].lowercased() == "duckdb" else {
                throw Self.malformed("it does not start with duckdb://")
            }
            let parts = text[range.upperBound...].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
            let rest = parts[0]
            guard parts.count == 1 || parts[1].isEmpty || parts[1].lowercased() == "access_mode=read_only" else {
                throw Self.malformed("it has parameters; the source's options stand beside the URL")
            }
            guard rest.isEmpty || rest.first == "/" else {
                throw Self.malformed("two slashes are followed by a host, which DuckDB does not have")
            }
            guard let decoded = rest.dropFirst().percentDecoded, !decoded.utf8.contains(0) else {
                throw Self.malformed("its path is no text once %-escapes are decoded")
            }
            guard !decoded.hasPrefix("md:"), !decoded.contains("://") else {
                throw Self.malformed("only files can be opened")
            }
            path = decoded.isEmpty || decoded == ":memory:" ? nil : decoded
        }

        private static func malformed(_ reason: String) -> SentinelError {
            SentinelError(
                .configuration,
                """
                the DuckDB URL cannot be read: \(reason); write duckdb:///relative.duckdb or \
                duckdb:////absolute/path.duckdb
                """)
        }
    }
#endif
