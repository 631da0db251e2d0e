/// The state tables of schema version 1.
///
/// Times are microseconds since 1970 in UTC. The tenant comes first in every key. Never edit: add a migration.
struct Schema {
    var dialect: any SQLDialect

    /// The statements that make all tables and indexes, in order.
    var tables: [String] {
        definitions + runTables + memoryTables + outboxTables + laterTables
    }

    private func table(_ name: String, isKeyed: Bool = true, _ columns: String) -> String {
        dialect.createTable(name, columns, isKeyed: isKeyed)
    }

    private func index(_ name: String, on table: String, _ columns: String) -> String {
        "CREATE INDEX \(name) ON \(table) (\(columns))"
    }

    private var definitions: [String] {
        [
            table(
                Table.alert,
                """
                tenant VARCHAR(64) NOT NULL, alert_id BIGINT NOT NULL, alert_key VARCHAR(255) NOT NULL,
                name VARCHAR(255) NOT NULL, definition_json \(dialect.longText) NOT NULL,
                definition_hash CHAR(64) NOT NULL, identity_hash CHAR(64) NOT NULL, generation BIGINT,
                updated_at BIGINT NOT NULL, removed_at BIGINT,
                PRIMARY KEY (tenant, alert_id), UNIQUE (tenant, alert_key)
                """),
            table(
                Table.schedule,
                """
                tenant VARCHAR(64) NOT NULL, alert_id BIGINT NOT NULL, next_fire_at BIGINT NOT NULL,
                cron_hash CHAR(64) NOT NULL, generation BIGINT NOT NULL, paused BIGINT NOT NULL,
                PRIMARY KEY (tenant, alert_id)
                """),
            table(
                Table.query,
                """
                tenant VARCHAR(64) NOT NULL, query_hash CHAR(64) NOT NULL, sql_text \(dialect.longText) NOT NULL,
                PRIMARY KEY (tenant, query_hash)
                """),
        ]
    }

    private var runTables: [String] {
        let text = dialect.longText
        return [
            table(
                Table.run, isKeyed: false,
                """
                run_number \(dialect.countingKey), tenant VARCHAR(64) NOT NULL, id VARCHAR(64) NOT NULL,
                alert_id BIGINT NOT NULL, alert_name VARCHAR(255) NOT NULL, fire_at BIGINT,
                trigger_kind VARCHAR(64) NOT NULL, catch_up BIGINT NOT NULL DEFAULT 0, state VARCHAR(64) NOT NULL,
                outcome VARCHAR(64), fence BIGINT NOT NULL, res_fence BIGINT, owner VARCHAR(64), lease_until BIGINT,
                started_at BIGINT NOT NULL, finished_at BIGINT, duration_us BIGINT, query_hash CHAR(64) NOT NULL,
                severity VARCHAR(64), value_type VARCHAR(64), value_text \(text), value_num DOUBLE PRECISION,
                threshold_type VARCHAR(64), threshold_text \(text), threshold_num DOUBLE PRECISION,
                context_json \(text), transition_json \(text), instances_json \(text), error_code VARCHAR(64),
                error_text \(text), missed_count BIGINT NOT NULL DEFAULT 0, bytes_billed BIGINT, generation BIGINT,
                legacy_sent BIGINT, legacy_error \(text), UNIQUE (tenant, id)
                """),
            dialect.partialIndex(
                "sqlsentinel_run_running", on: Table.run, "tenant, alert_id", where: "state = 'running'", unique: true),
            dialect.partialIndex(
                "sqlsentinel_run_fire", on: Table.run, "tenant, alert_id, fire_at", where: "fire_at IS NOT NULL",
                unique: true),
            dialect.partialIndex(
                "sqlsentinel_run_started", on: Table.run, "tenant, started_at, id", where: "state = 'done'",
                unique: false),
            dialect.partialIndex(
                "sqlsentinel_run_of_alert", on: Table.run, "tenant, alert_id, started_at, id",
                where: "state = 'done'", unique: false),
            table(
                Table.event,
                """
                tenant VARCHAR(64) NOT NULL, alert_id BIGINT NOT NULL, seq BIGINT NOT NULL, kind VARCHAR(64) NOT NULL,
                cause VARCHAR(64) NOT NULL, subject CHAR(64) NOT NULL, from_state VARCHAR(64) NOT NULL,
                to_state VARCHAR(64) NOT NULL, occurred_at BIGINT NOT NULL, run_id VARCHAR(64) NOT NULL,
                episode_id VARCHAR(64) NOT NULL, episode_at BIGINT NOT NULL, content_json \(text),
                PRIMARY KEY (tenant, alert_id, seq)
                """),
            index("sqlsentinel_event_run", on: Table.event, "tenant, run_id"),
        ]
    }

