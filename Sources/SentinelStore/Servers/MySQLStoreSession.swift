#if MySQL
    import SentinelModels
    import SentinelSQL

    extension MySQLStatement: StoreRow {
        // NULL reads as zero and as the empty text, as SQLite has it.
        func integer(at column: Int) -> Int64 {
            switch value(at: column) {
            case .integer(let number): number
            case .double(let number): Int64(withoutFraction: number)
            case .decimal(let text), .text(let text), .json(let text):
                Int64(text) ?? Int64(withoutFraction: Double(text) ?? 0)
            default: 0
            }
        }

        func double(at column: Int) -> Double {
            switch value(at: column) {
            case .integer(let number): Double(number)
            case .double(let number): number
            case .decimal(let text), .text(let text): Double(text) ?? 0
            default: 0
            }
        }

        func text(at column: Int) -> String {
            switch value(at: column) {
            case .null: ""
            case .text(let text), .json(let text), .decimal(let text): text
            case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
            case let other: other.displayText
            }
        }
    }

    /// A session of a state database on MariaDB or MySQL.
    ///
    /// `@unchecked Sendable`: as with all of these, calls come from one thread at a time.
    final class MySQLStoreSession: ServerSession, @unchecked Sendable {
        private let connection: MySQLConnection
        private let proof: String
        private var isBroken = false

        init(_ options: MySQLOptions) throws(SentinelError) {
            var options = options
            options.countsFoundRows = true
            options.setUp = Self.setUp
            let proof = "sqlsentinel:" + UUIDv7.make(at: SystemClock().now())
            self.proof = proof
            connection = try Self.mapped { () throws(MySQLError) in
                let connection = try MySQLConnection(options, cachedStatements: 128)
                try connection.execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED")
                // Ends sessions whose client is gone without a word. Only MariaDB has it.
                if connection.isMariaDB { try connection.execute("SET SESSION idle_transaction_timeout = 15") }
                // A lock that only this session holds shows later whether it is still there, and under which number.
                _ = try connection.scalar("SELECT GET_LOCK(?, 0)", [.text(proof)])
                return connection
            }
        }

        /// Times are ours; texts that do not fit are errors; 0 is a number; locks are waited for a little. A session whose
        /// client is gone without a word, with all its host, is ended after ten minutes at the latest.
        private static let setUp = """
            SET SESSION time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION', \
            innodb_lock_wait_timeout = 3, group_concat_max_len = 16777216, wait_timeout = 600
            """

        var isMariaDB: Bool { connection.isMariaDB }
        var serverVersion: String { connection.serverVersion }
        var isLost: Bool { isBroken }
        var ending: SessionEnding { SessionEnding(number: Int64(clamping: connection.sessionID), proof: proof) }

        func end(_ other: SessionEnding) throws(SentinelError) {
            let holder = try first("SELECT IS_USED_LOCK(?)", [.text(other.proof)]) { $0.optionalInt64(0) }
            guard holder == other.number else { return }
            try execute("KILL CONNECTION \(other.number)")
        }

        func execute(_ script: String) throws(SentinelError) {
            try noticing { () throws(MySQLError) in try connection.execute(script) }
        }

        func run(_ sql: String, _ values: [SQLValue]) throws(SentinelError) -> Int {
            try noticing { () throws(MySQLError) in
                do throws(MySQLError) {
                    return try connection.run(sql, values.map(Self.storable))
                } catch  where error.code == .duplicateKey && sql.hasPrefix(MySQLDialect.insertUnlessThere) {
                    return 0
                }
            }
        }

        func query(
            _ sql: String, _ values: [SQLValue], _ body: (any StoreRow) throws(SentinelError) -> Bool
        ) throws(SentinelError) {
            let statement = try noticing { () throws(MySQLError) in
                try connection.running(sql, values.map(Self.storable))
            }
            defer { statement.reset() }
            while try noticing({ () throws(MySQLError) in try statement.step() }) {
                guard try body(statement) else { return }
            }
        }

        func begin(writing: Bool) throws(SentinelError) {
            if writing {
                try execute("START TRANSACTION READ WRITE")
            } else {
                try execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                try execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY")
            }
        }

        func commit() throws(SentinelError) {
            try noticing { () throws(MySQLError) in try connection.commit() }
        }

        func rollback() {
            guard !isBroken else { return }
            // A session that cannot even roll back is of no use.
            do { try connection.rollback() } catch { isBroken = true }
        }

        func close() { connection.close() }

        /// The type of numbers that are shown to people has no infinity.
        private static func storable(_ value: SQLValue) -> SQLValue {
            if case .double(let number) = value, !number.isFinite { return .null }
            return value
        }

        private func noticing<Value>(_ body: () throws(MySQLError) -> Value) throws(SentinelError) -> Value {
            do {
                return try body()
            } catch {
                if error.endsConnection { isBroken = true }
                throw SentinelError(error, role: .state)
            }
        }

        private static func mapped<Value>(_ body: () throws(MySQLError) -> Value) throws(SentinelError) -> Value {
            do { return try body() } catch { throw SentinelError(error, role: .state) }
        }
    }
#endif
