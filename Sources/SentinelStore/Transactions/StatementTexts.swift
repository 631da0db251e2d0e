import SentinelModels

/// Statement texts that are composed once for each dialect, because composing costs more than running them.
struct StatementTexts: Sendable {
    let upsertInstance: String
    let upsertLedger: String
    let upsertHealth: String
    let insertQuery: String
    let insertRun: String
    let insertMessage: String
    let insertReference: String

    private static let sqlite = StatementTexts(SQLiteDialect())
    private static let postgreSQL = StatementTexts(PostgreSQLDialect())
    private static let mySQL = StatementTexts(MySQLDialect())

    static func of(_ dialect: any SQLDialect) -> StatementTexts {
        switch dialect {
        case is SQLiteDialect: sqlite
        case is PostgreSQLDialect: postgreSQL
        case is MySQLDialect: mySQL
        default: StatementTexts(dialect)
        }
    }

    private init(_ dialect: any SQLDialect) {
        upsertInstance = StateRows.upsertInstance(dialect)
        upsertLedger = StateRows.upsertLedger(dialect)
        upsertHealth = dialect.upsert(
            Table.health, key: ["tenant", "receiver_key"],
            columns: [
                "failure_streak", "open_until", "held_until", "last_success_at", "last_failure_at", "error_code",
                "error_text",
            ])
        insertQuery = dialect.insertIfAbsent(Table.query, ["tenant", "query_hash", "sql_text"])
        insertRun = dialect.insertIfAbsent(
            Table.run,
            [
                "tenant", "id", "alert_id", "alert_name", "fire_at", "trigger_kind", "state", "fence", "owner",
                "lease_until", "started_at", "query_hash",
            ])
        insertMessage = dialect.insertIfAbsent(
            Table.message,
            [
                "tenant", "id", "alert_id", "receiver_key", "order_key", "seq", "content_json", "state", "created_at",
                "not_before", "expires_at", "lifetime_us", "fence", "attempts",
            ])
        insertReference = dialect.insertIfAbsent(
            Table.reference, ["tenant", "receiver_key", "episode_id", "seq", "message_id", "provider_ref"])
    }
}
