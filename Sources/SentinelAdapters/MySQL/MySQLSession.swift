#if MySQL
    import SentinelModels
    import SentinelSQL
    import Synchronization

    /// One read-only session: runs queries, one at a time, on its worker's thread.
    final class MySQLSession: PooledConnection {
        typealias Control = MySQLQueryControl

        private struct State {
            var isBroken = false
            /// What the session's limits are set to.
            var limits: MySQLSessionLimits?
        }

        private let connection: MySQLConnection
        private let access: MySQLAccess
        private let control: MySQLQueryControl
        private let state = Mutex(State())

        /// Connects, makes the session read-only, and looks at the account's rights.
        init(_ access: MySQLAccess, control: MySQLQueryControl) throws(SentinelError) {
            self.access = access
            self.control = control
            let options = try Self.options(access, within: control.timeLeft)
            let opened: MySQLConnection
            do throws(MySQLError) {
                opened = try MySQLConnection(options, cachedStatements: 0)
            } catch {
                throw control.failure(beneath: error) ?? SentinelError(error, role: .source)
            }
            connection = opened
            let id = opened.sessionID
            control.attach(opened) { Self.kill(id, options) }
            var refusal: SentinelError?
            do throws(MySQLError) {
                try makeReadOnly()
                if !access.allowsPrivilegedRole { refusal = try self.refusal(of: options.user) }
            } catch {
                throw control.failure(beneath: error) ?? SentinelError(error, role: .source)
            }
            if let refusal { throw refusal }
        }

        deinit {
            control.detach(connection)
        }

        var isBroken: Bool { state.withLock(\.isBroken) || control.isStopped }

        var isStale: Bool { isBroken }

        func isAlive(before deadline: ContinuousClock.Instant) -> Bool {
            (try? connection.ping()) != nil && !control.isStopped
        }

        /// A session that rested may have been closed by the server; its query did not do anything.
        func mayRepeat(after error: SentinelError, isFresh: Bool) -> Bool {
            !isFresh && error.code == .connection && !control.isStopped
        }

        func close() {
            control.detach(connection)
            connection.close()
        }

        /// Runs the request under its limits.
        func run(_ request: QueryRequest) throws(SentinelError) -> QueryResult {
            let query = try MySQLQueryText(request.sql)
            let values = try query.values(request.parameters)
            let mustReset = query.leavesTraces || access.allowsPrivilegedRole
            return try talking { () throws in
                var isClean = !mustReset
                defer { if !isClean { breakOff() } }
                try setLimits(MySQLSessionLimits(request.limits))
                try judge(query)
                let statement = try connection.executeDirectly(MySQLTagComment.text(request.tag) + query.text, values)
                access.accept(query.text, on: connection.serverVersion)
                defer { leave(statement) }
                var collector = MySQLRowCollector(limits: request.limits, columns: statement.columns.map(\.name))
                while try statement.step(), try collector.take(statement) {}
                // A function that is stopped, such as SLEEP, may return as if nothing had happened.
                if let failure = control.failure(beneath: nil) { throw failure }
                leave(statement)
                if mustReset, !isBroken { try reset() }
                isClean = true
                return collector.result
            }
        }

        /// Names the columns without running.
        func describe(_ sql: String) throws(SentinelError) -> [ColumnDescription] {
            let query = try MySQLQueryText(sql)
            return try talking { () throws in
                try judge(query)
                let statement = try connection.prepare(query.text)
                return statement.columns.map { ColumnDescription(name: $0.name, declaredType: $0.type) }
            }
        }

        /// Looks at the server and the account.
        func diagnose(maxConnections: Int) throws(SentinelError) -> SourceDiagnosis {
            try talking { () throws in
                try MySQLDiagnosis(
                    connection: connection, options: try access.options(), maxConnections: maxConnections,
                    excess: try excessRights()
                ).result()
            }
        }

        private func talking<Value>(_ body: () throws -> Value) throws(SentinelError) -> Value {
            do {
                return try body()
            } catch let error as MySQLError {
                if error.endsConnection { breakOff() }
                throw control.failure(beneath: error) ?? Self.meaning(error)
            } catch {
                throw error as? SentinelError ?? SentinelError(.internalFault, "\(error)")
            }
        }

        private func breakOff() {
            state.withLock { $0.isBroken = true }
        }
    }

    extension MySQLSession {
        /// That the text is one statement by itself too, the execution shows before it runs anything.
        private func judge(_ query: MySQLQueryText) throws {
            guard !access.hasAccepted(query.text, on: connection.serverVersion) else { return }
            try MySQLGate(connection).judge(query.text, parameterCount: query.parameters.count)
        }

        /// Gets rid of rows that are not wanted: a few are read, of more the connection is cut.
        private func leave(_ statement: MySQLStatement) {
            guard statement.isRunning else { return }
            for _ in 0..<16 {
                guard let hasMore = try? statement.step(), hasMore else { return }
            }
            breakOff()
            connection.shutdown()
        }

        private static func meaning(_ error: MySQLError) -> SentinelError {
            var meaning = SentinelError(error, role: .source)
            if meaning.code == .query, let line = error.line { meaning.message += " (line \(line))" }
            return meaning
        }
    }

    // MARK: Setting up

    extension MySQLSession {
        /// In force before anything else is said; the same words for both kinds of server.
        private static let setUp = "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, READ ONLY"

        /// The mode decides how texts and names are quoted, which the lexer must know.
        private static let settings = """
            SET SESSION autocommit = 1, time_zone = '+00:00',\
             sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'
            """

        private static func options(
            _ access: MySQLAccess, within time: Duration
        ) throws(SentinelError) -> MySQLOptions {
            var options = try access.options()
            options.setUp = setUp
            options.connectTimeout = min(options.connectTimeout, max(time, .seconds(1)))
            return options
        }

        private func makeReadOnly() throws(MySQLError) {
            try connection.execute(Self.settings)
        }

        /// Forgets what a query may have left, and sets the session up anew.
        private func reset() throws(MySQLError) {
            state.withLock { $0.limits = nil }
            try connection.reset()
            try connection.execute(Self.setUp)
            try makeReadOnly()
        }

        private func setLimits(_ limits: MySQLSessionLimits) throws(MySQLError) {
            guard state.withLock({ $0.limits }) != limits else { return }
            try connection.execute(limits.statement(isMariaDB: connection.isMariaDB))
            state.withLock { $0.limits = limits }
        }

        /// The error for an account that may do more than read; nil for one that may not.
        private func refusal(of user: String) throws(MySQLError) -> SentinelError? {
            guard let first = try excessRights().first else { return nil }
            return SentinelError(
                .configuration,
                """
                the account '\(user)' may do more than read: \(first); use one that has only SELECT, or set \
                allow_privileged_role: true on the source
                """)
        }

        /// What the account and its roles may do beyond reading; of roles only so far as the first that may do more.
        private func excessRights() throws(MySQLError) -> [String] {
            var grants = MySQLGrants()
            for line in try connection.texts("SHOW GRANTS") { grants.read(line) }
            var seen: Set<String> = []
            while grants.excess.isEmpty, let role = grants.roles.first(where: { !seen.contains($0) }) {
                seen.insert(role)
                do throws(MySQLError) {
                    for line in try connection.texts("SHOW GRANTS FOR \(role)") { grants.read(line) }
                } catch {
                    if error.endsConnection { throw error }
                    grants.hides(role)
                }
            }
            return grants.excess
        }

        /// Tells the server, on a connection of its own, to stop what a session does.
        private static func kill(_ session: UInt64, _ options: MySQLOptions) {
            var options = options
            options.setUp = nil
            options.connectTimeout = min(options.connectTimeout, .seconds(5))
            options.readTimeout = .seconds(5)
            // Who cannot be told stops by its own time limit; the caller has its answer meanwhile.
            guard let connection = try? MySQLConnection(options, cachedStatements: 0) else { return }
            try? connection.kill(query: session)
            connection.close()
        }
    }
#endif
