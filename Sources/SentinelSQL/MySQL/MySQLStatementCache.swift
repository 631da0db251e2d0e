#if MySQL
    /// Prepared statements by their text; the least recently used one gives way.
    ///
    /// The key is the bytes of the text: Swift holds texts for equal that only look alike, the server does not.
    struct MySQLStatementCache {
        private struct Entry {
            var statement: MySQLStatement
            var lastUse: UInt64
        }

        private let capacity: Int
        private var entries: [[UInt8]: Entry] = [:]
        private var uses: UInt64 = 0

        init(capacity: Int) {
            self.capacity = capacity
        }

        /// The statement of `sql`, ready to run; nil if there is none.
        subscript(sql: String) -> MySQLStatement? {
            mutating get {
                guard capacity > 0, let index = entries.index(forKey: Array(sql.utf8)) else { return nil }
                uses += 1
                entries.values[index].lastUse = uses
                let statement = entries.values[index].statement
                statement.reset()
                return statement
            }
        }

        mutating func insert(_ statement: MySQLStatement, for sql: String) {
            guard capacity > 0 else { return }
            if entries.count >= capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })?.key {
                entries[oldest] = nil
            }
            uses += 1
            entries[Array(sql.utf8)] = Entry(statement: statement, lastUse: uses)
        }

        mutating func remove(_ sql: String) {
            entries[Array(sql.utf8)] = nil
        }

        mutating func removeAll() {
            entries.removeAll()
        }
    }
#endif
