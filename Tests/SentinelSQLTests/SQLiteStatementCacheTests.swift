#if SQLite
    import SentinelModels
    import SentinelTesting
    import Testing

    @testable import SentinelSQL

    @Suite("SQLite statement cache")
    struct SQLiteStatementCacheTests {
        @Test(
            "texts that only look alike have statements of their own",
            arguments: [
                // Composed and decomposed, in either order; signs with an ASCII twin; marks in another order.
                ("\u{E9}", "e\u{301}"), ("e\u{301}", "\u{E9}"), ("\u{212A}", "K"), ("K", "\u{212A}"),
                ("\u{37E}", ";"), ("\u{1E9B}\u{323}", "\u{17F}\u{323}\u{307}"), ("a\u{323}\u{307}", "a\u{307}\u{323}"),
                ("\u{AC00}", "\u{1100}\u{1161}"),
            ])
        func lookalikes(_ first: String, _ second: String) throws {
            #expect(first == second, "Swift takes them for one text")
            let connection = try memory()
            for _ in 0..<2 {
                for text in [first, second] {
                    let bytes = Array(text.utf8)
                    #expect(try connection.scalar("SELECT CAST('\(text)' AS BLOB)") == .bytes(bytes), "\(bytes)")
                }
            }
        }

        @Test("a statement in use is left alone, and one that was forgotten goes on")
        func inUse() throws {
            let connection = try memory()
            let first = try connection.cached("SELECT 1 UNION ALL SELECT 2")
            #expect(try first.step())
            connection.removeCachedStatements()
            let second = try connection.cached("SELECT 1 UNION ALL SELECT 2")
            #expect(first !== second)
            #expect(try second.step() && first.step())
            #expect(first.integer(at: 0) == 2 && second.integer(at: 0) == 1)
        }

        @Test("a failed bind leaves nothing behind for the next user")
        func leftovers() throws {
            let connection = try memory()
            #expect(
                errorCode { _ = try connection.scalar("SELECT ?, ?", [.integer(1), .integer(2), .integer(3)]) }
                    == .range)
            #expect(try connection.rows("SELECT ?, ?") == [[.null, .null]])
            #expect(try connection.rows("SELECT ?, ?", [.text("x")]) == [[.text("x"), .null]])
        }

        @Test("a statement is compiled anew when the schema changes under it")
        func schemaChange() throws {
            let connection = try memory()
            try connection.execute("CREATE TABLE t(a); INSERT INTO t VALUES (1)")
            #expect(try connection.rows("SELECT * FROM t") == [[.integer(1)]])
            try connection.execute("ALTER TABLE t ADD COLUMN b DEFAULT 7")
            #expect(try connection.rows("SELECT * FROM t") == [[.integer(1), .integer(7)]])
            try connection.execute("DROP TABLE t")
            #expect(errorCode { _ = try connection.rows("SELECT * FROM t") } == .error)
        }

        /// The cache by the book: a list, the latest use last.
        private struct Model {
            var capacity: Int
            var order: [String] = []

            mutating func use(_ text: String) -> Bool {
                let isKept = order.contains(text)
                order.removeAll { $0 == text }
                if !isKept, order.count >= capacity, !order.isEmpty { order.removeFirst() }
                if capacity > 0 { order.append(text) }
                return isKept
            }
        }

        @Test("keeps the statements used last, as many as it may", arguments: [0, 1, 2, 3, 7])
        func leastRecentlyUsed(_ capacity: Int) throws {
            var generator = SeededGenerator(seed: UInt64(capacity) + 1)
            let connection = try memory()
            var cache = SQLiteStatementCache(capacity: capacity)
            var model = Model(capacity: capacity)
            for step in 0..<300 {
                let text = "SELECT \(Int.random(in: 0..<9, using: &generator))"
                let isKept = cache[text] != nil
                #expect(isKept == model.use(text), "step \(step), \(text)")
                if !isKept { cache.insert(try connection.prepare(text), for: text) }
            }
            cache.removeAll()
            for number in 0..<9 { #expect(cache["SELECT \(number)"] == nil) }
        }
    }
#endif
