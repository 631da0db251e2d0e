import SentinelModels

/// The invariants that every transaction keeps, looked at from outside.
struct StateAudit {
    var connection: any StoreConnection
    var dialect: any SQLDialect
    var now: Timestamp

    func findings() throws(SentinelError) -> [StateFinding] {
        var findings = try dialect.integrityFindings(on: connection)
            .map { StateFinding(kind: .damagedFile, description: $0) }
        findings += try dialect.durabilityFindings(on: connection)
            .map { StateFinding(kind: .durability, description: $0) }
        findings += try unreadable().map { StateFinding(kind: .unreadable, description: "cannot be read: \($0)") }
        for rule in Self.rules(at: now) { findings += try self.findings(of: rule) }
        let log = AuditLog(connection: connection, dialect: dialect)
        for tenant in try log.tenants() {
            findings += try log.findings(of: tenant)
                .map { StateFinding(kind: .auditLog, description: $0) }
        }
        return findings
    }

    /// Names what is kept as a document and is not as it was written.
    private func unreadable() throws(SentinelError) -> [String] {
        let rows = StateRows(connection: connection, dialect: dialect)
        let alerts = try connection.all(
            "SELECT tenant, alert_id, alert_key FROM \(Table.alert) ORDER BY tenant, alert_id", []
        ) { (tenant: $0.text(at: 0), id: $0.integer(at: 1), key: $0.text(at: 2)) }
        var found: [String] = []
        for alert in alerts {
            do throws(SentinelError) {
                _ = try rows.read(alert.id, tenant: alert.tenant)
            } catch {
                guard error.isOfDamage else { throw error }
                found.append("state of '\(alert.key)'")
            }
        }
        found += try connection.all(
            "SELECT \(MessageRow.columns) FROM \(Table.message) m WHERE \(OutboxText.unsettled) ORDER BY m.id", []
        ) { row in (try? MessageRow(row)) == nil ? "message \(row.text(at: 0))" : nil }.compactMap(\.self)
        return try found
            + SilenceRows(connection: connection, dialect: dialect).unreadable().map { "silence \($0)" }
    }

    private struct Rule {
        var kind: StateFinding.Kind
        var text: String
        /// Gives the ids of the rows that break it.
        var query: String
        var values: [SQLValue] = []
    }

    private func findings(of rule: Rule) throws(SentinelError) -> [StateFinding] {
        try connection.all(rule.query, rule.values) {
            StateFinding(kind: rule.kind, description: "\(rule.text): \($0.text(at: 0))")
        }
    }

    private static func rules(at now: Timestamp) -> [Rule] {
        let eventOfIntent = "e.tenant = i.tenant AND e.alert_id = i.alert_id AND e.seq = i.seq"
        let messageOfIntent = "m.tenant = i.tenant AND m.id = i.message_id"
        return [
            Rule(
                kind: .missingEvent, text: "run with a transition but no event",
                query: """
                    SELECT r.id FROM \(Table.run) r WHERE r.transition_json IS NOT NULL AND NOT EXISTS
                    (SELECT 1 FROM \(Table.event) e WHERE e.tenant = r.tenant AND e.run_id = r.id)
                    """),
            Rule(
                kind: .missingEvent, text: "decision without an event in run",
                query: """
                    SELECT i.run_id FROM \(Table.intent) i WHERE NOT EXISTS
                    (SELECT 1 FROM \(Table.event) e WHERE \(eventOfIntent))
                    """),
            Rule(
                kind: .missingMessage, text: "decision to notify without a message in run",
                query: """
                    SELECT i.run_id FROM \(Table.intent) i WHERE i.decision = 'notify' AND NOT EXISTS
                    (SELECT 1 FROM \(Table.message) m WHERE \(messageOfIntent))
                    """),
            Rule(
                kind: .strayMessage, text: "message without a decision",
                query: """
                    SELECT m.id FROM \(Table.message) m WHERE NOT EXISTS
                    (SELECT 1 FROM \(Table.intent) i WHERE \(messageOfIntent))
                    """),
            Rule(
                kind: .contradiction, text: "suppressed, yet on its way: message",
                query: """
                    SELECT m.id FROM \(Table.message) m WHERE \(OutboxText.unsettled)
                    AND EXISTS (SELECT 1 FROM \(Table.intent) i WHERE \(messageOfIntent) AND i.decision = 'suppress')
                    """),
            Rule(
                kind: .incompleteRun, text: "run that ended without an outcome or under another's fence",
                query: """
                    SELECT r.id FROM \(Table.run) r WHERE r.state = 'done' AND (r.outcome IS NULL
                    OR r.outcome <> 'abandoned' AND (r.res_fence IS NULL OR r.res_fence <> r.fence))
                    """),
            Rule(
                kind: .lapsedLease, text: "slot held by a process that is gone, run",
                query: "SELECT r.id FROM \(Table.run) r WHERE r.state = 'running' AND r.lease_until <= ?",
                values: [.of(now)]),
            Rule(
                kind: .lapsedLease, text: "message held by a process that is gone",
                query: """
                    SELECT m.id FROM \(Table.message) m WHERE \(OutboxText.unsettled) AND m.state = 'sending'
                    AND m.lease_until <= ?
                    """, values: [.of(now)]),
        ]
    }
}
