#if PostgreSQL
    import SentinelModels
    import SentinelSQL

    /// A row of a result. NULL reads as zero and as the empty text, as SQLite has it.
    private struct PostgreSQLStoreRow: StoreRow {
        var values: [SQLValue]

        func isNull(at column: Int) -> Bool { values[column].isNull }

        func integer(at column: Int) -> Int64 {
            switch values[column] {
            case .integer(let number): number
            case .bool(let isTrue): isTrue ? 1 : 0
            case .double(let number): Int64(withoutFraction: number)
            case .decimal(let text), .text(let text): Int64(text) ?? Int64(withoutFraction: Double(text) ?? 0)
            default: 0
            }
        }

        func double(at column: Int) -> Double {
            switch values[column] {
            case .integer(let number): Double(number)
            case .double(let number): number
            case .decimal(let text), .text(let text): Double(text) ?? 0
            default: 0
            }
        }

        func text(at column: Int) -> String {
            switch values[column] {
            case .null: ""
            case .text(let text): ZeroByte.restored(text)
            case .json(let text), .decimal(let text): text
            case let other: other.displayText
            }
        }
    }

    /// PostgreSQL keeps no zero byte in a text. One that is no character, and so in no text that anybody may exchange,
    /// stands for it.
    private enum ZeroByte {
        private static let stand: Unicode.Scalar = "\u{10FFFE}"

        static func hidden(_ value: SQLValue) -> SQLValue {
            guard case .text(let text) = value, text.utf8.contains(0) else { return value }
            return .text(replace("\0", by: stand, in: text))
        }

        static func restored(_ text: String) -> String {
            text.utf8.contains(0xF4) ? replace(stand, by: "\0", in: text) : text
        }

        /// Not by characters: what follows a sign may be one with it, and with the other not.
        private static func replace(_ old: Unicode.Scalar, by new: Unicode.Scalar, in text: String) -> String {
            var scalars = String.UnicodeScalarView()
            for scalar in text.unicodeScalars { scalars.append(scalar == old ? new : scalar) }
            return String(scalars)
        }
    }

    /// A session of a state database on PostgreSQL. It keeps nothing in the server's session between transactions but
    /// prepared statements, and through a pooler not even those: another client's statement may have the same name.
    ///
    /// `@unchecked Sendable`: as with all of these, calls come from one thread at a time.
    final class PostgreSQLStoreSession: ServerSession, @unchecked Sendable {
        private let connection: PostgreSQLConnection
        /// How long one answer may take.
        private let timeout: Duration
        /// Whether transactions may take place in different sessions of the server.
        let isPooled: Bool
        let ending: SessionEnding

        init(_ target: PostgreSQLTarget, timeout: Duration = .seconds(10)) throws(SentinelError) {
            self.timeout = timeout
            do throws(PostgreSQLError) {
                connection = try PostgreSQLConnection(target, deadline: .now + .seconds(5))
                let own = try connection.query(
                    """
                    SELECT pid, backend_start::text FROM pg_stat_activity WHERE pid = pg_backend_pid()
                    """, deadline: .now + timeout)
                let row = PostgreSQLStoreRow(values: own.rows.first ?? [.null, .null])
                // A pooler greets with a number of its own. The session behind it may be another client's by the time
                // that ours is lost: it is not for us to end.
                isPooled = row.integer(at: 0) != Int64(connection.processIdentifier)
                ending = isPooled ? .none : SessionEnding(number: row.integer(at: 0), proof: row.text(at: 1))
            } catch {
                throw SentinelError(state: error)
            }
        }

        var serverVersion: Int { connection.serverVersion }
        var isLost: Bool { connection.isBroken }

        func end(_ other: SessionEnding) throws(SentinelError) {
            try query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ? AND backend_start::text = ?",
                [.integer(other.number), .text(other.proof)]
            ) { _ in true }
        }

        func execute(_ script: String) throws(SentinelError) {
            try mapped { () throws(PostgreSQLError) in try connection.execute(script, deadline: .now + timeout) }
        }

        func run(_ sql: String, _ values: [SQLValue]) throws(SentinelError) -> Int {
            try result(of: sql, values).affectedRows
        }

        func query(
            _ sql: String, _ values: [SQLValue], _ body: (any StoreRow) throws(SentinelError) -> Bool
        ) throws(SentinelError) {
            for row in try result(of: sql, values).rows {
                guard try body(PostgreSQLStoreRow(values: row)) else { return }
            }
        }

        private func result(of sql: String, _ values: [SQLValue]) throws(SentinelError) -> PostgreSQLResult {
            let command = PostgreSQLCommand(
                PostgreSQLPlaceholders.numbered(sql), values: values.map(ZeroByte.hidden), isCached: !isPooled)
            return try mapped { () throws(PostgreSQLError) in
                try connection.query(command, deadline: .now + timeout)
            }
        }

        /// Limits are set for the transaction only, so that it may go through a pooler.
        func begin(writing: Bool) throws(SentinelError) {
            try execute(
                """
                BEGIN ISOLATION LEVEL \(writing ? "READ COMMITTED READ WRITE" : "REPEATABLE READ READ ONLY");
                SET LOCAL lock_timeout = '3s'; SET LOCAL idle_in_transaction_session_timeout = '15s';
                SET LOCAL extra_float_digits = 1
                """)
        }

        func commit() throws(SentinelError) {
            try mapped { () throws(PostgreSQLError) in try connection.commit(deadline: .now + timeout) }
        }

        func rollback() {
            guard !connection.isBroken else { return }
            // A session that cannot even roll back is of no use.
            do { try connection.rollback(deadline: .now + timeout) } catch { connection.close() }
        }

        func close() { connection.close() }

        private func mapped<Value>(_ body: () throws(PostgreSQLError) -> Value) throws(SentinelError) -> Value {
            do { return try body() } catch { throw SentinelError(state: error) }
        }
    }

    extension SentinelError {
        /// An error of a state database in the words of the seams.
        init(state error: PostgreSQLError) {
            let (code, text, isRetryable) = Self.meaning(of: error)
            self.init(code, text, isRetryable: isRetryable, underlying: error.description)
        }

        private static func meaning(of error: PostgreSQLError) -> (Code, String, Bool) {
            let message = error.message
            switch error.kind {
            case .connection: return (.connection, "the state database cannot be reached: \(message)", true)
            case .dns: return (.dns, "the state database's host name cannot be resolved", true)
            case .tls: return (.tls, "no trusted TLS connection to the state database: \(message)", true)
            case .authentication: return (.authentication, "the state database refuses the login: \(message)", false)
            case .timeout: return (.timeout, "the state database did not answer in time", true)
            case .cancelled: return (.cancelled, "the state database's statement was cancelled", false)
            case .tooLarge, .usage: return (.store, message, false)
            case .server: break
            }
            let state = error.sqlState ?? ""
            if error.mayBeRunAgain { return (.busy, "the state database gave this transaction up: \(message)", true) }
            if error.endsConnection { return (.connection, "the state database ended the session: \(message)", true) }
            switch state {
            case "55P03", "40003": return (.busy, "another transaction holds a lock of the state database", true)
            case "57014": return (.timeout, "the state database stopped the statement", true)
            case "42501": return (.permission, "the account may not do that in the state database: \(message)", false)
            case "25006": return (.store, "the state database may only be read: \(message)", true)
            case "3D000": return (.configuration, "the server has no such database: \(message)", false)
            default: break
            }
            if state.hasPrefix("53") { return (.busy, "the state database's server is full: \(message)", true) }
            return (.store, message, false)
        }
    }
#endif
