#if SQLite
    import CSQLite

    /// What an authorizer answers.
    public enum SQLiteVerdict: Sendable, Hashable {
        /// The action may be done.
        case allow
        /// The whole statement is refused with ``SQLiteError/Code/authorization``.
        case deny
        /// A column reads as NULL, a function call likewise; the statement goes on.
        case ignore

        var code: Int32 {
            switch self {
            case .allow: SQLITE_OK
            case .deny: SQLITE_DENY
            case .ignore: SQLITE_IGNORE
            }
        }
    }

    /// Something a statement wants to do, as an authorizer is asked. Valid only while the authorizer runs.
    public struct SQLiteAction {
        let code: Int32
        let first: UnsafePointer<CChar>?
        let second: UnsafePointer<CChar>?
        let database: UnsafePointer<CChar>?
        let cause: UnsafePointer<CChar>?

        /// The kinds of action that read; every other kind changes something or reaches outside.
        public enum Kind: Sendable, Hashable {
            /// A SELECT, at any depth.
            case select
            /// A column of a table; ``SQLiteAction/target`` is the table, ``SQLiteAction/detail`` the column.
            case read
            /// A recursive common table expression.
            case recursive
            /// A function; ``SQLiteAction/detail`` is its name.
            case function
            /// A PRAGMA; ``SQLiteAction/target`` is its name, ``SQLiteAction/detail`` its argument.
            case pragma
            /// Anything else; ``SQLiteAction/name`` says what.
            case other
        }

        /// The kind.
        public var kind: Kind {
            switch code {
            case SQLITE_SELECT: .select
            case SQLITE_READ: .read
            case SQLITE_RECURSIVE: .recursive
            case SQLITE_FUNCTION: .function
            case SQLITE_PRAGMA: .pragma
            default: .other
            }
        }

        /// The first detail: mostly the object's name.
        public var target: String? { first.map { String(cString: $0) } }
        /// The second detail.
        public var detail: String? { second.map { String(cString: $0) } }
        /// The schema's name: `main`, `temp` or an attached one.
        public var schema: String? { database.map { String(cString: $0) } }

        /// Whether it is what a virtual table's constructor does to name its columns: it compiles, and never runs, a
        /// CREATE TABLE, which looks like a change of the schema's own table. SQLite lets nobody else change that.
        public var isVirtualTableDeclaration: Bool {
            code == SQLITE_UPDATE && target == "sqlite_master"
        }

        /// What the statement is doing, in the words of SQL.
        public var name: String { Self.names[code] ?? "action \(code)" }

        private static let names: [Int32: String] = [
            SQLITE_CREATE_INDEX: "CREATE INDEX", SQLITE_CREATE_TABLE: "CREATE TABLE",
            SQLITE_CREATE_TEMP_INDEX: "CREATE TEMP INDEX", SQLITE_CREATE_TEMP_TABLE: "CREATE TEMP TABLE",
            SQLITE_CREATE_TEMP_TRIGGER: "CREATE TEMP TRIGGER", SQLITE_CREATE_TEMP_VIEW: "CREATE TEMP VIEW",
            SQLITE_CREATE_TRIGGER: "CREATE TRIGGER", SQLITE_CREATE_VIEW: "CREATE VIEW", SQLITE_DELETE: "DELETE",
            SQLITE_DROP_INDEX: "DROP INDEX", SQLITE_DROP_TABLE: "DROP TABLE",
            SQLITE_DROP_TEMP_INDEX: "DROP TEMP INDEX",
            SQLITE_DROP_TEMP_TABLE: "DROP TEMP TABLE", SQLITE_DROP_TEMP_TRIGGER: "DROP TEMP TRIGGER",
            SQLITE_DROP_TEMP_VIEW: "DROP TEMP VIEW", SQLITE_DROP_TRIGGER: "DROP TRIGGER",
            SQLITE_DROP_VIEW: "DROP VIEW", SQLITE_INSERT: "INSERT", SQLITE_PRAGMA: "PRAGMA", SQLITE_READ: "reading",
            SQLITE_SELECT: "SELECT", SQLITE_TRANSACTION: "BEGIN, COMMIT or ROLLBACK", SQLITE_UPDATE: "UPDATE",
            SQLITE_ATTACH: "ATTACH or VACUUM", SQLITE_DETACH: "DETACH", SQLITE_ALTER_TABLE: "ALTER TABLE",
            SQLITE_REINDEX: "REINDEX", SQLITE_ANALYZE: "ANALYZE", SQLITE_CREATE_VTABLE: "CREATE VIRTUAL TABLE",
            SQLITE_DROP_VTABLE: "DROP VIRTUAL TABLE", SQLITE_FUNCTION: "the function", SQLITE_SAVEPOINT: "SAVEPOINT",
            SQLITE_RECURSIVE: "WITH RECURSIVE",
        ]
    }
#endif
