import SentinelModels

/// Conditions of the outbox, over `m`.
enum OutboxText {
    static let unsettled = "m.state IN ('pending', 'sending')"

    /// Nobody sends it. Takes the time once.
    static let free = "(m.state = 'pending' OR m.state = 'sending' AND m.lease_until <= ?)"

    /// It may be tried. Takes the time twice.
    static let due = "(m.state = 'pending' AND m.not_before <= ? OR m.state = 'sending' AND m.lease_until <= ?)"

    /// It is the first unsettled one of its order key and receiver.
    static let head = """
        NOT EXISTS (SELECT 1 FROM \(Table.message) o WHERE o.tenant = m.tenant AND o.order_key = m.order_key
        AND o.receiver_key = m.receiver_key AND o.state IN ('pending', 'sending')
        AND (o.seq < m.seq OR o.seq = m.seq AND o.id < m.id))
        """

    static let health = """
        LEFT JOIN \(Table.health) h ON h.tenant = m.tenant AND h.receiver_key = m.receiver_key
        """
}

extension StoreSession {
    private struct Receiver: Hashable {
        var tenant: String
        var key: String
    }

    func take(_ request: TakeRequest) throws(SentinelError) -> [ClaimedMessage] {
        let now = try now()
        try voidLeasesOfDeadOwners(at: now)
        try expireMessages(at: now)
        try supersedeSilenced(at: now)
        let chosen = try chooseDue(for: request, at: now)
        var claimed: [ClaimedMessage] = []
        for row in chosen { claimed.append(try lease(row, to: request, at: now)) }
        try FaultPoint.beforeTakeCommit.pass()
        return claimed
    }

    private func voidLeasesOfDeadOwners(at now: Timestamp) throws(SentinelError) {
        let senders = try connection.all(
            """
            SELECT DISTINCT m.owner FROM \(Table.message) m WHERE \(OutboxText.unsettled) AND m.state = 'sending'
            AND m.lease_until > ?
            """, [.of(now)]
        ) { OwnerID($0.text(at: 0)) }
        for owner in senders where owners.isDead(owner) {
            try connection.run(
                "UPDATE \(Table.message) SET lease_until = ? WHERE state = 'sending' AND owner = ?",
                [.of(now), .text(owner.description)])
        }
    }

    private func expireMessages(at now: Timestamp) throws(SentinelError) {
        let expired = try readable(
            """
            SELECT \(MessageRow.columns) FROM \(Table.message) m WHERE \(OutboxText.unsettled)
            AND m.expires_at <= ? AND \(OutboxText.free)\(dialect.skippingClause)
            """, [.of(now), .of(now)], at: now)
        for row in expired {
            try giveUp(
                row, RunFailure(code: .expired, message: "could not be delivered within \(row.lifetime.text)"), at: now)
        }
    }

    /// The rows of a query that can be read. Others are given up: one of them must not hold up all that follow.
    private func readable(
        _ query: String, _ values: [SQLValue], at now: Timestamp
    ) throws(SentinelError) -> [MessageRow] {
        var rows: [MessageRow] = []
        var damaged: [(key: [SQLValue], error: SentinelError)] = []
        try connection.query(query, values) { row in
            do throws(SentinelError) {
                rows.append(try MessageRow(row))
            } catch {
                damaged.append((MessageRow.key(row), error))
            }
            return true
        }
        for row in damaged {
            try giveUp(unreadable: row.key, RunFailure(code: row.error.code, message: row.error.message), at: now)
        }
        return rows
    }

    /// Messages that are due are checked against the silences of this moment.
    private func supersedeSilenced(at now: Timestamp) throws(SentinelError) {
        // DISTINCT would have SQLite walk the whole table in the order of tenants.
        let tenants = try connection.all(
            "SELECT tenant FROM \(Table.silence) WHERE starts_at <= ? AND ends_at > ?", [.of(now), .of(now)]
        ) { $0.text(at: 0) }
        for tenant in Set(tenants).sorted() {
            let silences = try silenceRows.read(tenant: tenant, endingAfter: now).filter { $0.isActive(at: now) }
            // A message that goes makes the next of its line due.
            while try supersedeHeads(of: tenant, by: silences, at: now) > 0 {}
        }
    }

    private func supersedeHeads(
        of tenant: String, by silences: [Silence], at now: Timestamp
    ) throws(SentinelError) -> Int {
        let due = try readable(
            """
            SELECT \(MessageRow.columns) FROM \(Table.message) m WHERE m.tenant = ? AND \(OutboxText.unsettled)
            AND \(OutboxText.due) AND \(OutboxText.head)\(dialect.skippingClause)
            """, [.text(tenant), .of(now), .of(now)], at: now)
        var count = 0
        for row in due {
            let content = row.message.content
            guard
                let silence = silences.first(where: {
                    $0.matches(alertName: content.alertName, labels: content.labels)
                })
            else { continue }
            try supersede(row, by: silence, at: now)
            count += 1
        }
        return count
    }

    private struct Candidate {
        var id: String
        var receiver: Receiver
        /// Whether the receiver was closed: one message shall tell whether it works again.
        var isProbe: Bool
        var key: [SQLValue] { [.text(receiver.tenant), .text(id)] }
    }

