#if PostgreSQL
    import SentinelModels
    import SentinelSQL
    import Synchronization

    /// One connection that only reads: runs queries, one at a time, on its worker's thread.
    final class PostgreSQLReader: PooledConnection {
        typealias Control = PostgreSQLControl

        private let connection: PostgreSQLConnection
        private let control: PostgreSQLControl
        private let options: PostgreSQLSource.Options
        private let wasShutDown = Atomic(false)

        /// Connects, and refuses roles that may do more than read.
        init(
            _ target: PostgreSQLTarget, options: PostgreSQLSource.Options, control: PostgreSQLControl
        ) throws(SentinelError) {
            self.control = control
            self.options = options
            let longest = ContinuousClock.now.advanced(by: options.connectTimeout)
            do throws(PostgreSQLError) {
                connection = try PostgreSQLConnection(
                    target, deadline: min(control.deadline, longest), interrupt: control.interrupt)
            } catch {
                throw Self.connectFailure(error, control)
            }
            guard !options.allowsPrivilegedRole else { return }
            let refusal: SentinelError?
            do throws(PostgreSQLError) {
                let query = options.isRedshift ? PostgreSQLPrivileges.redshiftQuery : PostgreSQLPrivileges.query
                let roles = try connection.query(query, deadline: control.patience)
                refusal = PostgreSQLPrivileges.refusal(roles.rows)
            } catch {
                throw Self.connectFailure(error, control)
            }
            if let refusal { throw refusal }
        }

        private static func connectFailure(_ error: PostgreSQLError, _ control: PostgreSQLControl) -> SentinelError {
            // The connection's own limit may be shorter than the caller's time.
            if error.kind == .timeout, control.reason == nil, ContinuousClock.now < control.deadline {
                return SentinelError(.connection, "the database cannot be reached: \(error.message)")
            }
            return control.failure(beneath: error) ?? SentinelError(source: error)
        }

        // A request to cancel may reach the server late, and would then hit the next query.
        var isBroken: Bool { connection.isBroken || control.reason != nil }

        var isStale: Bool { connection.hasEnded }

        func isAlive(before deadline: ContinuousClock.Instant) -> Bool {
            connection.isAlive(before: min(deadline, .now.advanced(by: .seconds(2))))
        }

        /// Reading may always be done again. A connection that was idle may have died in the meantime; one that was
        /// just made is only given up when the server itself ends sessions.
        func mayRepeat(after error: SentinelError, isFresh: Bool) -> Bool {
            error.code == .connection && connection.isBroken && control.reason == nil
                && (!isFresh || wasShutDown.load(ordering: .relaxed))
        }

        func close() {
            connection.close()
        }

        /// Runs the request under its limits, in one round trip.
        func run(_ request: QueryRequest) throws(SentinelError) -> QueryResult {
            let query = try PostgreSQLQueryText(request.sql)
            let limits = request.limits
            let tag = PostgreSQLTag(request.tag)
            let prefix = tag.comment + options.declaration
            let commands = [
                PostgreSQLCommand("BEGIN READ ONLY"),
                settings(tag),
                PostgreSQLCommand(prefix + query.text, try query.values(request.parameters)),
                PostgreSQLCommand(tag.comment + "FETCH \(PostgreSQLRowCollector.fetchCount(limits)) FROM c"),
                PostgreSQLCommand("ROLLBACK"),
            ]
            let collector = PostgreSQLRowCollector(limits: limits)
            do throws(PostgreSQLError) {
                let results = try connection.pipeline(
                    commands, deadline: control.patience,
                    streaming: .init(at: 3, byteLimit: PostgreSQLRowCollector.wireLimit(limits)) {
                        row throws(PostgreSQLError) in try collector.take(row)
                    })
                return QueryResult(
                    columns: results[3].columns.map(\.name), rows: collector.rows,
                    statistics: QueryResult.Statistics(isTruncated: collector.isTruncated))
            } catch {
                throw failure(error, of: query, prefix: prefix.unicodeScalars.count)
            }
        }

        /// Names the columns without running.
        func describe(_ sql: String) throws(SentinelError) -> [ColumnDescription] {
            let query = try PostgreSQLQueryText(sql)
            var prefix = options.declaration
            do throws(PostgreSQLError) {
                // The declaration refuses what is no query; only the query itself has columns.
                let types = query.expectedTypes
                _ = try connection.describe(prefix + query.text, parameterTypes: types, deadline: control.patience)
                prefix = ""
                let columns = try connection.describe(query.text, parameterTypes: types, deadline: control.patience)
                let names = try typeNames(of: columns)
                return zip(columns, names).map { ColumnDescription(name: $0.name, declaredType: $1) }
            } catch {
                throw failure(error, of: query, prefix: prefix.unicodeScalars.count)
            }
        }

        /// Looks at the server and the role.
        func diagnose(isLoopback: Bool) throws(SentinelError) -> SourceDiagnosis {
            do throws(PostgreSQLError) {
                return try PostgreSQLDiagnosis(
                    connection: connection, options: options, isLoopback: isLoopback, deadline: control.patience
                ).result()
            } catch {
                throw Self.connectFailure(error, control)
            }
        }

        private func typeNames(of columns: [PostgreSQLResult.Column]) throws(PostgreSQLError) -> [String?] {
            guard !columns.isEmpty else { return [] }
            let list = columns.map { "pg_catalog.format_type(\($0.type.rawValue), \($0.modifier))" }
            let result = try connection.query("SELECT " + list.joined(separator: ", "), deadline: control.patience)
            return result.rows.first?.map { $0.isNull ? nil : $0.displayText } ?? columns.map { _ in nil }
        }

        /// The transaction's settings; they end with it, so that a pooler's next client does not inherit them.
        private func settings(_ tag: PostgreSQLTag) -> PostgreSQLCommand {
            let rest = control.rest
            var settings = [
                ("statement_timeout", "\(rest)"), ("application_name", tag.applicationName(options.applicationName)),
            ]
            if !options.isRedshift {
                settings += [
                    ("lock_timeout", "\(min(rest, max(1, options.lockTimeout.wholeMilliseconds)))"),
                    ("idle_in_transaction_session_timeout", "\(rest + 5000)"), ("cursor_tuple_fraction", "1"),
                    ("extra_float_digits", "1"), ("DateStyle", "ISO"),
                    // The scanner reads backslashes as the server then does.
                    ("standard_conforming_strings", "on"),
                ]
            }
            let calls = settings.map { "pg_catalog.set_config('\($0.0)', '\($0.1.replacing("'", with: "''"))', true)" }
            return PostgreSQLCommand("SELECT " + calls.joined(separator: ", "))
        }

        private func failure(
            _ error: PostgreSQLError, of query: PostgreSQLQueryText, prefix: Int
        ) -> SentinelError {
            if error.isShutdown { wasShutDown.store(true, ordering: .relaxed) }
            let stopped = control.failure(beneath: error)
            if stopped != nil || error.endsConnection || connection.isBroken {
                // The server is not to go on for nobody.
                if error.kind == .tooLarge || error.kind == .timeout { control.interrupt.cancel() }
                connection.close()
            } else {
                cleanUp()
            }
            if let stopped { return stopped }
            var failure = SentinelError(source: error)
            if let position = error.position, position > prefix, failure.code != .connection {
                failure.message += " (\(query.place(ofCharacter: position - prefix)))"
            }
            return failure
        }

        /// Makes the session as new after an error.
        private func cleanUp() {
            let deadline = ContinuousClock.now.advanced(by: .milliseconds(400))
            do throws(PostgreSQLError) {
                try connection.rollback(deadline: deadline)
                if !options.isRedshift { try connection.execute("DISCARD ALL", deadline: deadline) }
            } catch {
                connection.close()
            }
        }
    }
#endif
