#if SQLite
    import CSQLite
    public import SentinelModels

    /// How a value is stored in SQLite, whatever its column's declared type says.
    public enum SQLiteStorageClass: Sendable, Hashable {
        /// A signed 64-bit integer.
        case integer
        /// A binary floating-point number.
        case real
        /// Text.
        case text
        /// Bytes.
        case blob
        /// NULL.
        case null
    }

    // Columns are counted from 0, as in SQLite. Reading is valid while the statement stands on a row.
    extension SQLiteStatement {
        /// How many columns a row has; 0 for a statement that returns no rows.
        public var columnCount: Int { Int(sqlite3_column_count(handle)) }

        /// The columns' names. `SELECT *` may get others when the schema changes before the first step.
        public var columnNames: [String] {
            (0..<columnCount).map { sqlite3_column_name(handle, Int32($0)).map { String(cString: $0) } ?? "" }
        }

        /// The declared type of the table column behind a result column; nil for an expression.
        public func declaredType(at column: Int) -> String? {
            sqlite3_column_decltype(handle, Int32(column)).map { String(cString: $0) }
        }

        /// How the value is stored.
        public func storageClass(at column: Int) -> SQLiteStorageClass {
            switch sqlite3_column_type(handle, Int32(column)) {
            case SQLITE_INTEGER: .integer
            case SQLITE_FLOAT: .real
            case SQLITE_TEXT: .text
            case SQLITE_BLOB: .blob
            default: .null
            }
        }

        /// Whether the value is NULL.
        public func isNull(at column: Int) -> Bool {
            sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
        }

        /// The value as an integer; 0 for NULL and for what is no number.
        public func integer(at column: Int) -> Int64 {
            sqlite3_column_int64(handle, Int32(column))
        }

        /// The value as an integer; nil for NULL.
        public func optionalInteger(at column: Int) -> Int64? {
            isNull(at: column) ? nil : integer(at: column)
        }

        /// The value as a floating-point number; 0 for NULL and for what is no number.
        public func double(at column: Int) -> Double {
            sqlite3_column_double(handle, Int32(column))
        }

        /// The value as text, invalid UTF-8 repaired; empty for NULL.
        public func text(at column: Int) -> String {
            withText(at: column) { String(decoding: $0, as: UTF8.self) }
        }

        /// The value as text; nil for NULL.
        public func optionalText(at column: Int) -> String? {
            isNull(at: column) ? nil : text(at: column)
        }

        /// The value as bytes; empty for NULL.
        public func bytes(at column: Int) -> [UInt8] {
            let start = sqlite3_column_blob(handle, Int32(column))
            return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, Int32(column)))))
        }

        /// How many bytes a text or blob has. Costs no copy; for numbers it makes SQLite write their text.
        public func byteCount(at column: Int) -> Int {
            Int(sqlite3_column_bytes(handle, Int32(column)))
        }

        /// The value as it is stored. Text that is no valid UTF-8 comes as bytes.
        ///
        /// A column declared DECIMAL or NUMERIC holds whatever SQLite made of the value when it was written: an integer
        /// or a binary floating-point number, or the text itself if it looked like no number.
        public func value(at column: Int) -> SQLValue {
            switch sqlite3_column_type(handle, Int32(column)) {
            case SQLITE_INTEGER: .integer(integer(at: column))
            case SQLITE_FLOAT: .double(double(at: column))
            case SQLITE_TEXT:
                withText(at: column) { text in
                    String(validating: text, as: UTF8.self).map { .text($0) } ?? .bytes(Array(text))
                }
            case SQLITE_BLOB: .bytes(bytes(at: column))
            default: .null
            }
        }

        /// All values of the row.
        public var values: [SQLValue] {
            (0..<columnCount).map { value(at: $0) }
        }

        /// Lends the value's text as UTF-8 without copying it.
        public func withText<Result>(at column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
            // The text must be asked for before its length, which a conversion may change.
            let start = sqlite3_column_text(handle, Int32(column))
            let count = Int(sqlite3_column_bytes(handle, Int32(column)))
            return body(UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
        }
    }
#endif
