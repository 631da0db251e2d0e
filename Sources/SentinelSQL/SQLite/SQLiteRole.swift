#if SQLite
    public import SentinelModels

    /// What a database is to us; the same native error means different things.
    public enum SQLiteRole: Sendable, Hashable, CaseIterable {
        /// A monitored database, opened read-only.
        case source
        /// The state database.
        case state
    }

    extension SentinelError {
        /// The error in the words of the seams; `underlying` keeps SQLite's words and code.
        ///
        /// An interrupt becomes `SentinelError.Code.cancelled`: whoever knows that a deadline passed says so instead.
        public init(_ error: SQLiteError, role: SQLiteRole) {
            let (code, text, isRetryable) = role == .source ? error.sourceMeaning : error.stateMeaning
            self.init(code, text, isRetryable: isRetryable, underlying: error.description)
        }
    }

    extension SQLiteError {
        /// What an error of a monitored database means.
        fileprivate var sourceMeaning: (code: SentinelError.Code, text: String, isRetryable: Bool?) {
            if Self.needsWriter.contains(extendedCode) { return (.connection, "the \(Self.needsWriterText)", nil) }
            return switch code {
            case .busy, .locked, .lockProtocol: (.busy, "the database is locked by a writer", nil)
            case .cannotOpen: (.connection, "the database file cannot be opened: \(message)", nil)
            case .notADatabase: (.connection, "the file is no SQLite database", false)
            case .corrupt: (.connection, "the database file is damaged: \(message)", false)
            case .inputOutput: (.connection, "reading the database file failed: \(message)", nil)
            case .full: (.connection, "no disk space is left for the query's temporary files", nil)
            case .permission: (.permission, "the database file may not be read: \(message)", nil)
            case .authorization, .readOnly: (.notReadOnly, "the query may only read: \(message)", nil)
            case .interrupt, .abort: (.cancelled, "the query was cancelled", nil)
            case .tooBig: (.resultTooLarge, "a value is longer than allowed", nil)
            case .noMemory: (.resultTooLarge, "the query needs more memory than there is", nil)
            case .schema: (.query, "the schema kept changing while the query ran", true)
            case .misuse: (.internalFault, "SQLite was used wrongly: \(message)", nil)
            default: (.query, message, nil)
            }
        }

        /// What an error of the state database means.
        fileprivate var stateMeaning: (code: SentinelError.Code, text: String, isRetryable: Bool?) {
            // Readers meet these; of a writer, a missing right to the folder has the last code of them.
            if Self.needsWriter.contains(extendedCode), extendedCode != Self.readOnlyFolder {
                return (.store, "the state \(Self.needsWriterText)", false)
            }
            return switch code {
            case .busy, .locked, .lockProtocol: (.busy, "the state database is locked by another process", nil)
            case .full: (.store, "no disk space is left for the state database", true)
            case .inputOutput: (.store, "reading or writing the state database failed: \(message)", true)
            case .cannotOpen: (.store, "the state database cannot be opened: \(message)", true)
            case .notADatabase: (.store, "the state database's file is no SQLite database", false)
            case .corrupt: (.store, "the state database is damaged: \(message)", false)
            case .permission: (.store, "the state database may not be accessed: \(message)", false)
            case .readOnly: (.store, "the state database cannot be written: \(message)", false)
            case .interrupt, .abort: (.cancelled, "the state database's statement was cancelled", nil)
            case .noMemory: (.store, "the state database needs more memory than there is", true)
            case .schema: (.store, "the state database's schema kept changing", true)
            case .misuse, .range: (.internalFault, "SQLite was used wrongly: \(message)", nil)
            default: (.store, message, false)
            }
        }

        private static let needsWriterText = """
            database was left by a writer in a state that only a writer can read: open it once with a program that \
            may write to its folder (WAL mode without its -shm file, or a journal to roll back)
            """
    }
#endif
