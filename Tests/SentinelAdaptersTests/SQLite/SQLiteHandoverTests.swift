#if SQLite
    import SentinelAdapters
    import SentinelTesting
    import Testing

    @testable import SentinelModels

    /// A query's task goes on where its connection works.
    @Suite("SQLite: handover", .timeLimit(.minutes(1)))
    struct SQLiteHandoverTests {
        /// Takes some milliseconds, so that the asking task waits already when it is answered.
        private static let query = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT MAX(i) FROM n
            """

        @Test("the connection's thread goes on with a task that wants it", arguments: [true, false])
        func handover(isWanted: Bool) async throws {
            let source = try SQLiteSource(path: ":memory:")
            var kept = 0
            for _ in 0..<20 {
                let executor = isWanted ? HandoverExecutor.shared : nil
                let isKept = try await withTaskExecutorPreference(executor) {
                    _ = try await source.run(QueryRequest(Self.query))
                    return HandoverInbox.current != nil
                }
                if isKept { kept += 1 }
            }
            await source.close()
            #expect(isWanted ? kept > 10 : kept == 0)
        }
    }
#endif
