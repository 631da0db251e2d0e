#if MySQL
    import SentinelModels
    import SentinelSQL
    import Synchronization

    /// How a source reaches its server, and what it learnt of queries: shared by the connections of one source.
    final class MySQLAccess: Sendable {
        /// The options for a new connection; asked each time, so that a changed password file counts.
        let options: @Sendable () throws(SentinelError) -> MySQLOptions
        let allowsPrivilegedRole: Bool
        private let accepted = Mutex<Set<[UInt8]>>([])

        /// So many verdicts are kept; then all are forgotten, and asked for again.
        private static let capacity = 20_000

        init(allowsPrivilegedRole: Bool, options: @escaping @Sendable () throws(SentinelError) -> MySQLOptions) {
            self.allowsPrivilegedRole = allowsPrivilegedRole
            self.options = options
        }

        /// Whether a server of this version was seen to take the text for a query.
        ///
        /// Compared by bytes: Swift holds texts for equal in which a Greek question mark stands for a semicolon.
        func hasAccepted(_ text: String, on server: String) -> Bool {
            accepted.withLock { $0.contains(Self.key(text, server)) }
        }

        func accept(_ text: String, on server: String) {
            accepted.withLock { accepted in
                if accepted.count >= Self.capacity { accepted = [] }
                accepted.insert(Self.key(text, server))
            }
        }

        private static func key(_ text: String, _ server: String) -> [UInt8] {
            Array(server.utf8) + [0] + Array(text.utf8)
        }
    }
#endif
