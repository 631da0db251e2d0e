public import SentinelModels

/// What a receiver answered.
public struct HTTPResponse: Sendable, Hashable {
    /// The largest body that is read, in bytes; the connection is closed on a longer one.
    public static let bodyLimit = 16 * 1024

    /// The status code.
    public var status: Int
    /// The headers of the final answer.
    public var headers: [HTTPHeader]
    /// The body, or its first ``bodyLimit`` bytes.
    public var body: [UInt8]

    /// Makes a response.
    public init(status: Int, headers: [HTTPHeader] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Whether the status is 2xx.
    public var isSuccess: Bool { (200..<300).contains(status) }

    /// How long the receiver asks to wait, by its `Retry-After`; nil if it does not or is not understood.
    public func retryAfter(at now: Timestamp) -> Duration? {
        headers["retry-after"].flatMap { RetryAfter.duration($0, at: now) }
    }

    /// The error that the status stands for; nil for 2xx.
    ///
    /// Worth another try are 408, 425, 429 and 5xx; everything else will not get better by itself. Redirects are not
    /// followed: their target was never checked by the one who configured the receiver.
    public func failure(from endpoint: some CustomStringConvertible, at now: Timestamp) -> SentinelError? {
        let answer = "\(endpoint) answered \(status)"
        switch status {
        case 200..<300: return nil
        case 300..<400:
            return SentinelError(.rejected, "\(answer): redirects are not followed", isRetryable: false)
        case 401, 403, 407:
            return SentinelError(.authentication, "\(answer): the credentials are refused", isRetryable: false)
        case 429:
            return SentinelError(
                .rateLimited, "\(answer): too many requests", isRetryable: true, retryAfter: retryAfter(at: now))
        case 408, 425, 500...:
            return SentinelError(.receiverFailed, answer, isRetryable: true, retryAfter: retryAfter(at: now))
        default:
            return SentinelError(.rejected, answer, isRetryable: false)
        }
    }
}
