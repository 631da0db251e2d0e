import SentinelModels
import SentinelSQL

/// A second look at a database file, past the store.
struct RawDatabase {
    private let connection: SQLiteConnection

    init(_ path: String) throws {
        connection = try SQLiteConnection(path: path, access: .create, busyTimeout: .seconds(5))
    }

    func execute(_ script: String) throws {
        try connection.execute(script)
    }

    /// Rows as text, NULL as `-`.
    func rows(_ sql: String) throws -> [[String]] {
        try connection.rows(sql).map { $0.map { $0.isNull ? "-" : $0.displayText } }
    }

    func rows(_ sql: String, column: Int) throws -> [String] {
        try rows(sql).map { $0[column] }
    }

    func number(_ sql: String) throws -> Int64? {
        guard case .integer(let number) = try connection.scalar(sql) else { return nil }
        return number
    }

    func close() {
        connection.close()
    }
}

/// A database as the Python original leaves it.
enum OriginalDatabase {
    static let schema = """
        CREATE TABLE sqlsentinel_executions (
            id INTEGER NOT NULL, alert_name VARCHAR(255) NOT NULL, executed_at DATETIME NOT NULL,
            execution_duration_ms FLOAT NOT NULL, status VARCHAR(50) NOT NULL, actual_value FLOAT, threshold FLOAT,
            query TEXT NOT NULL, error_message TEXT, triggered_by VARCHAR(50) NOT NULL,
            notification_sent BOOLEAN NOT NULL, notification_error TEXT, context_data TEXT, PRIMARY KEY (id));
        CREATE INDEX ix_sqlsentinel_executions_alert_name ON sqlsentinel_executions (alert_name);
        CREATE INDEX ix_sqlsentinel_executions_executed_at ON sqlsentinel_executions (executed_at);
        CREATE TABLE sqlsentinel_state (
            alert_name VARCHAR(255) NOT NULL, last_executed_at DATETIME, last_alert_at DATETIME, last_ok_at DATETIME,
            consecutive_alerts INTEGER NOT NULL, consecutive_oks INTEGER NOT NULL, current_status VARCHAR(50),
            silenced_until DATETIME, escalation_count INTEGER NOT NULL, notification_failures INTEGER NOT NULL,
            last_notification_channel VARCHAR(50), updated_at DATETIME NOT NULL, PRIMARY KEY (alert_name));
        CREATE TABLE sqlsentinel_configs (
            id INTEGER NOT NULL, alert_name VARCHAR(255) NOT NULL, config_hash VARCHAR(64) NOT NULL,
            config_yaml TEXT NOT NULL, loaded_at DATETIME NOT NULL, active BOOLEAN NOT NULL, PRIMARY KEY (id));
        CREATE INDEX ix_sqlsentinel_configs_alert_name ON sqlsentinel_configs (alert_name);
        """

    static let content = """
        INSERT INTO sqlsentinel_executions VALUES
        (3, 'Revenue', '2026-11-20 09:00:01.500000', 12.5, 'OK', 20000.0, 10000.0, 'SELECT 1', NULL, 'MANUAL', 0,
         NULL, NULL),
        (4, 'Revenue', '2026-11-21 09:00:01.250000', 250.25, 'ALERT', 500.5, 10000.0, 'SELECT 1', NULL, 'CRON', 1,
         NULL, '{"region": "eu", "orders": 7, "share": 0.25, "note": null}'),
        (5, 'Revenue', '2026-11-22 09:00:01.000000', 30.0, 'ERROR', NULL, NULL, 'SELECT 1', 'no such table: orders',
         'CRON', 0, NULL, NULL),
        (7, 'Revenue', '2026-11-22 10:00:01.000000', 31.0, 'ALERT', 400.0, 10000.0, 'SELECT 1', NULL, 'MANUAL', 0,
         'Webhook failed: 500', NULL),
        (8, 'Quality', '2026-11-22 11:00:00.000001', 2.0, 'OK', 0.0, 5.0, 'SELECT 2', NULL, 'MANUAL', 0, NULL, NULL);
        INSERT INTO sqlsentinel_state VALUES
        ('Revenue', '2026-11-22 10:00:01.000000', '2026-11-22 10:00:01.000000', '2026-11-20 09:00:01.500000', 2, 0,
         'ALERT', '2026-11-23 12:00:00.000000', 0, 0, NULL, '2026-11-22 10:00:01.000000'),
        ('Quality', '2026-11-22 11:00:00.000001', NULL, '2026-11-22 11:00:00.000001', 0, 1, 'OK', NULL, 0, 0, NULL,
         '2026-11-22 11:00:00.000001'),
        ('Never run', NULL, NULL, NULL, 0, 0, NULL, '2026-11-22 12:00:00.000000', 0, 0, NULL,
         '2026-11-22 11:00:00.000000');
        """

    static func make(at path: String) throws {
        let database = try RawDatabase(path)
        try database.execute(schema + content)
        database.close()
    }
}
