#if DuckDB
    /// An error as DuckDB or this layer reported it.
    package struct DuckDBError: Error, Sendable, Hashable, CustomStringConvertible {
        /// What kind of error it is.
        package enum Kind: Sendable, Hashable {
            /// The library cannot be loaded, or is too old.
            case library
            /// The database cannot be opened.
            case opening
            /// The statement is wrong: its text, or what it met when it ran.
            case statement
            /// The statement is not one query, or touches what it must not.
            case forbidden
            /// The statement was interrupted.
            case interrupted
            /// There is not enough memory.
            case memory
            /// A value is longer than allowed.
            case size
            /// A value has a type that cannot be read.
            case type
            /// Reading a file failed.
            case inputOutput
        }

        /// What kind of error it is.
        package var kind: Kind
        /// DuckDB's words.
        package var message: String

        /// Makes an error.
        package init(_ kind: Kind, _ message: String) {
            self.kind = kind
            self.message = message
        }

        /// The words.
        package var description: String { message }
    }

    extension DuckDBError {
        /// An error of a statement, by the name that DuckDB begins its words with.
        init(statement words: String?) {
            let message = words.map { $0.isEmpty ? "DuckDB gives no reason" : $0 } ?? "DuckDB gives no reason"
            let name = message.prefix { $0 != ":" }
            let kind: Kind =
                switch name {
                case "INTERRUPT Error", "Interrupt Error": .interrupted
                case "Out of Memory Error": .memory
                case "IO Error": .inputOutput
                case "Permission Error": .forbidden
                case "Invalid Input Error" where message.contains("read-only mode"): .forbidden
                default: .statement
                }
            self.init(kind, message)
        }
    }
#endif
