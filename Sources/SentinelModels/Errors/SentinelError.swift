/// The one error of every seam: what happened, whether it may pass, and when to try again.
///
/// The message is written for the person who reads the history or the terminal. It never holds a secret: adapters and
/// notifiers put neither passwords, nor webhook addresses, nor server answers of unknown content into it unredacted.
public struct SentinelError: Error, Sendable, Hashable {
    /// What kind of failure this is; stable over releases.
    public var code: Code
    /// One or two sentences for a person.
    public var message: String
    /// Whether the same action may succeed later without anybody changing anything.
    public var isRetryable: Bool
    /// How long the other side asked us to wait, if it did.
    public var retryAfter: Duration?
    /// The text of the error beneath, in the words of the library or server that raised it.
    public var underlying: String?

    /// Makes an error; `isRetryable` defaults to what is usual for the code.
    public init(
        _ code: Code, _ message: String, isRetryable: Bool? = nil, retryAfter: Duration? = nil,
        underlying: String? = nil
    ) {
        self.code = code
        self.message = message
        self.isRetryable = isRetryable ?? code.isUsuallyRetryable
        self.retryAfter = retryAfter
        self.underlying = underlying
    }
}

extension SentinelError: CustomStringConvertible {
    /// `code: message`.
    public var description: String { "\(code): \(message)" }

    /// The message with the words of the layer beneath, unless it repeats them already.
    package var fullMessage: String {
        guard let underlying, !underlying.isEmpty, !message.contains(underlying) else { return message }
        return message + ": " + underlying
    }
}
