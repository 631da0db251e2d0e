/// Something that happened, for logs, metrics and traces.
@nonexhaustive public enum EngineNotice: Sendable {
    /// A run's result is in the store.
    case runCommitted(RunRecord)
    /// A run's result did not count: its lease was lost.
    case runFenced(alert: AlertKey, runID: String)
    /// An attempt at delivery has ended and its outcome is in the store.
    case deliverySettled(message: NotificationMessage, outcome: Settlement.Outcome, duration: Duration)
    /// A receiver's breaker opened, until a time.
    case breakerOpened(receiver: ReceiverKey, until: Timestamp)
    /// The store failed; what was not stored has not happened.
    case storeFailed(SentinelError)
}

/// Sees what happened, after it is stored. Called from a bounded buffer in order; a slow observer loses notices, and the
/// loss is counted, but never slows the engine.
public protocol EngineObserver: Sendable {
    /// Called once for each notice.
    func observe(_ notice: EngineNotice)
}
