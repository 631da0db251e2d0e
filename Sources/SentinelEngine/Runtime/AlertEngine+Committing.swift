import SentinelModels

/// A run whose query has ended and whose result is not stored yet.
struct Pending: Sendable {
    var alert: AlertDefinition
    var run: ClaimedRun
    var snapshot: AlertSnapshot
    var measured: Measured
}

extension AlertEngine {
    /// What a pending run changes, by today's snapshot.
    func plan(_ pending: Pending) -> RunCommit {
        let time = pending.run.fireAt ?? pending.measured.start
        let makeID = { self.makeID() }
        let advance = pending.snapshot.state.advanced(
            by: pending.measured.finding, at: time, judgement: pending.alert.judgement, policy: pending.alert.policy,
            makeID: makeID)
        let failure = advance.error.map(options.redaction.failure)
        var plan = NotificationPlanner.plan(
            .init(
                alert: pending.alert, advance: advance, silences: pending.snapshot.silences, runID: pending.run.id,
                fireAt: pending.run.fireAt, time: time, failure: failure, promisedAt: clock.now()), makeID: makeID)
        plan.state.lastFireAt = pending.run.fireAt ?? plan.state.lastFireAt
        return RunCommit(
            run: pending.run, baseRevision: pending.snapshot.revision,
            record: RunRecord(pending, advance: advance, plan: plan, failure: failure), state: plan.state,
            events: plan.events, decisions: plan.decisions)
    }

    /// Stores one result, planning anew as often as the options allow when the state has changed meanwhile.
    func commit(_ pending: Pending) async throws(SentinelError) -> RunRecord {
        try await commit([pending])[0].get()
    }

    /// Stores results together: one answer for each, in order.
    func commit(_ pending: [Pending]) async -> [Result<RunRecord, SentinelError>] {
        var open = Array(pending.enumerated())
        var answers = [Result<RunRecord, SentinelError>?](repeating: nil, count: pending.count)
        for _ in 0...options.maxReplans where !open.isEmpty {
            let commits = open.map { plan($0.element) }
            let results: [RunCommitResult]
            do {
                results = try await insisting { () async throws(SentinelError) in try await store.commit(commits) }
            } catch {
                for (index, _) in open { answers[index] = .failure(error) }
                break
            }
            var conflicts: [(offset: Int, element: Pending)] = []
            for (position, result) in results.enumerated() {
                var (index, element) = open[position]
                switch result {
                case .committed:
                    answers[index] = .success(commits[position].record)
                    announce(commits[position])
                case .fenced:
                    answers[index] = .failure(
                        SentinelError(
                            .fenced, "the run of '\(element.alert.name)' lost its slot; its result does not count"))
                    observers.post(.runFenced(alert: element.alert.key, runID: element.run.id))
                case .failed(let error):
                    answers[index] = .failure(error)
                    observers.post(.storeFailed(error))
                case .conflict(let snapshot):
                    element.snapshot = snapshot
                    conflicts.append((index, element))
                }
            }
            open = conflicts
        }
        return answers.map { answer in
            answer ?? .failure(SentinelError(.conflict, "the alert's state kept changing while a run was stored"))
        }
    }

    /// Takes running slots, insisting a little.
    func claim(_ requests: [RunClaim]) async throws(SentinelError) -> [RunClaimResult] {
        let results = try await insisting { () async throws(SentinelError) in try await store.claim(requests) }
        for case .failed(let error) in results { observers.post(.storeFailed(error)) }
        return results
    }

    /// Tries an operation of the store again when its failure may pass.
    ///
    /// The very same claims or commits are given again, as the store knows them by their run's id: one that was stored
    /// though the store failed to say so is answered as stored, with the messages that it promised.
    private func insisting<Answer>(
        _ operation: () async throws(SentinelError) -> Answer
    ) async throws(SentinelError) -> Answer {
        for pause in [Duration.milliseconds(50), .milliseconds(250)] {
            do {
                return try await operation()
            } catch {
                observers.post(.storeFailed(error))
                guard error.isRetryable, (try? await clock.sleep(for: pause)) != nil else { throw error }
            }
        }
        do {
            return try await operation()
        } catch {
            observers.post(.storeFailed(error))
            throw error
        }
    }

    private func announce(_ commit: RunCommit) {
        observers.post(.runCommitted(commit.record))
        if commit.decisions.contains(where: { $0.intent != nil }) { options.deliverySignal?.raise() }
    }
}

extension Advance {
    /// The most severe breach, of equals the first; without any breach the first answer.
    fileprivate var worstEvaluation: Evaluation? {
        let breaches = evaluations.filter { $0.verdict == .alert }
        return breaches.reduce(breaches.first ?? evaluations.first) { worst, breach in
            guard let severity = breach.severity else { return worst }
            return worst?.severity.map { $0 < severity } ?? true ? breach : worst
        }
    }
}

extension RunRecord {
    /// The history of a run: on top what its worst instance says.
    init(_ pending: Pending, advance: Advance, plan: NotificationPlanner.Plan, failure: RunFailure?) {
        let worst = advance.worstEvaluation
        let transitions = Dictionary(advance.transitions.map { ($0.subject, $0) }) { first, _ in first }
        self.init(
            id: pending.run.id, alert: pending.alert.key, alertName: pending.alert.name, trigger: pending.run.trigger,
            fireAt: pending.run.fireAt, startedAt: pending.measured.start, duration: pending.measured.duration,
            outcome: advance.outcome, actualValue: worst?.actualValue, threshold: worst?.threshold,
            severity: worst?.severity ?? pending.alert.severity, context: worst?.context ?? [],
            transition: worst.flatMap { transitions[$0.fingerprint] } ?? transitions[.health],
            instances: advance.evaluations.map { evaluation in
                InstanceRecord(
                    identity: evaluation.identity, fingerprint: evaluation.fingerprint,
                    condition: plan.state.instances[evaluation.fingerprint]?.condition ?? .ok,
                    actualValue: evaluation.actualValue, transition: transitions[evaluation.fingerprint])
            },
            notifications: plan.decisions.map { decision in
                NotificationRecord(
                    receiver: decision.receiver, sequence: decision.event.sequence, event: decision.event.kind,
                    decision: decision.outcome, delivery: decision.intent == nil ? nil : .pending,
                    messageID: decision.intent?.messageID)
            }, error: failure, query: pending.alert.query)
    }
}
