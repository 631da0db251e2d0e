import SentinelModels

extension MemoryState {
    mutating func take(_ request: TakeRequest, at now: Timestamp) -> [ClaimedMessage] {
        for id in unsettled {
            guard let entry = messages[id], isFree(entry, at: now), entry.message.expiresAt <= now else { continue }
            let age = entry.lifetime.text
            giveUp(id, RunFailure(code: .expired, message: "could not be delivered within \(age)"), at: now)
        }
        while supersedeSilenced(at: now) {}
        var held = heldCounts(by: request.owner, at: now)
        var probes = heldCounts(by: nil, at: now)
        var taken: [ClaimedMessage] = []
        while taken.count < request.limit,
            let entry = nextDue(at: now, for: request, held: held, probes: probes)
        {
            let receiver = ReceiverID(tenant: entry.tenant, receiver: entry.message.receiver)
            held[receiver, default: 0] += 1
            probes[receiver, default: 0] += 1
            taken.append(lease(entry, to: request, at: now))
        }
        return taken
    }

    /// Whether nobody is sending it.
    private func isFree(_ entry: Message, at now: Timestamp) -> Bool {
        switch entry.message.state {
        case .pending: true
        case .sending: entry.leaseUntil.map { $0 <= now } ?? true
        default: false
        }
    }

    /// The first unsettled message of every line.
    private var heads: [Message] {
        var heads: [Line: Message] = [:]
        for id in unsettled {
            guard let entry = messages[id] else { continue }
            if let head = heads[entry.line], Self.precedes(head, entry) { continue }
            heads[entry.line] = entry
        }
        return Array(heads.values)
    }

    private static func precedes(_ first: Message, _ second: Message) -> Bool {
        (first.message.content.sequence, first.message.id) < (second.message.content.sequence, second.message.id)
    }

    private func isDue(_ entry: Message, at now: Timestamp) -> Bool {
        isFree(entry, at: now) && (entry.message.state == .sending || entry.message.notBefore <= now)
    }

    /// Supersedes the due heads of lines that are silenced; returns whether there were any, as the next may be due.
    private mutating func supersedeSilenced(at now: Timestamp) -> Bool {
        var found = false
        for entry in heads where isDue(entry, at: now) {
            guard let silence = silence(over: entry, at: now) else { continue }
            supersede(entry, by: silence, at: now)
            found = true
        }
        return found
    }

    private func nextDue(
        at now: Timestamp, for request: TakeRequest, held: [ReceiverID: Int], probes: [ReceiverID: Int]
    ) -> Message? {
        heads.filter { entry in
            guard isDue(entry, at: now) else { return false }
            let receiver = ReceiverID(tenant: entry.tenant, receiver: entry.message.receiver)
            if held[receiver, default: 0] >= request.limitPerReceiver { return false }
            guard let health = health[receiver] else { return true }
            return !health.isHeld(at: now) && (!health.isProbing || probes[receiver, default: 0] == 0)
        }.min {
            ($0.message.createdAt, $0.message.content.sequence, $0.message.id)
                < ($1.message.createdAt, $1.message.content.sequence, $1.message.id)
        }
    }

    /// How many messages to each receiver are being sent, by `owner` or by anybody.
    private func heldCounts(by owner: OwnerID?, at now: Timestamp) -> [ReceiverID: Int] {
        var counts: [ReceiverID: Int] = [:]
        for id in unsettled {
            guard let entry = messages[id], entry.message.state == .sending, !isFree(entry, at: now),
                owner == nil || entry.owner == owner
            else { continue }
            counts[ReceiverID(tenant: entry.tenant, receiver: entry.message.receiver), default: 0] += 1
        }
        return counts
    }

    private mutating func lease(_ entry: Message, to request: TakeRequest, at now: Timestamp) -> ClaimedMessage {
        var entry = entry
        let until = now.advanced(by: request.lease)
        entry.message.state = .sending
        entry.message.attempts += 1
        entry.fence += 1
        entry.owner = request.owner
        entry.leaseUntil = until
        messages[entry.message.id] = entry
        let earlier = references.filter {
            $0.line.tenant == entry.tenant && $0.line.receiver == entry.message.receiver
                && $0.episodeID == entry.message.content.episode.id
        }.sorted { ($0.sequence, $0.messageID) < ($1.sequence, $1.messageID) }
        return ClaimedMessage(
            message: entry.message, fence: entry.fence, leaseUntil: until, references: earlier.map(\.text))
    }

