#if SQLite
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("SQLite transactions at random")
    struct SQLiteRandomTransactionTests {
        /// What a database with savepoints would remember.
        private struct Model {
            var rows: [Int64] = []
            var savepoints: [[Int64]] = []
            var before: [Int64]?
        }

        @Test("transactions and savepoints undo exactly what they should", arguments: 0..<12 as Range<UInt64>)
        func model(_ seed: UInt64) throws {
            var generator = SeededGenerator(seed: seed)
            let connection = try memory()
            try connection.execute("CREATE TABLE t(a)")
            var model = Model()
            for step in 0..<150 as Range<Int64> {
                switch Int.random(in: 0..<7, using: &generator) {
                case 0 where model.before == nil:
                    try connection.begin([.deferred, .immediate, .exclusive][Int(step % 3)])
                    model.before = model.rows
                case 1 where model.before != nil:
                    try connection.commit()
                    model = Model(rows: model.rows)
                case 2:
                    try connection.rollback()
                    model = Model(rows: model.before ?? model.rows)
                case 3 where model.before != nil:
                    try connection.savepoint("s")
                    model.savepoints.append(model.rows)
                case 4 where !model.savepoints.isEmpty:
                    try connection.release("s")
                    model.savepoints.removeLast()
                case 5 where !model.savepoints.isEmpty:
                    try connection.rollback(to: "s")
                    model.rows = model.savepoints.removeLast()
                default:
                    try connection.run("INSERT INTO t VALUES (?)", [.integer(step)])
                    model.rows.append(step)
                }
                #expect(connection.isInTransaction == (model.before != nil), "seed \(seed), step \(step)")
                let rows = try connection.rows("SELECT a FROM t ORDER BY rowid").map(\.[0])
                #expect(rows == model.rows.map { .integer($0) }, "seed \(seed), step \(step)")
            }
        }

        @Test("what a transaction cannot do is an error that leaves it as it was")
        func impossible() throws {
            let connection = try memory()
            #expect(errorCode { try connection.commit() } == .error)
            #expect(errorCode { try connection.release("none") } == .error)
            try connection.begin()
            #expect(errorCode { try connection.begin() } == .error)
            #expect(errorCode { try connection.rollback(to: "none") } == .error)
            #expect(connection.isInTransaction)
            try connection.commit()
        }

        @Test("a body's value comes back, its error rolls back and is the one that is seen", arguments: [false, true])
        func bodies(_ fails: Bool) throws {
            struct Refusal: Error, Equatable { var text: String }
            let connection = try memory()
            try connection.execute("CREATE TABLE t(a)")
            let result = Result { () throws(Refusal) in
                try connection.transaction(mapping: { Refusal(text: $0.message) }) { () throws(Refusal) -> Int in
                    do { try connection.run("INSERT INTO t VALUES (1)") } catch { throw Refusal(text: "insert") }
                    if fails { throw Refusal(text: "no") }
                    return 7
                }
            }
            #expect(result == (fails ? .failure(Refusal(text: "no")) : .success(7)))
            #expect(try connection.scalar("SELECT count(*) FROM t") == .integer(fails ? 0 : 1))
            #expect(!connection.isInTransaction)
        }
    }
#endif
