#if SQLite
    import CSQLite

    /// An error as SQLite reported it: its extended result code and its words.
    ///
    /// Adapters and stores turn it into a `SentinelError` by what they use the database for; see ``SQLiteRole``.
    public struct SQLiteError: Error, Sendable, Hashable {
        /// The extended result code, such as 1555 for a violated primary key.
        public var extendedCode: Int32
        /// SQLite's words. They may quote identifiers and literals of the statement, never values of rows.
        public var message: String
        /// Where in the statement's UTF-8 text the error is, if SQLite knows.
        public var offset: Int?

        /// Makes an error.
        public init(extendedCode: Int32, message: String, offset: Int? = nil) {
            self.extendedCode = extendedCode
            self.message = message
            self.offset = offset
        }

        /// Makes an error that this layer itself found.
        public init(_ code: Code, _ message: String) {
            self.init(extendedCode: code.rawValue, message: message)
        }

        /// The primary result code.
        public var code: Code { Code(rawValue: extendedCode & 0xFF) }
    }

    extension SQLiteError {
        /// A primary result code of SQLite. The set is open: newer libraries may know more.
        public struct Code: RawRepresentable, Sendable, Hashable {
            /// SQLite's number.
            public let rawValue: Int32
            /// Takes SQLite's number.
            public init(rawValue: Int32) { self.rawValue = rawValue }

            /// The statement is wrong, or a function raised an error.
            public static let error = Self(rawValue: SQLITE_ERROR)
            /// The operating system refuses the access.
            public static let permission = Self(rawValue: SQLITE_PERM)
            /// A callback asked to stop.
            public static let abort = Self(rawValue: SQLITE_ABORT)
            /// Another connection holds the lock.
            public static let busy = Self(rawValue: SQLITE_BUSY)
            /// A statement of the same connection holds the lock.
            public static let locked = Self(rawValue: SQLITE_LOCKED)
            /// Out of memory.
            public static let noMemory = Self(rawValue: SQLITE_NOMEM)
            /// The database or connection is read-only.
            public static let readOnly = Self(rawValue: SQLITE_READONLY)
            /// Interrupted from outside, or by the progress handler.
            public static let interrupt = Self(rawValue: SQLITE_INTERRUPT)
            /// Reading or writing a file failed.
            public static let inputOutput = Self(rawValue: SQLITE_IOERR)
            /// The database file is damaged.
            public static let corrupt = Self(rawValue: SQLITE_CORRUPT)
            /// The disk, or the allowed number of pages, is full.
            public static let full = Self(rawValue: SQLITE_FULL)
            /// The file cannot be opened.
            public static let cannotOpen = Self(rawValue: SQLITE_CANTOPEN)
            /// The locking protocol failed; passes by itself.
            public static let lockProtocol = Self(rawValue: SQLITE_PROTOCOL)
            /// The schema changed while the statement ran, more often than SQLite retries.
            public static let schema = Self(rawValue: SQLITE_SCHEMA)
            /// A text, blob or row is longer than the limit.
            public static let tooBig = Self(rawValue: SQLITE_TOOBIG)
            /// A constraint is violated.
            public static let constraint = Self(rawValue: SQLITE_CONSTRAINT)
            /// A value has the wrong type.
            public static let mismatch = Self(rawValue: SQLITE_MISMATCH)
            /// The library is used wrongly: a fault of ours.
            public static let misuse = Self(rawValue: SQLITE_MISUSE)
            /// The authorizer denied it.
            public static let authorization = Self(rawValue: SQLITE_AUTH)
            /// A parameter's index is out of range.
            public static let range = Self(rawValue: SQLITE_RANGE)
            /// The file is no SQLite database, or an encrypted one.
            public static let notADatabase = Self(rawValue: SQLITE_NOTADB)
        }

        /// A read-only connection that would have to create or repair a file beside the database first.
        public static let needsWriter: Set<Int32> = [
            SQLITE_READONLY | 1 << 8, SQLITE_READONLY | 3 << 8, SQLITE_READONLY | 5 << 8, readOnlyFolder,
        ]
        /// No file can be made beside the database.
        static let readOnlyFolder: Int32 = SQLITE_READONLY | 6 << 8
        /// A unique index or primary key refuses the row.
        public var isUniqueViolation: Bool {
            extendedCode == SQLITE_CONSTRAINT | 8 << 8 || extendedCode == SQLITE_CONSTRAINT | 6 << 8
                || extendedCode == SQLITE_CONSTRAINT | 10 << 8
        }
    }

    extension SQLiteError: CustomStringConvertible {
        /// The words with the extended code.
        public var description: String { "SQLite error \(extendedCode): \(message)" }
    }

    extension SQLiteError {
        /// The error of the last call on `handle`; on a nil handle SQLite had no memory for one.
        init(extendedCode: Int32, handle: OpaquePointer?) {
            guard let handle else {
                self.init(.noMemory, "out of memory")
                return
            }
            // The handle's code is the more precise one, unless it belongs to an earlier call.
            let latest = sqlite3_extended_errcode(handle)
            let code = latest & 0xFF == extendedCode & 0xFF ? latest : extendedCode
            let text = code == latest ? sqlite3_errmsg(handle) : sqlite3_errstr(extendedCode)
            let offset = sqlite3_error_offset(handle)
            self.init(
                extendedCode: code, message: text.map { String(cString: $0) } ?? "unknown error",
                offset: offset < 0 ? nil : Int(offset))
        }
    }
#endif
