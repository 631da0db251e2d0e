#if SQLite
    import CSQLite
    public import SentinelModels

    // Parameters are counted from 1, as in SQLite.
    extension SQLiteStatement {
        /// Binds values to the parameters from the first on.
        public func bind(_ values: [SQLValue]) throws(SQLiteError) {
            for index in values.indices { try bind(values[index], at: index + 1) }
        }

        /// Binds a value.
        ///
        /// Truth values become 0 and 1; decimals, dates and JSON become their text; an instant becomes
        /// `YYYY-MM-DD HH:MM:SS` in UTC, with a fraction of 3 or 6 digits only if it has one: the form that SQLite's
        /// own `datetime()` writes and that compares in the order of time.
        public func bind(_ value: SQLValue, at index: Int) throws(SQLiteError) {
            switch value {
            case .null: try bindNull(at: index)
            case .bool(let value): try bind(value ? 1 as Int64 : 0, at: index)
            case .integer(let value): try bind(value, at: index)
            case .double(let value): try bind(value, at: index)
            case .decimal(let text), .text(let text), .json(let text): try bind(text, at: index)
            case .bytes(let bytes): try bind(bytes, at: index)
            case .timestamp(let instant): try bind(instant.sqliteText, at: index)
            case .date(let date): try bind(date.description, at: index)
            }
        }

        /// Binds a value to the parameter `name`, which includes its sign: `:fire_at`.
        public func bind(_ value: SQLValue, named name: String) throws(SQLiteError) {
            let index = sqlite3_bind_parameter_index(handle, name)
            guard index > 0 else { throw SQLiteError(.range, "the statement has no parameter \(name)") }
            try bind(value, at: Int(index))
        }

        /// Binds an integer.
        public func bind(_ value: Int64, at index: Int) throws(SQLiteError) {
            try check(sqlite3_bind_int64(handle, Int32(truncatingIfNeeded: index), value))
        }

        /// Binds an integer.
        public func bind(_ value: Int, at index: Int) throws(SQLiteError) {
            try bind(Int64(value), at: index)
        }

        /// Binds a floating-point number. SQLite keeps not-a-number as NULL.
        public func bind(_ value: Double, at index: Int) throws(SQLiteError) {
            try check(sqlite3_bind_double(handle, Int32(truncatingIfNeeded: index), value))
        }

        /// Binds text; SQLite copies it.
        public func bind(_ value: String, at index: Int) throws(SQLiteError) {
            var text = value
            try check(
                text.withUTF8 { buffer in
                    buffer.withMemoryRebound(to: CChar.self) {
                        sentinel_sqlite3_bind_text(
                            handle, Int32(truncatingIfNeeded: index), $0.baseAddress, UInt64($0.count))
                    }
                })
        }

        /// Binds bytes; SQLite copies them.
        public func bind(_ value: [UInt8], at index: Int) throws(SQLiteError) {
            try check(
                value.withUnsafeBytes {
                    sentinel_sqlite3_bind_blob(
                        handle, Int32(truncatingIfNeeded: index), $0.baseAddress, UInt64($0.count))
                })
        }

        /// Binds NULL.
        public func bindNull(at index: Int) throws(SQLiteError) {
            try check(sqlite3_bind_null(handle, Int32(truncatingIfNeeded: index)))
        }

        /// How many parameters there are; with `?5` in the text, 5.
        public var parameterCount: Int { Int(sqlite3_bind_parameter_count(handle)) }

        /// The name of a parameter with its sign (`:a`, `@a`, `$a`, `?5`); nil for a plain `?`.
        public func parameterName(at index: Int) -> String? {
            sqlite3_bind_parameter_name(handle, Int32(truncatingIfNeeded: index)).map { String(cString: $0) }
        }

        private func check(_ code: Int32) throws(SQLiteError) {
            guard code == SQLITE_OK else { throw failure(code) }
        }
    }

    extension Timestamp {
        /// `2026-11-23 09:00:00`, in UTC.
        fileprivate var sqliteText: String {
            var text = description
            if text.last == "Z" { text.removeLast() }
            return text.replacing("T", with: " ", maxReplacements: 1)
        }
    }
#endif
