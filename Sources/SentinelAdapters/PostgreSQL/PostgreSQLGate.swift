#if PostgreSQL
    /// Functions that do more than read, or that run SQL hidden in a string.
    ///
    /// A second fence only: a plain role may not call most of them, and a read-only transaction that is rolled back
    /// undoes others. What is left are locks that outlive the transaction, signals to sessions, and for powerful roles
    /// files and programs.
    enum PostgreSQLGate {
        /// Whether a query may not call the function of this name in lower case.
        static func refuses(_ name: String) -> Bool {
            names.contains(name) || prefixes.contains { name.hasPrefix($0) }
        }

        private static let names: Set<String> = [
            "set_config", "setval", "nextval", "pg_notify", "pg_promote", "pg_import_system_collations",
            "pg_export_snapshot", "pg_sync_replication_slots", "gin_clean_pending_list", "loread", "lowrite",
            "pg_prewarm", "autoprewarm_start_worker", "autoprewarm_dump_now", "pg_current_logfile", "pg_stat_file",
            "pg_hba_file_rules", "pg_show_all_file_settings", "pg_nextoid", "pg_stat_statements_reset", "ts_stat",
            "ts_rewrite",
        ]

        private static let prefixes = [
            "lo_", "dblink", "pg_read_", "pg_ls_", "pg_file_", "pg_logdir", "pg_logfile", "pg_advisory_",
            "pg_try_advisory_", "pg_terminate_", "pg_cancel_", "pg_reload_", "pg_rotate_", "pg_switch_", "pg_create_",
            "pg_drop_", "pg_copy_", "pg_replication_", "pg_logical_", "pg_start_backup", "pg_stop_backup", "pg_backup_",
            "pg_wal_replay_", "pg_xlog", "pg_stat_reset", "pg_log_", "pg_truncate_", "pg_buffercache_evict",
            "query_to_xml", "cursor_to_xml", "binary_upgrade_", "brin_summarize", "brin_desummarize",
        ]
    }
#endif
