/// What became of a message.
@nonexhaustive public enum DeliveryState: String, Sendable, Hashable, Codable, CaseIterable {
    /// Waiting for its time or its turn.
    case pending
    /// Somebody is sending it.
    case sending
    /// The receiver accepted it.
    case sent
    /// No longer worth sending: silenced in time, or merged into a later one.
    case superseded
    /// Given up, with a reason.
    case dead
}

/// A message of the outbox: content, address and fate.
public struct NotificationMessage: Sendable, Hashable {
    /// A UUID made once; the idempotency key of every attempt.
    public var id: String
    /// To whom.
    public var receiver: ReceiverKey
    /// What.
    public var content: NotificationContent
    /// Messages with the same order key and receiver go in order.
    public var orderKey: String
    /// What became of it.
    public var state: DeliveryState
    /// When it was promised.
    public var createdAt: Timestamp
    /// Not to be tried before.
    public var notBefore: Timestamp
    /// To be given up after.
    public var expiresAt: Timestamp
    /// How often it was tried.
    public var attempts: Int
    /// When it was accepted, superseded or given up.
    public var settledAt: Timestamp?
    /// Why the last attempt failed, or why it was given up; redacted.
    public var lastError: RunFailure?

    /// Makes a message.
    public init(
        id: String, receiver: ReceiverKey, content: NotificationContent, orderKey: String,
        state: DeliveryState = .pending, createdAt: Timestamp, notBefore: Timestamp, expiresAt: Timestamp,
        attempts: Int = 0, settledAt: Timestamp? = nil, lastError: RunFailure? = nil
    ) {
        self.id = id
        self.receiver = receiver
        self.content = content
        self.orderKey = orderKey
        self.state = state
        self.createdAt = createdAt
        self.notBefore = notBefore
        self.expiresAt = expiresAt
        self.attempts = attempts
        self.settledAt = settledAt
        self.lastError = lastError
    }
}

/// A message that this process has taken to send: only who holds the fence may settle it.
public struct ClaimedMessage: Sendable, Hashable {
    /// The message; its `attempts` counts the one that now begins.
    public var message: NotificationMessage
    /// Raised with every taking.
    public var fence: Int64
    /// Until when no other process takes it.
    public var leaseUntil: Timestamp
    /// What the receiver gave back for earlier messages of the episode, oldest first.
    public var references: [String]

    /// Makes a claimed message.
    public init(message: NotificationMessage, fence: Int64, leaseUntil: Timestamp, references: [String] = []) {
        self.message = message
        self.fence = fence
        self.leaseUntil = leaseUntil
        self.references = references
    }
}

/// What a notifier is told about an attempt.
public struct DeliveryContext: Sendable, Hashable {
    /// Which attempt this is, from 1.
    public var attempt: Int
    /// How long it may take.
    public var timeout: Duration
    /// The same for every attempt of a message: what the receiver may use to drop repeats.
    public var idempotencyKey: String
    /// What the receiver gave back for earlier messages of the episode, oldest first.
    public var references: [String]
    /// The time of the attempt, for signatures and `Date` headers.
    public var time: Timestamp

    /// Makes a context.
    public init(
        attempt: Int, timeout: Duration = .seconds(15), idempotencyKey: String, references: [String] = [],
        time: Timestamp
    ) {
        self.attempt = attempt
        self.timeout = timeout
        self.idempotencyKey = idempotencyKey
        self.references = references
        self.time = time
    }
}

/// The receiver's word that it has the message.
public struct DeliveryReceipt: Sendable, Hashable {
    /// What later messages of the episode need to refer to this one, such as a `Message-ID` or a thread's id.
    public var reference: String?
    /// What the receiver answered, for the delivery log: a status line, never a body.
    public var detail: String

    /// Makes a receipt.
    public init(reference: String? = nil, detail: String = "") {
        self.reference = reference
        self.detail = detail
    }
}
