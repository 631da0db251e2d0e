import SentinelModels

extension StoreSession {
    func settle(_ settlements: [Settlement]) throws(SentinelError) -> [Bool] {
        var results: [Bool] = []
        for settlement in settlements { results.append(try settle(settlement)) }
        try FaultPoint.beforeSettleCommit.pass()
        return results
    }

    private func settle(_ settlement: Settlement) throws(SentinelError) -> Bool {
        let found = try connection.first(
            """
            SELECT \(MessageRow.columns) FROM \(Table.message) m
            WHERE m.id = ? AND m.fence = ? AND m.state = 'sending'\(dialect.lockingClause)
            """, [.text(settlement.messageID), .integer(settlement.fence)], readableOrKey)
        let row: MessageRow
        switch found {
        case nil: return false
        case .success(let read): row = read
        case .failure(let damage):
            try settle(unreadable: damage, settlement)
            return true
        }
        try close(row.key + [.integer(row.fence)], settlement)
        switch settlement.outcome {
        case .sent(let receipt):
            try end(row, as: .sent, at: settlement.at, failure: nil)
            if let reference = receipt.reference { try keep(reference, of: row) }
        case .retry(let time, let failure):
            try wait(row, until: time, attempts: row.message.attempts, failure: failure)
        case .dead(let failure):
            try giveUp(row, failure, at: settlement.at)
        case .returned:
            try wait(
                row, until: row.message.notBefore, attempts: row.message.attempts - 1, failure: row.message.lastError)
        }
        if let health = settlement.health { try write(health, tenant: row.tenant) }
        return true
    }

    /// A message that became unreadable while it was sent: one that was accepted counts as sent, any other is given up.
    private func settle(unreadable damage: Damage, _ settlement: Settlement) throws(SentinelError) {
        try close(damage.key + [.integer(settlement.fence)], settlement)
        if case .sent = settlement.outcome {
            try end(damage.key, as: .sent, at: settlement.at, failure: nil)
        } else {
            try giveUp(
                unreadable: damage.key, RunFailure(code: damage.error.code, message: damage.error.message),
                at: settlement.at)
        }
        guard let health = settlement.health, case .text(let tenant) = damage.key[0] else { return }
        try write(health, tenant: tenant)
    }

    private struct Damage: Error {
        var key: [SQLValue]
        var error: SentinelError
    }

    private func readableOrKey(_ row: any StoreRow) -> Result<MessageRow, Damage> {
        do throws(SentinelError) {
            return .success(try MessageRow(row))
        } catch {
            return .failure(Damage(key: MessageRow.key(row), error: error))
        }
    }

    /// Writes the end of the attempt; one that was not made after all leaves no trace.
    private func close(_ key: [SQLValue], _ settlement: Settlement) throws(SentinelError) {
        let outcome: (word: String, detail: String?, failure: RunFailure?)
        switch settlement.outcome {
        case .sent(let receipt): outcome = ("sent", receipt.detail, nil)
        case .retry(_, let failure): outcome = ("retry", nil, failure)
        case .dead(let failure): outcome = ("dead", nil, failure)
        case .returned:
            try connection.run(
                "DELETE FROM \(Table.attempt) WHERE tenant = ? AND message_id = ? AND fence = ?", key)
            return
        }
        try connection.run(
            """
            UPDATE \(Table.attempt) SET finished_at = ?, outcome = ?, detail = ?, error_code = ?, error_text = ?
            WHERE tenant = ? AND message_id = ? AND fence = ?
            """,
            [
                .of(settlement.at), .text(outcome.word), .of(outcome.detail),
                .of(outcome.failure?.code.description), .of(outcome.failure?.message),
            ] + key)
    }

    private func keep(_ reference: String, of row: MessageRow) throws(SentinelError) {
        let content = row.message.content
        try connection.run(
            texts.insertReference,
            [
                .text(row.tenant), .text(row.message.receiver.description), .text(content.episode.id),
                .integer(content.sequence), .text(row.message.id), .text(reference),
            ])
    }

    private func wait(
        _ row: MessageRow, until time: Timestamp, attempts: Int, failure: RunFailure?
    ) throws(SentinelError) {
        try connection.run(
            """
            UPDATE \(Table.message) SET state = 'pending', not_before = ?, attempts = ?, owner = NULL,
            lease_until = NULL, error_code = ?, error_text = ? WHERE tenant = ? AND id = ?
            """,
            [.of(time), .of(attempts), .of(failure?.code.description), .of(failure?.message)] + row.key)
    }

    /// Writes the end of a message; a nil failure leaves the last one.
    func end(
        _ row: MessageRow, as state: DeliveryState, at time: Timestamp, failure: RunFailure?
    ) throws(SentinelError) {
        try end(row.key, as: state, at: time, failure: failure ?? row.message.lastError)
    }

