#if DuckDB
    import SentinelModels
    import SentinelSQL

    extension SentinelError {
        /// The error in the words of the seams; `underlying` keeps DuckDB's.
        init(_ error: DuckDBError) {
            let words = error.message
            let meaning: (code: Code, text: String, isRetryable: Bool?) =
                switch error.kind {
                case .library:
                    (
                        .configuration,
                        """
                        DuckDB's library cannot be used; install libduckdb (https://duckdb.org/install), or name its file \
                        by 'library': \(words)
                        """, false
                    )
                case .opening where words.contains("Could not set lock") || words.contains("Conflicting lock"):
                    (.busy, "another process has the DuckDB file open for writing", nil)
                case .opening where words.contains("not a valid DuckDB database"):
                    (.connection, "the file is no DuckDB database, or one of another version", false)
                case .opening: (.connection, "the DuckDB file cannot be opened: \(words)", nil)
                case .statement: (.query, words, nil)
                case .forbidden: (.notReadOnly, "the query may only read: \(words)", nil)
                case .interrupted: (.cancelled, "the query was cancelled", nil)
                case .memory: (.resultTooLarge, "the query needs more memory than the source's memory_limit", nil)
                case .size: (.resultTooLarge, words, nil)
                case .type: (.query, words, nil)
                case .inputOutput: (.connection, "reading the DuckDB file failed: \(words)", nil)
                }
            self.init(meaning.code, meaning.text, isRetryable: meaning.isRetryable, underlying: words)
        }
    }
#endif