    /// Looks first and takes then, one by one: a search that locks would lock all that is due.
    private func chooseDue(for request: TakeRequest, at now: Timestamp) throws(SentinelError) -> [MessageRow] {
        var held = try heldCounts(by: request.owner, at: now)
        var probes = try heldCounts(by: nil, at: now)
        var seen: Set<String> = []
        var rows: [MessageRow] = []
        while rows.count < request.limit {
            let candidates = try candidates(at: now, limit: request.limit - rows.count) { candidate in
                let receiver = candidate.receiver
                guard !seen.contains(candidate.id), held[receiver, default: 0] < request.limitPerReceiver,
                    !candidate.isProbe || probes[receiver, default: 0] == 0
                else { return false }
                seen.insert(candidate.id)
                held[receiver, default: 0] += 1
                probes[receiver, default: 0] += 1
                return true
            }
            let count = rows.count
            for candidate in candidates {
                if let row = try obtain(candidate, at: now) {
                    rows.append(row)
                } else {
                    held[candidate.receiver, default: 0] -= 1
                    probes[candidate.receiver, default: 0] -= 1
                }
            }
            // Who got all that was found has looked enough.
            if rows.count - count == candidates.count { break }
        }
        return rows
    }

    private func candidates(
        at now: Timestamp, limit: Int, _ isWanted: (Candidate) -> Bool
    ) throws(SentinelError) -> [Candidate] {
        var candidates: [Candidate] = []
        try connection.query(
            """
            SELECT m.id, m.tenant, m.receiver_key, h.open_until FROM \(Table.message) m \(OutboxText.health)
            WHERE \(OutboxText.unsettled) AND \(OutboxText.due) AND COALESCE(h.open_until, 0) <= ?
            AND COALESCE(h.held_until, 0) <= ? AND \(OutboxText.head)
            ORDER BY m.created_at, m.seq, m.id
            """, [.of(now), .of(now), .of(now), .of(now)]
        ) { row in
            let candidate = Candidate(
                id: row.text(at: 0), receiver: Receiver(tenant: row.text(at: 1), key: row.text(at: 2)),
                isProbe: !row.isNull(at: 3))
            if isWanted(candidate) { candidates.append(candidate) }
            return candidates.count < limit
        }
        return candidates
    }

    /// The message's row, if no other process has taken it meanwhile; one that cannot be read is given up.
    private func obtain(_ candidate: Candidate, at now: Timestamp) throws(SentinelError) -> MessageRow? {
        if candidate.isProbe, try !mayProbe(candidate.receiver, at: now) { return nil }
        return try readable(
            """
            SELECT \(MessageRow.columns) FROM \(Table.message) m
            WHERE m.tenant = ? AND m.id = ? AND \(OutboxText.due)\(dialect.skippingClause)
            """, candidate.key + [.of(now), .of(now)], at: now
        ).first
    }

    /// Whether no other process probes the receiver: the row of its health is locked, then looked at again.
    private func mayProbe(_ receiver: Receiver, at now: Timestamp) throws(SentinelError) -> Bool {
        guard !dialect.skippingClause.isEmpty else { return true }
        let isOurs = try connection.first(
            "SELECT 1 FROM \(Table.health) WHERE tenant = ? AND receiver_key = ?\(dialect.skippingClause)",
            [.text(receiver.tenant), .text(receiver.key)]
        ) { _ in true }
        guard isOurs == true else { return false }
        return try heldCounts(by: nil, at: now)[receiver] == nil
    }

    /// How many messages to each receiver are being sent, by `owner` or by anybody.
    private func heldCounts(by owner: OwnerID?, at now: Timestamp) throws(SentinelError) -> [Receiver: Int] {
        var counts: [Receiver: Int] = [:]
        try connection.query(
            """
            SELECT m.tenant, m.receiver_key, m.owner FROM \(Table.message) m
            WHERE \(OutboxText.unsettled) AND m.state = 'sending' AND m.lease_until > ?
            """, [.of(now)]
        ) { row in
            if owner == nil || owner?.description == row.text(at: 2) {
                counts[Receiver(tenant: row.text(at: 0), key: row.text(at: 1)), default: 0] += 1
            }
            return true
        }
        return counts
    }

    private func lease(
        _ row: MessageRow, to request: TakeRequest, at now: Timestamp
    ) throws(SentinelError) -> ClaimedMessage {
        var message = row.message
        let until = now.advanced(by: request.lease)
        message.state = .sending
        message.attempts += 1
        try connection.run(
            """
            UPDATE \(Table.message) SET state = 'sending', fence = fence + 1, owner = ?, lease_until = ?,
            attempts = attempts + 1 WHERE tenant = ? AND id = ?
            """, [.text(request.owner.description), .of(until)] + row.key)
        try connection.run(
            """
            INSERT INTO \(Table.attempt) (tenant, message_id, fence, attempt_no, owner, started_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            row.key + [
                .integer(row.fence + 1), .of(message.attempts), .text(request.owner.description), .of(now),
            ])
        let references = try connection.all(
            """
            SELECT provider_ref FROM \(Table.reference) WHERE tenant = ? AND receiver_key = ? AND episode_id = ?
            ORDER BY seq, message_id
            """,
            [.text(row.tenant), .text(message.receiver.description), .text(message.content.episode.id)]
        ) { $0.text(at: 0) }
        return ClaimedMessage(message: message, fence: row.fence + 1, leaseUntil: until, references: references)
    }
}