    private func silence(over entry: Message, at now: Timestamp) -> Silence? {
        let content = entry.message.content
        return silences(of: entry.tenant, includingEnded: false, at: now).first {
            $0.isActive(at: now) && $0.matches(alertName: content.alertName, labels: content.labels)
        }
    }

    private mutating func supersede(_ entry: Message, by silence: Silence, at now: Timestamp) {
        let content = entry.message.content
        for link in entry.links {
            runs[link.runID]?.record.notifications[link.position].decision = .suppress(.silenced)
            correctLedger(of: entry, link) { $0.withdraw(episodeID: content.episode.id, sequence: content.sequence) }
        }
        if content.event.isEnd { oweEnd(entry) }
        end(entry.message.id, as: .superseded, at: now)
    }

    /// Owes the end that a silence took back to the routes that were told of the problem.
    private mutating func oweEnd(_ entry: Message) {
        guard messages.values.contains(where: { $0.line == entry.line && $0.message.state == .sent }) else { return }
        let content = entry.message.content
        for link in entry.links {
            let isOwed = alerts[entry.alert]?.state.oweEnd(
                of: content.episode, subject: link.ledgerKey.subject, route: link.ledgerKey.route,
                notices: content.notice - 1)
            if isOwed == true { alerts[entry.alert]?.revision += 1 }
        }
    }

    mutating func giveUp(_ id: String, _ failure: RunFailure, at time: Timestamp) {
        guard let entry = messages[id] else { return }
        let content = entry.message.content
        for link in entry.links {
            correctLedger(of: entry, link) {
                $0.giveUp(episodeID: content.episode.id, sequence: content.sequence, at: time)
            }
        }
        messages[id]?.message.lastError = failure
        end(id, as: .dead, at: time)
    }

    private mutating func correctLedger(
        of entry: Message, _ link: Link, _ change: (inout RouteLedger) -> Bool
    ) {
        guard var ledger = alerts[entry.alert]?.state.ledger[link.ledgerKey], change(&ledger) else { return }
        alerts[entry.alert]?.state.ledger[link.ledgerKey] = ledger
        alerts[entry.alert]?.revision += 1
    }

    /// Writes the end of a message; `fence` stays, so that a later settlement finds it settled.
    mutating func end(_ id: String, as state: DeliveryState, at time: Timestamp) {
        messages[id]?.message.state = state
        messages[id]?.message.settledAt = time
        messages[id]?.leaseUntil = nil
        messages[id]?.owner = nil
        unsettled.remove(id)
    }

    mutating func settle(_ settlement: Settlement) -> Bool {
        let id = settlement.messageID
        guard let entry = messages[id], entry.fence == settlement.fence, entry.message.state == .sending else {
            return false
        }
        switch settlement.outcome {
        case .sent(let receipt):
            if let text = receipt.reference {
                let content = entry.message.content
                references.append(
                    Reference(
                        line: entry.line, episodeID: content.episode.id, sequence: content.sequence, messageID: id,
                        text: text))
            }
            end(id, as: .sent, at: settlement.at)
        case .retry(let time, let failure):
            wait(id, until: time)
            messages[id]?.message.lastError = failure
        case .dead(let failure):
            giveUp(id, failure, at: settlement.at)
        case .returned:
            wait(id, until: entry.message.notBefore)
            messages[id]?.message.attempts -= 1
        }
        if let health = settlement.health {
            self.health[ReceiverID(tenant: entry.tenant, receiver: health.receiver)] = health
        }
        return true
    }

    private mutating func wait(_ id: String, until time: Timestamp) {
        messages[id]?.message.state = .pending
        messages[id]?.message.notBefore = time
        messages[id]?.leaseUntil = nil
        messages[id]?.owner = nil
    }

    func nextDelivery() -> Timestamp? {
        heads.map { entry in
            if entry.message.state == .sending { return entry.leaseUntil ?? entry.message.notBefore }
            let health = health[ReceiverID(tenant: entry.tenant, receiver: entry.message.receiver)]
            let due = [entry.message.notBefore, health?.openUntil, health?.heldUntil].compactMap(\.self).max()
            return min(due ?? entry.message.notBefore, entry.message.expiresAt)
        }.min()
    }

    /// Gives back what is leased, to whomever.
    mutating func releaseLeases() {
        for id in alerts.keys { alerts[id]?.running = nil }
        for id in unsettled {
            guard let entry = messages[id], entry.message.state == .sending else { continue }
            wait(id, until: entry.message.notBefore)
            messages[id]?.message.attempts -= 1
        }
    }
}
