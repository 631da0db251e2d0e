#if SQLite
    /// Compiled statements by their text; the least recently used one gives way.
    ///
    /// Swift holds texts for equal that only look alike (`é` as one scalar or as two). SQLite compares bytes, so such
    /// statements have different answers and must not stand in for each other.
    struct SQLiteStatementCache {
        private struct Entry {
            var statement: SQLiteStatement
            var lastUse: UInt64
            /// An ASCII text has no other form of the same length.
            var isASCII: Bool
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
                let (kept, entry) = entries[index]
                guard kept.utf8.count == sql.utf8.count, entry.isASCII || kept.utf8.elementsEqual(sql.utf8) else {
                    return nil
                }
                let statement = entry.statement
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
            // An assignment alone would keep the key that is there, which may be another form of the text.
            entries[sql] = nil
            entries[sql] = Entry(statement: statement, lastUse: uses, isASCII: sql.utf8.allSatisfy { $0 < 0x80 })
        }

        mutating func removeAll() {
            entries.removeAll()
        }
    }
#endif
