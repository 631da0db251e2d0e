#if SQLite
    import CSQLite

    extension SQLiteConnection {
        /// A limit of a connection.
        public enum Limit: Sendable, Hashable {
            /// Bytes of a text, blob or row.
            case length
            /// Bytes of a statement's text.
            case sqlLength
            /// Columns of a table, a result or an ORDER BY.
            case columns
            /// Depth of an expression.
            case expressionDepth
            /// Terms of a compound SELECT.
            case compoundSelects
            /// Instructions of a compiled statement.
            case instructions
            /// Arguments of a function.
            case functionArguments
            /// Attached databases.
            case attachedDatabases
            /// Bytes of a LIKE or GLOB pattern.
            case likePatternLength
            /// The highest parameter number.
            case parameterNumber
            /// Depth of trigger recursion.
            case triggerDepth
            /// Helper threads of one statement.
            case workerThreads

            fileprivate var code: Int32 {
                switch self {
                case .length: SQLITE_LIMIT_LENGTH
                case .sqlLength: SQLITE_LIMIT_SQL_LENGTH
                case .columns: SQLITE_LIMIT_COLUMN
                case .expressionDepth: SQLITE_LIMIT_EXPR_DEPTH
                case .compoundSelects: SQLITE_LIMIT_COMPOUND_SELECT
                case .instructions: SQLITE_LIMIT_VDBE_OP
                case .functionArguments: SQLITE_LIMIT_FUNCTION_ARG
                case .attachedDatabases: SQLITE_LIMIT_ATTACHED
                case .likePatternLength: SQLITE_LIMIT_LIKE_PATTERN_LENGTH
                case .parameterNumber: SQLITE_LIMIT_VARIABLE_NUMBER
                case .triggerDepth: SQLITE_LIMIT_TRIGGER_DEPTH
                case .workerThreads: SQLITE_LIMIT_WORKER_THREADS
                }
            }
        }

        /// Sets a limit, at most the library's own, and returns the earlier one. A negative value only asks.
        /// A closed connection allows nothing: 0.
        @discardableResult
        public func setLimit(_ limit: Limit, _ value: Int) -> Int {
            handle.map { Int(sqlite3_limit($0, limit.code, Int32(clamping: value))) } ?? 0
        }

        /// A switch of a connection.
        public enum Option: Sendable, Hashable {
            /// Forbids statements that can damage the file on purpose.
            case defensive
            /// Lets functions and virtual tables that are not marked harmless be used by the schema.
            case trustedSchema
            /// Lets SQL load shared libraries.
            case loadExtension
            /// Lets triggers run.
            case triggers
            /// Checks foreign keys.
            case foreignKeys
            /// Takes `"x"` for a text where no such column exists.
            case doubleQuotedStrings
            /// Leaves the write-ahead log as it is when the last connection closes.
            case noCheckpointOnClose

            fileprivate var codes: [Int32] {
                switch self {
                case .defensive: [SQLITE_DBCONFIG_DEFENSIVE]
                case .trustedSchema: [SQLITE_DBCONFIG_TRUSTED_SCHEMA]
                case .loadExtension: [SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION]
                case .triggers: [SQLITE_DBCONFIG_ENABLE_TRIGGER]
                case .foreignKeys: [SQLITE_DBCONFIG_ENABLE_FKEY]
                case .doubleQuotedStrings: [SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL]
                case .noCheckpointOnClose: [SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE]
                }
            }
        }

        /// Turns a switch on or off.
        public func set(_ option: Option, _ isOn: Bool) throws(SQLiteError) {
            let handle = try open()
            for code in option.codes {
                let result = sentinel_sqlite3_db_config_flag(handle, code, isOn ? 1 : 0)
                guard result == SQLITE_OK else { throw SQLiteError(extendedCode: result, handle: handle) }
            }
        }
    }
#endif
