extension Schema {
    /// The original's three tables as views of the default tenant, with its columns and its ways to write values.
    var views: [String] {
        [executionsView, stateView, configsView]
    }

    private var executionsView: String {
        let messages = """
            \(Table.intent) i JOIN \(Table.message) m ON m.tenant = i.tenant AND m.id = i.message_id \
            WHERE i.tenant = r.tenant AND i.run_id = r.id
            """
        let isSent =
            "COALESCE(r.legacy_sent, CASE WHEN EXISTS (SELECT 1 FROM \(messages) AND m.state = 'sent') THEN 1 ELSE 0 END)"
        return dialect.createView(
            Table.executions,
            """
            SELECT r.run_number AS id, r.alert_name AS alert_name,
            \(dialect.timeText("r.finished_at")) AS executed_at, r.duration_us / 1000.0 AS execution_duration_ms,
            CASE r.outcome WHEN 'ok' THEN 'OK' WHEN 'alert' THEN 'ALERT' ELSE 'ERROR' END AS status,
            r.value_num AS actual_value, r.threshold_num AS threshold, q.sql_text AS query,
            r.error_text AS error_message,
            CASE r.trigger_kind WHEN 'schedule' THEN 'CRON' WHEN 'api' THEN 'API' ELSE 'MANUAL' END AS triggered_by,
            \(dialect.truth(isSent)) AS notification_sent,
            COALESCE(r.legacy_error, (SELECT m.error_text FROM \(messages) AND m.error_text IS NOT NULL
            AND m.state <> 'sent' ORDER BY i.rank_no DESC LIMIT 1)) AS notification_error,
            CASE WHEN r.context_json IS NULL THEN NULL ELSE \(dialect.contextObject("r.context_json")) END
            AS context_data
            FROM \(Table.run) r LEFT JOIN \(Table.query) q ON q.tenant = r.tenant AND q.query_hash = r.query_hash
            WHERE r.tenant = 'default' AND r.state = 'done'
            AND r.outcome IN ('ok', 'alert', 'error', 'no_data', 'over_budget', 'abandoned')
            """)
    }

    private var stateView: String {
        let silencedUntil = """
            (SELECT MAX(s.ends_at) FROM \(Table.silence) s WHERE s.tenant = 'default' AND s.alert_name = n.name)
            """
        let lastAnswer = """
            CASE WHEN a.last_alert_at IS NULL THEN a.last_ok_at WHEN a.last_ok_at IS NULL THEN a.last_alert_at \
            ELSE \(dialect.greatest)(a.last_alert_at, a.last_ok_at) END
            """
        return dialect.createView(
            Table.state,
            """
            SELECT n.name AS alert_name,
            \(dialect.timeText("n.last_answer_at")) AS last_executed_at,
            \(dialect.timeText("n.last_alert_at")) AS last_alert_at, \(dialect.timeText("n.last_ok_at")) AS last_ok_at,
            n.alert_streak AS consecutive_alerts, n.ok_streak AS consecutive_oks,
            CASE WHEN n.alert_streak > 0 THEN 'ALERT' WHEN n.ok_streak > 0 THEN 'OK' ELSE NULL END AS current_status,
            \(dialect.timeText(silencedUntil)) AS silenced_until, 0 AS escalation_count, 0 AS notification_failures,
            NULL AS last_notification_channel, \(dialect.timeText("n.updated_at")) AS updated_at
            FROM (SELECT d.name AS name, \(lastAnswer) AS last_answer_at, a.last_alert_at AS last_alert_at,
            a.last_ok_at AS last_ok_at, a.alert_streak AS alert_streak, a.ok_streak AS ok_streak,
            COALESCE(a.last_run_at, d.updated_at) AS updated_at
            FROM \(Table.alert) d JOIN \(Table.alertState) a ON a.tenant = d.tenant AND a.alert_id = d.alert_id
            WHERE d.tenant = 'default'
            UNION ALL SELECT s.alert_name, NULL, NULL, NULL, 0, 0, MAX(s.starts_at) FROM \(Table.silence) s
            WHERE s.tenant = 'default' AND s.alert_name IS NOT NULL AND NOT EXISTS
            (SELECT 1 FROM \(Table.alert) d JOIN \(Table.alertState) a ON a.tenant = d.tenant
            AND a.alert_id = d.alert_id WHERE d.tenant = 'default' AND d.name = s.alert_name)
            GROUP BY s.alert_name) n
            """)
    }

    private var configsView: String {
        let isActive = "CASE WHEN removed_at IS NULL THEN 1 ELSE 0 END"
        return dialect.createView(
            Table.configs,
            """
            SELECT alert_id AS id, name AS alert_name, definition_hash AS config_hash,
            definition_json AS config_yaml, \(dialect.timeText("updated_at")) AS loaded_at,
            \(dialect.truth(isActive)) AS active FROM \(Table.alert) WHERE tenant = 'default'
            """)
    }
}
