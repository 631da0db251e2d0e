#if ODBC
    /// An error as the driver manager, a driver or this layer reported it, without the connection's secrets.
    package struct ODBCError: Error, Sendable, Hashable {
        /// Who found it.
        package enum Kind: Sendable, Hashable {
            /// The driver manager or a driver; ``ODBCError/records`` tell what.
            case diagnostics
            /// The driver manager's library cannot be loaded.
            case library
            /// A value is longer than allowed.
            case tooLong
            /// A fault in the use of this layer, or of a driver that does not keep to the specification.
            case misuse
        }

        /// One diagnostic record.
        package struct Record: Sendable, Hashable {
            /// The SQLSTATE: five letters and digits.
            package var state: String
            /// The database's own number.
            package var nativeCode: Int32
            /// The words.
            package var message: String

            /// Makes a record.
            package init(state: String, nativeCode: Int32, message: String) {
                self.state = state
                self.nativeCode = nativeCode
                self.message = message
            }
        }

        /// Who found it.
        package var kind: Kind
        /// What was told, most important first; one at least.
        package var records: [Record]

        /// Makes an error from what a driver told.
        package init(records: [Record]) {
            kind = .diagnostics
            self.records = records.isEmpty ? [Self.silence] : records
        }

        /// Makes an error that this layer found.
        init(_ kind: Kind, _ message: String) {
            self.kind = kind
            records = [Record(state: "", nativeCode: 0, message: message)]
        }

        private static let silence = Record(state: "HY000", nativeCode: 0, message: "the driver gives no reason")

        /// The first record's SQLSTATE.
        package var state: String { records.first?.state ?? "" }
        /// The first record's own number.
        package var nativeCode: Int32 { records.first?.nativeCode ?? 0 }
        /// The first record's words.
        package var message: String { records.first?.message ?? "" }
        /// The words of all records.
        package var allMessages: String { records.map(\.message).joined(separator: "; ") }
    }

    extension ODBCError: CustomStringConvertible {
        /// All records with their SQLSTATE and number.
        package var description: String {
            records.map { record in
                record.state.isEmpty ? record.message : "[\(record.state)/\(record.nativeCode)] \(record.message)"
            }.joined(separator: "; ")
        }
    }

    extension ODBCError {
        /// The records of a handle after a function failed, without `secrets`.
        init(of type: Int16, _ handle: ODBCFunctions.Handle, _ functions: ODBCFunctions, hiding secrets: [String]) {
            var records: [Record] = []
            // A driver that repeats one record for ever must not hold us up.
            for number in 1...Int16(8) {
                guard let record = Self.record(number, of: type, handle, functions, hiding: secrets) else { break }
                records.append(record)
            }
            self.init(records: records)
        }

        private static func record(
            _ number: Int16, of type: Int16, _ handle: ODBCFunctions.Handle, _ functions: ODBCFunctions,
            hiding secrets: [String]
        ) -> Record? {
            var state = [UInt16](repeating: 0, count: 6)
            var native: Int32 = 0
            var text = [UInt16](repeating: 0, count: 2048)
            var length: Int16 = 0
            let status = functions.diagnostic(
                type, handle, number, &state, &native, &text, Int16(text.count), &length)
            guard status == ODBCReturn.success || status == ODBCReturn.successWithInfo else { return nil }
            let message = String(decoding: text.prefix { $0 != 0 }, as: UTF16.self)
            return Record(
                state: String(decoding: state.prefix { $0 != 0 }, as: UTF16.self), nativeCode: native,
                message: ODBCConnectionString.redact(readable(message), secrets))
        }

        /// One line, without the chain of names in brackets that drivers put before their words.
        private static func readable(_ message: String) -> String {
            var words = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")[...]
            while words.first == "[", let end = words.firstIndex(of: "]") {
                let rest = words[words.index(after: end)...].drop { $0 == " " }
                guard !rest.isEmpty else { break }
                words = rest
            }
            return String(words)
        }
    }
#endif
