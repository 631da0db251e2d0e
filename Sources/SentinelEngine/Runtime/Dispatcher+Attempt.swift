import SentinelModels
import Synchronization

/// An attempt that has ended and is not stored yet.
struct Settled: Sendable {
    var claimed: ClaimedMessage
    var isUnderWay = true
    var duration: Duration
    var settlement: Settlement
}

/// What ends first: the attempt, or its time.
private enum AttemptPart {
    case answer(Result<DeliveryReceipt, SentinelError>)
    case late
    case stopped
}

extension Dispatcher {
    /// Tries to deliver one message once.
    func attempt(_ claimed: ClaimedMessage) async -> Settled {
        let start = clock.now()
        let margin = Duration.seconds(2)
        guard start.advanced(by: options.attemptTimeout + margin) <= claimed.leaseUntil else {
            return settled(claimed, .returned, start: start)
        }
        do throws(SentinelError) {
            try FaultPoint.beforeDelivery.pass()
            let notifier = try notifiers.notifier(for: claimed.message.receiver)
            let context = DeliveryContext(
                attempt: claimed.message.attempts, timeout: options.attemptTimeout,
                idempotencyKey: claimed.message.id, references: claimed.references, time: start)
            let receipt = try await deliver(claimed.message, context, by: notifier)
            try FaultPoint.afterDelivery.pass()
            return settled(claimed, .sent(receipt), start: start)
        } catch {
            // Our own stopping is no fault of the receiver: the message goes back and counts no attempt.
            if Task.isCancelled, error.code == .cancelled { return settled(claimed, .returned, start: start) }
            return failed(claimed, error, start: start)
        }
    }

    /// Ends an attempt that outlasts its time, for notifiers that do not: its lease ends, and then another may send too.
    private func deliver(
        _ message: NotificationMessage, _ context: DeliveryContext, by notifier: any Notifier
    ) async throws(SentinelError) -> DeliveryReceipt {
        let clock = clock
        let parts = await withTaskGroup(of: AttemptPart.self) { group in
            group.addTask {
                do throws(SentinelError) {
                    return .answer(.success(try await notifier.deliver(message, context)))
                } catch {
                    return .answer(.failure(error))
                }
            }
            group.addTask {
                (try? await clock.sleep(for: context.timeout + .seconds(1))) == nil ? .stopped : .late
            }
            var parts: [AttemptPart] = []
            for await part in group {
                parts.append(part)
                group.cancelAll()
            }
            return parts
        }
        for case .answer(let answer) in parts {
            if case .failure(let error) = answer, error.code == .cancelled, case .late = parts[0] {
                throw SentinelError(.timeout, "the attempt took longer than \(context.timeout.text)")
            }
            return try answer.get()
        }
        throw SentinelError(.internalFault, "the notifier gave no answer", isRetryable: true)
    }

    private func settled(_ claimed: ClaimedMessage, _ outcome: Settlement.Outcome, start: Timestamp) -> Settled {
        let now = clock.now()
        var settlement = Settlement(
            messageID: claimed.message.id, fence: claimed.fence, outcome: outcome, at: now)
        if case .sent = outcome {
            settlement.health = updateHealth(of: claimed.message.receiver) {
                options.retry.health($0, afterSuccessAt: now)
            }
        }
        return Settled(claimed: claimed, duration: start.duration(to: now), settlement: settlement)
    }

    private func failed(_ claimed: ClaimedMessage, _ error: SentinelError, start: Timestamp) -> Settled {
        let now = clock.now()
        let failure = options.redaction.failure(error)
        let outcome = options.retry.outcome(
            of: error, failure: failure, attempt: claimed.message.attempts, at: now,
            expiresAt: claimed.message.expiresAt, jitter: options.jitter())
        let health = updateHealth(of: claimed.message.receiver) {
            options.retry.health($0, after: error, failure: failure, at: now)
        }
        if let until = health.openUntil, until > now {
            observers.post(.breakerOpened(receiver: claimed.message.receiver, until: until))
        }
        return Settled(
            claimed: claimed, duration: start.duration(to: now),
            settlement: Settlement(
                messageID: claimed.message.id, fence: claimed.fence, outcome: outcome, at: now, health: health))
    }

    private func updateHealth(
        of receiver: ReceiverKey, _ change: (ReceiverHealth) -> ReceiverHealth
    ) -> ReceiverHealth {
        state.withLock { state in
            let health = change(state.health[receiver] ?? ReceiverHealth(receiver: receiver))
            state.health[receiver] = health
            return health
        }
    }

    /// Stores outcomes in groups, in the order they came, until the mailbox ends.
    func settleAll(_ outcomes: Mailbox<Settled>) async {
        while let group = await outcomes.drain(limit: 256) { await finish(group) }
    }

    /// Stores outcomes, frees their places and tells who waits.
    func finish(_ group: [Settled]) async {
        let isStored = await settle(group)
        state.withLock { state in
            for element in group where element.isUnderWay {
                state.count -= 1
                state.underWay[element.claimed.message.receiver, default: 1] -= 1
            }
        }
        for (element, isStored) in zip(group, isStored) where isStored {
            observers.post(
                .deliverySettled(
                    message: element.claimed.message, outcome: element.settlement.outcome,
                    duration: element.duration))
        }
        signal.raise()
        settled.raise()
    }

    /// Insists for as long as the leases last: a lost "sent" would be a repeated message.
    private func settle(_ group: [Settled]) async -> [Bool] {
        let deadline = group.map(\.claimed.leaseUntil).max() ?? clock.now()
        var pause = Duration.milliseconds(50)
        while true {
            do throws(SentinelError) {
                return try await store.settle(group.map(\.settlement))
            } catch {
                observers.post(.storeFailed(error))
                guard clock.now() < deadline, (try? await clock.sleep(for: pause)) != nil else {
                    return group.map { _ in false }
                }
                pause = min(pause * 4, .seconds(2))
            }
        }
    }
}