    private var memoryTables: [String] {
        let text = dialect.longText
        return [
            table(
                Table.alertState,
                """
                tenant VARCHAR(64) NOT NULL, alert_id BIGINT NOT NULL, revision BIGINT NOT NULL,
                health VARCHAR(64) NOT NULL, health_since BIGINT, error_streak BIGINT NOT NULL,
                no_data_streak BIGINT NOT NULL, alert_streak BIGINT NOT NULL, ok_streak BIGINT NOT NULL,
                event_seq BIGINT NOT NULL, last_fire_at BIGINT, last_success_at BIGINT, last_run_at BIGINT,
                last_alert_at BIGINT, last_ok_at BIGINT, health_episode_id VARCHAR(64), health_episode_at BIGINT,
                PRIMARY KEY (tenant, alert_id)
                """),
            table(
                Table.instanceState,
                """
                tenant VARCHAR(64) NOT NULL, alert_id BIGINT NOT NULL, fingerprint CHAR(64) NOT NULL,
                identity_json \(text), condition_state VARCHAR(64) NOT NULL, since BIGINT NOT NULL,
                streak BIGINT NOT NULL, severity VARCHAR(64), episode_id VARCHAR(64), episode_at BIGINT,
                value_type VARCHAR(64), value_text \(text), value_num DOUBLE PRECISION, opening_type VARCHAR(64),
                opening_text \(text), opening_num DOUBLE PRECISION, PRIMARY KEY (tenant, alert_id, fingerprint)
                """),
            table(
                Table.ledger,
                """
                tenant VARCHAR(64) NOT NULL, alert_id BIGINT NOT NULL, fingerprint CHAR(64) NOT NULL,
                route_key VARCHAR(255) NOT NULL, episode_id VARCHAR(64) NOT NULL, last_seq BIGINT,
                last_promised_at BIGINT, next_reminder_at BIGINT, reminder_count BIGINT NOT NULL,
                notice_count BIGINT NOT NULL, give_up_count BIGINT NOT NULL, gave_up_at BIGINT,
                PRIMARY KEY (tenant, alert_id, fingerprint, route_key)
                """),
            table(
                Table.episode,
                """
                tenant VARCHAR(64) NOT NULL, id VARCHAR(64) NOT NULL, alert_id BIGINT NOT NULL,
                fingerprint CHAR(64) NOT NULL, opened_at BIGINT NOT NULL, closed_at BIGINT, close_reason VARCHAR(64),
                acked_by VARCHAR(255), acked_at BIGINT, PRIMARY KEY (tenant, id)
                """),
            index("sqlsentinel_episode_alert", on: Table.episode, "tenant, alert_id"),
        ]
    }

