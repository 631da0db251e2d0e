#if PostgreSQL
    /// An error as PostgreSQL or its client library reported it.
    ///
    /// The message is the server's primary message, without detail, since that quotes values of rows. Passwords never
    /// occur in it: those that this process knows are struck out.
    public struct PostgreSQLError: Error, Sendable, Hashable {
        /// Where the failure was found.
        public enum Kind: Sendable, Hashable {
            /// The server answered with an error; the connection is of use still, unless the state says otherwise.
            case server
            /// The connection could not be made, or ended.
            case connection
            /// A host's name cannot be resolved.
            case dns
            /// TLS could not be agreed, or the certificate is not trusted.
            case tls
            /// The credentials are missing or wrong.
            case authentication
            /// The deadline passed; the connection's state is unknown.
            case timeout
            /// ``PostgreSQLInterrupt`` was told to stop what ran.
            case cancelled
            /// More came than may.
            case tooLarge
            /// The connection is closed or used wrongly, or a value cannot be sent.
            case usage
        }

        /// Where the failure was found.
        public var kind: Kind
        /// The five characters of SQLSTATE, if the server gave them.
        public var sqlState: String?
        /// The primary message.
        public var message: String
        /// Where in the statement the error is, in characters from 1, if the server knows.
        public var position: Int?
        /// The server's advice, if it has any.
        public var hint: String?

        /// Makes an error.
        public init(
            _ kind: Kind, _ message: String, sqlState: String? = nil, position: Int? = nil, hint: String? = nil
        ) {
            self.kind = kind
            self.message = message
            self.sqlState = sqlState
            self.position = position
            self.hint = hint
        }

        /// Whether the connection is of no use any more.
        public var endsConnection: Bool {
            if kind != .server && kind != .usage { return true }
            return sqlState.map { Self.ending.contains($0) || $0.hasPrefix("08") } ?? false
        }

        /// Whether the server ends sessions: it shuts down, crashed, was told to end this one, or let it rest too long.
        public var isShutdown: Bool { sqlState.map(Self.ending.contains) ?? false }

        /// Whether the whole transaction may succeed when it is run again: serialization failure or deadlock.
        public var mayBeRunAgain: Bool { sqlState == "40001" || sqlState == "40P01" }

        private static let ending: Set<String> = ["57P01", "57P02", "57P03", "57P04", "57P05", "25P03"]
    }

    extension PostgreSQLError: CustomStringConvertible {
        /// `message [SQLSTATE]`.
        public var description: String { message + (sqlState.map { " [\($0)]" } ?? "") }
    }

    extension PostgreSQLError {
        /// What a failed attempt to connect says, in libpq's words with SQLSTATE (its verbose form).
        init(connecting text: String, secrets: [String]) {
            // One line for each address that was tried; the last is as good as any. Where it says LOCATION, skip.
            let lines = text.split(separator: "\n").map { $0.trimmingBlanks() }
                .filter {
                    !$0.isEmpty && !$0.hasPrefix("LOCATION:") && !$0.hasPrefix("HINT:") && !$0.hasPrefix("DETAIL:")
                }
            let line = lines.last { $0.contains("failed:") } ?? lines.last ?? "the connection failed"
            let (state, message) = Self.separateState(line)
            self.init(Self.kind(of: message, state), Self.strike(secrets, from: message), sqlState: state)
        }

        /// `…: FATAL:  28P01: text` in its parts.
        private static func separateState(_ line: String) -> (String?, String) {
            guard let match = line.firstMatch(of: #/:  ([0-9A-Z]{5}): /#) else { return (nil, line) }
            var message = line
            message.replaceSubrange(match.range, with: ": ")
            return (String(match.1), message)
        }

        private static func kind(of message: String, _ state: String?) -> Kind {
            if let state {
                if state.hasPrefix("28") { return .authentication }
                return state.hasPrefix("08") ? .connection : .server
            }
            let text = message.lowercased()
            if text.contains("translate host name") || text.contains("resolve") { return .dns }
            if text.contains("password") || text.contains("authentication") || text.contains("scram") {
                return .authentication
            }
            // A server that ends in the middle of the handshake says nothing about TLS.
            if text.contains("ssl syscall error") || text.contains("unexpectedly") { return .connection }
            if text.contains("ssl") || text.contains("certificate") || text.contains("tls") { return .tls }
            return .connection
        }

        /// The text without the secrets.
        static func strike(_ secrets: [String], from text: String) -> String {
            secrets.filter { $0.utf8.count > 2 }.reduce(text) { $0.replacing($1, with: "<secret>") }
        }
    }

    extension StringProtocol {
        /// Without blanks and tabs at both ends.
        fileprivate func trimmingBlanks() -> String {
            let start = drop { $0 == " " || $0 == "\t" }
            return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        }
    }
#endif