    private func end(
        _ key: [SQLValue], as state: DeliveryState, at time: Timestamp, failure: RunFailure?
    ) throws(SentinelError) {
        try connection.run(
            """
            UPDATE \(Table.message) SET state = ?, settled_at = ?, owner = NULL, lease_until = NULL, error_code = ?,
            error_text = ? WHERE tenant = ? AND id = ?
            """,
            [.text(state.rawValue), .of(time), .of(failure?.code.description), .of(failure?.message)] + key)
    }

    func giveUp(_ row: MessageRow, _ failure: RunFailure, at time: Timestamp) throws(SentinelError) {
        try takeOffLedgers(row.key, at: time)
        try end(row, as: .dead, at: time, failure: failure)
    }

    func giveUp(unreadable key: [SQLValue], _ failure: RunFailure, at time: Timestamp) throws(SentinelError) {
        try takeOffLedgers(key, at: time)
        try end(key, as: .dead, at: time, failure: failure)
    }

    private func takeOffLedgers(_ key: [SQLValue], at time: Timestamp) throws(SentinelError) {
        try correctLedgers(of: key) { ledger, event in
            ledger.giveUp(episodeID: event.episodeID, sequence: event.sequence, at: time)
        }
    }

    func supersede(_ row: MessageRow, by silence: Silence, at now: Timestamp) throws(SentinelError) {
        try connection.run(
            """
            UPDATE \(Table.intent) SET decision = 'suppress', reason = ?, silence_id = ?
            WHERE tenant = ? AND message_id = ?
            """, [.text(SuppressionReason.silenced.rawValue), .text(silence.id)] + row.key)
        try correctLedgers(of: row.key) { ledger, event in
            ledger.withdraw(episodeID: event.episodeID, sequence: event.sequence)
        }
        if row.message.content.event.isEnd { try oweEnd(row, at: now) }
        try end(row, as: .superseded, at: now, failure: nil)
    }

    /// Corrects what the ledgers say of the message's intents; each correction raises the alert's revision.
    private func correctLedgers(
        of message: [SQLValue], _ change: (inout RouteLedger, (episodeID: String, sequence: Int64)) -> Bool
    ) throws(SentinelError) {
        try lockStates(of: message)
        let ledgers = try connection.all(
            """
            SELECT l.alert_id, l.fingerprint, l.route_key, l.episode_id, l.last_seq, l.last_promised_at,
            l.next_reminder_at, l.reminder_count, l.notice_count, l.give_up_count, l.gave_up_at, e.episode_id, m.seq
            FROM \(Table.intent) i JOIN \(Table.event) e ON e.tenant = i.tenant AND e.alert_id = i.alert_id
            AND e.seq = i.seq JOIN \(Table.ledger) l ON l.tenant = i.tenant AND l.alert_id = i.alert_id
            AND l.fingerprint = e.subject AND l.route_key = i.route_key
            JOIN \(Table.message) m ON m.tenant = i.tenant AND m.id = i.message_id
            WHERE i.tenant = ? AND i.message_id = ?
            """, message
        ) { found in
            (
                alert: found.integer(at: 0),
                key: LedgerKey(subject: Fingerprint(stored: found.text(at: 1)), route: found.text(at: 2)),
                ledger: StateRows.ledger(found, from: 3),
                event: (episodeID: found.text(at: 11), sequence: found.integer(at: 12))
            )
        }
        for found in ledgers {
            var ledger = found.ledger
            guard change(&ledger, found.event) else { continue }
            let row: [SQLValue] = [message[0], .integer(found.alert)]
            try stateRows.write(ledger, found.key, row)
            try connection.run(
                "UPDATE \(Table.alertState) SET revision = revision + 1 WHERE tenant = ? AND alert_id = ?", row)
        }
    }

    /// Keeps others from changing the states, with their ledgers, that a message's intents speak of.
    private func lockStates(of message: [SQLValue]) throws(SentinelError) {
        guard !dialect.lockingClause.isEmpty else { return }
        let alerts = try connection.all(
            """
            SELECT DISTINCT alert_id FROM \(Table.intent) WHERE tenant = ? AND message_id = ? ORDER BY alert_id
            """, message
        ) { $0.integer(at: 0) }
        for alert in alerts {
            try connection.query(
                "SELECT 1 FROM \(Table.alertState) WHERE tenant = ? AND alert_id = ?\(dialect.lockingClause)",
                [message[0], .integer(alert)]
            ) { _ in true }
        }
    }

    private func write(_ health: ReceiverHealth, tenant: String) throws(SentinelError) {
        try connection.run(
            texts.upsertHealth,
            [
                .text(tenant), .text(health.receiver.description), .of(health.failureStreak), .of(health.openUntil),
                .of(health.heldUntil), .of(health.lastSuccessAt), .of(health.lastFailureAt),
                .of(health.lastError?.code.description), .of(health.lastError?.message),
            ])
    }
}
