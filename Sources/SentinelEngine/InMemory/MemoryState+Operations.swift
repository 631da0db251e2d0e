import SentinelModels

/// What people do: silences, messages by hand, reading.
extension MemoryState {
    mutating func add(_ silence: Silence, tenant: String, by actor: Actor, at now: Timestamp) throws(SentinelError) {
        if let known = silences[tenant]?[silence.id] {
            guard known == silence else {
                throw SentinelError(.conflict, "a silence with the id '\(silence.id)' exists", isRetryable: false)
            }
            return
        }
        silences[tenant, default: [:]][silence.id] = silence
        note(.silenceAdded, silence.id, silence.comment, tenant: tenant, by: actor, at: now)
    }

    mutating func endSilences(_ ids: [String], tenant: String, by actor: Actor, at now: Timestamp) -> Int {
        var count = 0
        for id in ids {
            guard var silence = silences[tenant]?[id], now < silence.endsAt else { continue }
            silence.startsAt = min(silence.startsAt, now)
            silence.endsAt = now
            silences[tenant]?[id] = silence
            note(.silenceEnded, id, silence.comment, tenant: tenant, by: actor, at: now)
            count += 1
        }
        return count
    }

    mutating func retry(_ ids: [String], tenant: String, by actor: Actor, at now: Timestamp) -> Int {
        var count = 0
        for id in ids {
            guard var entry = messages[id], entry.tenant == tenant,
                entry.message.state == .dead || entry.message.state == .pending
            else { continue }
            entry.message.state = .pending
            entry.message.notBefore = now
            entry.message.expiresAt = now.advanced(by: entry.lifetime)
            entry.message.settledAt = nil
            messages[id] = entry
            unsettled.insert(id)
            note(.messageRetried, id, entry.message.receiver.description, tenant: tenant, by: actor, at: now)
            count += 1
        }
        return count
    }

    mutating func drop(_ ids: [String], tenant: String, by actor: Actor, at now: Timestamp) -> Int {
        var count = 0
        for id in ids {
            guard let entry = messages[id], entry.tenant == tenant, unsettled.contains(id) else { continue }
            messages[id]?.message.lastError = .dropped(by: actor)
            end(id, as: .dead, at: now)
            note(.messageDropped, id, entry.message.receiver.description, tenant: tenant, by: actor, at: now)
            count += 1
        }
        return count
    }

    private mutating func note(
        _ action: AuditEntry.Action, _ object: String, _ detail: String, tenant: String, by actor: Actor,
        at now: Timestamp
    ) {
        audit[tenant, default: []].append(
            AuditEntry(at: now, actor: actor, action: action, object: object, detail: detail))
    }

    func history(_ query: HistoryQuery) -> [RunRecord] {
        let matching = runs.values.filter { run in
            run.tenant == query.scope.tenant && (query.runID.map { $0 == run.record.id } ?? true)
                && (query.alert.map { AlertKey($0) == run.record.alert || $0.isIdentical(to: run.record.alertName) }
                    ?? true)
                && (query.outcomes.isEmpty || query.outcomes.contains(run.record.outcome))
                && (query.since.map { $0 <= run.record.startedAt } ?? true)
        }
        let sorted = matching.map(\.record).sorted { ($0.startedAt, $0.id) > ($1.startedAt, $1.id) }
        return sorted.dropFirst(max(0, query.offset)).prefix(query.limit.map { max(0, $0) } ?? Int.max).map { record in
            var record = record
            for index in record.notifications.indices {
                record.notifications[index].delivery = record.notifications[index].messageID
                    .flatMap { messages[$0]?.message.state }
            }
            return record
        }
    }

    func messages(_ query: MessageQuery) -> [NotificationMessage] {
        let ids = query.ids.map(Set.init)
        let matching = messages.values.filter { entry in
            entry.tenant == query.scope.tenant && (ids?.contains(entry.message.id) ?? true)
                && (query.states.isEmpty || query.states.contains(entry.message.state))
                && (query.receiver.map { $0 == entry.message.receiver } ?? true)
                && (query.alert.map { $0 == entry.message.content.alert } ?? true)
        }
        let sorted = matching.map(\.message).sorted {
            ($0.createdAt, $0.content.sequence, $0.id) > ($1.createdAt, $1.content.sequence, $1.id)
        }
        return Array(sorted.prefix(query.limit.map { max(0, $0) } ?? Int.max))
    }

    func statistics(of tenant: String) -> StoreStatistics {
        struct RunKey: Hashable {
            var name: String
            var outcome: RunOutcome
        }
        struct MessageKey: Hashable {
            var receiver: ReceiverKey
            var state: DeliveryState
        }
        let runs = Dictionary(grouping: runs.values.filter { $0.tenant == tenant }) {
            RunKey(name: $0.record.alertName, outcome: $0.record.outcome)
        }
        let messages = messages.values.filter { $0.tenant == tenant }
        let counts = Dictionary(grouping: messages) {
            MessageKey(receiver: $0.message.receiver, state: $0.message.state)
        }
        var statistics = StoreStatistics(
            runs: runs.map { key, group in
                .init(
                    alertName: key.name, outcome: key.outcome, count: group.count,
                    totalDuration: group.reduce(.zero) { $0 + $1.record.duration })
            },
            messages: counts.map { .init(receiver: $0.receiver, state: $0.state, count: $1.count) },
            oldestUnsettled: messages.filter(\.message.isUnsettled).map(\.message.createdAt).min())
        statistics.sort()
        return statistics
    }

    /// Deletes at most a batch of old runs; returns how many.
    mutating func retain(_ policy: RetentionPolicy, tenant: String) -> Int {
        var byAlert: [AlertID: Bool] = [:]
        let old = runs.values.filter { run in
            guard run.tenant == tenant, run.record.startedAt < policy.runsBefore else { return false }
            let id = AlertID(tenant: tenant, key: run.record.alert)
            let isQuiet = byAlert[id] ?? alerts[id]?.state.isQuiet ?? true
            byAlert[id] = isQuiet
            return isQuiet
                && !run.record.notifications.contains { $0.messageID.map(unsettled.contains) ?? false }
        }.sorted { ($0.record.startedAt, $0.record.id) < ($1.record.startedAt, $1.record.id) }
        for run in old.prefix(max(1, policy.batch)) { delete(run) }
        silences[tenant] = silences[tenant]?.filter { policy.runsBefore <= $0.value.endsAt }
        if let limit = policy.auditBefore, let log = audit[tenant] {
            // The newest entry stays, as in every store.
            let count = log.dropLast().prefix { $0.at < limit }.count
            audit[tenant]?.removeFirst(count)
        }
        return min(old.count, max(1, policy.batch))
    }

    private mutating func delete(_ run: Run) {
        runs[run.record.id] = nil
        if let fire = run.record.fireAt {
            alerts[AlertID(tenant: run.tenant, key: run.record.alert)]?.fires[fire] = nil
        }
        for id in Set(run.record.notifications.compactMap(\.messageID)) {
            messages[id]?.links.removeAll { $0.runID == run.record.id }
            guard messages[id]?.links.isEmpty ?? false else { continue }
            messages[id] = nil
            references.removeAll { $0.messageID == id }
        }
    }
}
