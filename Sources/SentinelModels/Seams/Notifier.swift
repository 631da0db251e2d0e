/// A way to tell somebody: what a receiver implements.
///
/// Run the suite `NotifierContract` of SentinelTesting against your own notifier.
public protocol Notifier: Sendable {
    /// Sends one message once and returns when the receiver has accepted it.
    ///
    /// Never retries and never waits between tries: it classifies the failure (`isRetryable`, `retryAfter`) and the
    /// dispatcher does the rest. Returns within the context's timeout, and within one second after cancellation.
    /// - Throws: ``SentinelError`` without any secret in it; an answer that does not say "accepted" is an error.
    func deliver(
        _ message: NotificationMessage, _ context: DeliveryContext
    ) async throws(SentinelError) -> DeliveryReceipt
}

/// Finds notifiers by receiver key, so that a reload can swap them.
public protocol NotifierResolving: Sendable {
    /// The notifier; throws ``SentinelError/Code/receiverGone`` if the receiver is no longer configured.
    func notifier(for receiver: ReceiverKey) throws(SentinelError) -> any Notifier
}

extension Dictionary: NotifierResolving where Key == ReceiverKey, Value == any Notifier {
    /// The notifier under `receiver`.
    public func notifier(for receiver: ReceiverKey) throws(SentinelError) -> any Notifier {
        guard let notifier = self[receiver] else {
            throw SentinelError(.receiverGone, "receiver '\(receiver)' is no longer configured", isRetryable: false)
        }
        return notifier
    }
}

/// A notifier made of a closure.
public struct ClosureNotifier: Notifier {
    private let body: @Sendable (NotificationMessage, DeliveryContext) async throws(SentinelError) -> DeliveryReceipt

    /// Makes a notifier that calls `body`.
    public init(
        _ body:
            @escaping @Sendable (NotificationMessage, DeliveryContext) async throws(SentinelError) -> DeliveryReceipt
    ) {
        self.body = body
    }

    /// Calls the closure.
    public func deliver(
        _ message: NotificationMessage, _ context: DeliveryContext
    ) async throws(SentinelError) -> DeliveryReceipt {
        try await body(message, context)
    }
}
