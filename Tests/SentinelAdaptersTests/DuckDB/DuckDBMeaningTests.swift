#if DuckDB
    @testable import SentinelAdapters
    import SentinelModels
    import SentinelSQL
    import Testing

    @Suite("What DuckDB's errors mean")
    struct DuckDBMeaningTests {
        @Test(
            "codes",
            arguments: [
                (.library, "no such file", .configuration, false),
                (.opening, "IO Error: Could not set lock on file \"a\": Conflicting lock is held in x", .busy, true),
                (.opening, "IO Error: Conflicting lock", .busy, true),
                (.opening, "The file \"a\" exists, but it is not a valid DuckDB database file!", .connection, false),
                (.opening, "IO Error: Cannot open file \"a\": Permission denied", .connection, true),
                (.opening, "the database file 'a' is missing", .connection, true),
                (.statement, "Parser Error: syntax error at or near \"FORM\"", .query, false),
                (.statement, "Catalog Error: Table with name nowhere does not exist!", .query, false),
                (.statement, "Conversion Error: Could not convert string 'x' to INT32", .query, false),
                (.forbidden, "there is more than one statement", .notReadOnly, false),
                (.forbidden, "Permission Error: access is disabled", .notReadOnly, false),
                (.interrupted, "INTERRUPT Error: Interrupted!", .cancelled, false),
                (.memory, "Out of Memory Error: could not allocate block", .resultTooLarge, false),
                (.size, "a value of column 'v' has 5 bytes; 4 are allowed", .resultTooLarge, false),
                (.type, "a value of column 'v' has the type type 99", .query, false),
                (.inputOutput, "IO Error: Could not read from file", .connection, true),
            ] as [(DuckDBError.Kind, String, SentinelError.Code, Bool)])
        func codes(_ kind: DuckDBError.Kind, _ words: String, _ code: SentinelError.Code, _ isRetryable: Bool) {
            let error = SentinelError(DuckDBError(kind, words))
            #expect(error.code == code)
            #expect(error.isRetryable == isRetryable)
            #expect(error.underlying == words)
            #expect(!error.message.isEmpty)
        }

        @Test(
            "what the words say to do",
            arguments: [
                (.library, "reason", "install libduckdb"),
                (.library, "reason", "name its file by 'library': reason"),
                (.opening, "Could not set lock", "another process has the DuckDB file open for writing"),
                (.opening, "not a valid DuckDB database", "or one of another version"),
                (.opening, "reason", "cannot be opened: reason"),
                (.forbidden, "reason", "may only read: reason"),
                (.memory, "reason", "memory_limit"),
                (.inputOutput, "reason", "failed: reason"),
                (.statement, "reason", "reason"),
            ] as [(DuckDBError.Kind, String, String)])
        func words(_ kind: DuckDBError.Kind, _ words: String, _ expected: String) {
            #expect(SentinelError(DuckDBError(kind, words)).message.contains(expected))
        }
    }

    @Suite("What stops the work of a DuckDB connection")
    struct DuckDBControlTests {
        private static let beneath = DuckDBError(.interrupted, "Interrupted!")

        private func control(_ remaining: Duration) -> DuckDBControl {
            let control = DuckDBControl()
            control.start(deadline: ContinuousClock.now.advanced(by: remaining), timeout: .seconds(5))
            return control
        }

        @Test("nothing stops what has time")
        func running() throws {
            let control = control(.seconds(60))
            try control.check()
            control.abandon()
            #expect(control.failure(beneath: Self.beneath) == nil)
        }

        @Test("a deadline that is over is a timeout that names the caller's time")
        func deadline() {
            #expect(
                control(.seconds(-1)).failure(beneath: Self.beneath)
                    == SentinelError(
                        .timeout, "the query did not end within \(Duration.seconds(5).text)", underlying: "Interrupted!"
                    ))
            #expect(throws: SentinelError.self) { try control(.seconds(-1)).check() }
        }

        @Test("the first reason counts, and only for its work", arguments: [true, false])
        func reasons(_ isCancelled: Bool) throws {
            let control = control(.seconds(60))
            control.stop(isCancelled ? .cancelled : .deadline)
            control.stop(isCancelled ? .deadline : .cancelled)
            #expect(control.failure(beneath: nil)?.code == (isCancelled ? .cancelled : .timeout))
            control.start(deadline: ContinuousClock.now.advanced(by: .seconds(60)), timeout: .seconds(60))
            try control.check()
        }
    }
#endif
