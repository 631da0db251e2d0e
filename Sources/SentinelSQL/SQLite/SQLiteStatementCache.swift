#if SQLite
    /// Compiled statements by their text; the least recently used one gives way.
    struct SQLiteStatementCache {
        private struct Entry {
            var statement: SQLiteStatement
            var lastUse: UInt64
        }

        private let capacity: Int
        private var entries: [String: Entry] = [:]
        private var uses: UInt64 = 0

        init(capacity: Int) {
            self.capacity = capacity
        }

        /// The statement of `sql`, ready for new values; nil if there is none or it is in use.
        subscript(sql: String) -> SQLiteStatement? {
            mutating get {
                guard let index = entries.index(forKey: sql) else { return nil }
                let statement = entries.values[index].statement
                guard !statement.isRunning else { return nil }
                uses += 1
                entries.values[index].lastUse = uses
                statement.reset()
                statement.clearBindings()
                return statement
            }
        }

        mutating func insert(_ statement: SQLiteStatement, for sql: String) {
            guard capacity > 0 else { return }
            if entries.count >= capacity, entries[sql] == nil,
                let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })?.key
            {
                entries[oldest] = nil
            }
            uses += 1
            entries[sql] = Entry(statement: statement, lastUse: uses)
        }

        mutating func removeAll() {
            entries.removeAll()
        }
    }
#endif
