import SentinelModels

/// The Python original's tables in a database that is about to become ours.
enum OriginalTables {
    /// Renames those that exist, so that views can have their names; returns their old names, also of those that an
    /// interrupted migration has renamed.
    static func rename(_ context: MigrationContext) throws(SentinelError) -> Set<String> {
        let names = [Table.executions, Table.state, Table.configs]
        let found = try context.dialect.existingTables(names + names.map(Table.original), on: context.connection)
        for name in names where found.contains(name) {
            try context.define("ALTER TABLE \(name) RENAME TO \(Table.original(name))")
        }
        return Set(names.filter { found.contains($0) || found.contains(Table.original($0)) })
    }
}

/// Where an original's history and state are read from.
struct OriginalSource {
    struct Execution {
        var number: Int64
        var alertName: String
        var executedAt: Timestamp
        var duration: Duration
        var outcome: RunOutcome
        var actualValue: SQLValue?
        var threshold: SQLValue?
        var query: String
        var error: String?
        var trigger: RunTrigger
        var isSent: Bool
        var notificationError: String?
        var context: [ContextValue]
    }

    struct State {
        var alertName: String
        var lastExecutedAt: Timestamp?
        var lastAlertAt: Timestamp?
        var lastOKAt: Timestamp?
        var alerts: Int
        var oks: Int
        var status: String?
        var silencedUntil: Timestamp?
        var updatedAt: Timestamp?
    }

    var connection: any StoreConnection
    var dialect: any SQLDialect
    /// The table of executions; nil if there is none.
    var executionTable: String?
    /// The table of states; nil if there is none.
    var stateTable: String?

    /// The original's tables under their own names, or under those that a take-over gave them.
    init(in connection: any StoreConnection, dialect: any SQLDialect) throws(SentinelError) {
        let names = [Table.executions, Table.state].flatMap { [$0, Table.original($0)] }
        let found = try dialect.existingTables(names, on: connection)
        func table(_ name: String) -> String? { [name, Table.original(name)].first(where: found.contains) }
        self.init(
            connection: connection, dialect: dialect, executions: table(Table.executions), states: table(Table.state))
    }

    init(connection: any StoreConnection, dialect: any SQLDialect, executions: String?, states: String?) {
        self.connection = connection
        self.dialect = dialect
        executionTable = executions
        stateTable = states
    }

    var hasTables: Bool { executionTable != nil || stateTable != nil }

    /// The executions after `number`, oldest first, a page at a time.
    func executions(after number: Int64, limit: Int) throws(SentinelError) -> [Execution] {
        guard let executionTable else { return [] }
        return try connection.all(
            """
            SELECT id, alert_name, executed_at, execution_duration_ms, status, actual_value, threshold, query,
            error_message, triggered_by, notification_sent, notification_error, context_data
            FROM \(executionTable) WHERE id > ? ORDER BY id LIMIT ?
            """, [.integer(number), .of(limit)]
        ) { row in
            Execution(
                number: row.integer(at: 0), alertName: row.text(at: 1),
                executedAt: time(row, 2) ?? Timestamp(seconds: 0),
                duration: duration(milliseconds: row.double(at: 3)), outcome: outcome(row.text(at: 4)),
                actualValue: value(row, 5), threshold: value(row, 6), query: row.text(at: 7),
                error: row.optionalString(8), trigger: trigger(row.text(at: 9)), isSent: row.int(10) != 0,
                notificationError: row.optionalString(11), context: context(row.optionalString(12)))
        }
    }

    func states() throws(SentinelError) -> [State] {
        guard let stateTable else { return [] }
        return try connection.all(
            """
            SELECT alert_name, last_executed_at, last_alert_at, last_ok_at, consecutive_alerts, consecutive_oks,
            current_status, silenced_until, updated_at FROM \(stateTable) ORDER BY alert_name
            """, []
        ) { row in
            State(
                alertName: row.text(at: 0), lastExecutedAt: time(row, 1), lastAlertAt: time(row, 2),
                lastOKAt: time(row, 3), alerts: row.int(4), oks: row.int(5), status: row.optionalString(6),
                silencedUntil: time(row, 7), updatedAt: time(row, 8))
        }
    }

    /// A database may hold any number, and one that fits nowhere must not end the program.
    private func duration(milliseconds: Double) -> Duration {
        .microseconds(max(0, Int64(exactly: (milliseconds * 1000).rounded()) ?? 0))
    }

    private func time(_ row: any StoreRow, _ column: Int) -> Timestamp? {
        row.optionalString(column).flatMap { Timestamp($0) }
    }

    private func value(_ row: any StoreRow, _ column: Int) -> SQLValue? {
        row.isNull(at: column) ? nil : .double(row.double(at: column))
    }

    private func outcome(_ status: String) -> RunOutcome {
        switch status.uppercased() {
        case "OK": .ok
        case "ALERT": .alert
        default: .error
        }
    }

    private func trigger(_ word: String) -> RunTrigger {
        switch word.uppercased() {
        case "CRON": .schedule
        case "API": .api
        default: .manual
        }
    }

    private func context(_ text: String?) -> [ContextValue] {
        guard let text, case .object(let members) = try? JSONValue(parsing: text) else { return [] }
        return members.map { ContextValue($0.key, Self.value($0.value)) }
    }

    private static func value(_ json: JSONValue) -> SQLValue {
        switch json {
        case .null: .null
        case .bool(let value): .bool(value)
        case .number(let digits):
            Int64(digits).map { .integer($0) } ?? Double(digits).map { .double($0) } ?? .decimal(digits)
        case .string(let text): .text(text)
        case .array, .object: .json(json.encoded())
        }
    }
}
