extension NotificationRecord {
    /// What history keeps of a decision whose message, if it has one, has not been sent yet.
    public init(_ decision: NotificationDecision) {
        self.init(
            receiver: decision.receiver, sequence: decision.event.sequence, event: decision.event.kind,
            decision: decision.outcome, delivery: decision.intent == nil ? nil : .pending,
            messageID: decision.intent?.messageID)
    }
}

extension NotificationMessage {
    /// The message of an intent, promised at `time`.
    public init(_ intent: NotificationIntent, to receiver: ReceiverKey, at time: Timestamp) {
        self.init(
            id: intent.messageID, receiver: receiver, content: intent.content, orderKey: intent.orderKey,
            createdAt: time, notBefore: time, expiresAt: intent.expiresAt)
    }

    /// Whether it has neither been accepted, nor superseded, nor given up.
    public var isUnsettled: Bool { state == .pending || state == .sending }
}

extension ReceiverHealth {
    /// Whether nothing may be sent at `time`: the breaker is open or the receiver asked us to wait.
    public func isHeld(at time: Timestamp) -> Bool {
        [openUntil, heldUntil].contains { $0.map { time < $0 } ?? false }
    }

    /// Whether the breaker's time is over but no message has been accepted since: then one message at a time goes out.
    public var isProbing: Bool { openUntil != nil }
}

extension AlertState {
    /// Whether nothing is wrong, so that history may be forgotten.
    package var isQuiet: Bool {
        health == .answering && healthEpisode == nil
            && instances.values.allSatisfy { $0.condition == .ok && $0.episode == nil }
    }
}