    private var outboxTables: [String] {
        let text = dialect.longText
        let unsettled = "state IN ('pending', 'sending')"
        return [
            table(
                Table.intent,
                """
                tenant VARCHAR(64) NOT NULL, alert_id BIGINT NOT NULL, seq BIGINT NOT NULL,
                route_key VARCHAR(255) NOT NULL, target VARCHAR(255) NOT NULL, rank_no BIGINT NOT NULL,
                run_id VARCHAR(64) NOT NULL, receiver_key VARCHAR(255) NOT NULL, decision VARCHAR(64) NOT NULL,
                reason VARCHAR(64) NOT NULL, silence_id VARCHAR(64), message_id VARCHAR(64),
                PRIMARY KEY (tenant, alert_id, seq, route_key, target)
                """),
            index("sqlsentinel_intent_run", on: Table.intent, "tenant, run_id, rank_no"),
            index("sqlsentinel_intent_message", on: Table.intent, "tenant, message_id"),
            table(
                Table.message, isKeyed: false,
                """
                tenant VARCHAR(64) NOT NULL, id VARCHAR(64) NOT NULL, alert_id BIGINT NOT NULL,
                receiver_key VARCHAR(255) NOT NULL, order_key VARCHAR(255) NOT NULL, seq BIGINT NOT NULL,
                content_json \(text) NOT NULL, state VARCHAR(64) NOT NULL, created_at BIGINT NOT NULL,
                not_before BIGINT NOT NULL, expires_at BIGINT NOT NULL, lifetime_us BIGINT NOT NULL,
                fence BIGINT NOT NULL, owner VARCHAR(64), lease_until BIGINT, attempts BIGINT NOT NULL,
                settled_at BIGINT, error_code VARCHAR(64), error_text \(text), PRIMARY KEY (tenant, id)
                """),
            "CREATE UNIQUE INDEX sqlsentinel_message_id ON \(Table.message) (id)",
            dialect.partialIndex(
                "sqlsentinel_message_age", on: Table.message, "created_at, seq, id", where: unsettled, unique: false),
            dialect.partialIndex(
                "sqlsentinel_message_line", on: Table.message, "tenant, order_key, receiver_key, seq, id",
                where: unsettled, unique: false),
            table(
                Table.attempt,
                """
                tenant VARCHAR(64) NOT NULL, message_id VARCHAR(64) NOT NULL, fence BIGINT NOT NULL,
                attempt_no BIGINT NOT NULL, owner VARCHAR(64) NOT NULL, started_at BIGINT NOT NULL,
                finished_at BIGINT, outcome VARCHAR(64), detail \(text), error_code VARCHAR(64), error_text \(text),
                PRIMARY KEY (tenant, message_id, fence)
                """),
            table(
                Table.reference,
                """
                tenant VARCHAR(64) NOT NULL, receiver_key VARCHAR(255) NOT NULL, episode_id VARCHAR(64) NOT NULL,
                seq BIGINT NOT NULL, message_id VARCHAR(64) NOT NULL, provider_ref \(text) NOT NULL,
                PRIMARY KEY (tenant, receiver_key, episode_id, seq, message_id)
                """),
            table(
                Table.health,
                """
                tenant VARCHAR(64) NOT NULL, receiver_key VARCHAR(255) NOT NULL, failure_streak BIGINT NOT NULL,
                open_until BIGINT, held_until BIGINT, last_success_at BIGINT, last_failure_at BIGINT,
                error_code VARCHAR(64), error_text \(text), PRIMARY KEY (tenant, receiver_key)
                """),
            table(
                Table.silence,
                """
                tenant VARCHAR(64) NOT NULL, id VARCHAR(64) NOT NULL, matchers_json \(text) NOT NULL,
                alert_name VARCHAR(255), starts_at BIGINT NOT NULL, ends_at BIGINT NOT NULL,
                author VARCHAR(255) NOT NULL, note \(text) NOT NULL, PRIMARY KEY (tenant, id)
                """),
        ]
    }

    private var laterTables: [String] {
        let text = dialect.longText
        return [
            table(
                Table.sample,
                """
                tenant VARCHAR(64) NOT NULL, alert_id BIGINT NOT NULL, fingerprint CHAR(64) NOT NULL,
                taken_at BIGINT NOT NULL, value_num DOUBLE PRECISION, PRIMARY KEY (tenant, alert_id, fingerprint, taken_at)
                """),
            table(
                Table.node,
                """
                tenant VARCHAR(64) NOT NULL, node_id VARCHAR(64) NOT NULL, host VARCHAR(255) NOT NULL,
                process_id BIGINT NOT NULL, program_version VARCHAR(64) NOT NULL, started_at BIGINT NOT NULL,
                heartbeat_at BIGINT NOT NULL, generation BIGINT, PRIMARY KEY (tenant, node_id)
                """),
            table(
                Table.generation,
                """
                tenant VARCHAR(64) NOT NULL, generation BIGINT NOT NULL, config_hash CHAR(64) NOT NULL,
                body \(text) NOT NULL, activated_at BIGINT NOT NULL, activated_by VARCHAR(255) NOT NULL,
                PRIMARY KEY (tenant, generation)
                """),
            table(
                Table.audit,
                """
                tenant VARCHAR(64) NOT NULL, entry_no BIGINT NOT NULL, occurred_at BIGINT NOT NULL,
                actor_kind VARCHAR(64) NOT NULL, actor_name VARCHAR(255) NOT NULL, action VARCHAR(64) NOT NULL,
                object_id VARCHAR(255) NOT NULL, detail \(text) NOT NULL, previous_hash CHAR(64) NOT NULL,
                entry_hash CHAR(64) NOT NULL, PRIMARY KEY (tenant, entry_no)
                """),
        ]
    }
}
