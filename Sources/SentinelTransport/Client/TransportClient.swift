public import SentinelModels

/// Sends HTTP requests and mails for all receivers of a process: one thread for all requests, whose connections are
/// shared and reused, and one for each mail under way.
///
/// Nothing is started before the first transfer. Redirects are not followed, proxies of the environment not used,
/// certificates always checked, and each address is checked against the request's egress policy when it is connected
/// to, so that no trick with names or number forms gets past it.
public final class TransportClient: Sendable {
    /// Limits that all requests share.
    public struct Configuration: Sendable, Hashable {
        /// How many connections to one host and port are open at a time; more requests wait.
        public var maxConnectionsPerHost: Int
        /// How many connections are kept open for later requests, over all hosts.
        public var maxIdleConnections: Int

        /// Makes a configuration.
        public init(maxConnectionsPerHost: Int = 4, maxIdleConnections: Int = 32) {
            self.maxConnectionsPerHost = maxConnectionsPerHost
            self.maxIdleConnections = maxIdleConnections
        }
    }

    private let loop: CurlLoop
    private let mails = MailRunner()

    /// Makes a client; costs nothing until the first transfer.
    public init(_ configuration: Configuration = Configuration()) {
        loop = CurlLoop(
            maxConnectionsPerHost: configuration.maxConnectionsPerHost,
            maxIdleConnections: configuration.maxIdleConnections)
    }

    deinit {
        loop.requestStop()
        mails.stop()
    }

    /// Sends a request and returns the answer whatever its status; see ``HTTPResponse/failure(from:at:)``.
    ///
    /// - Throws: `SentinelError` if there is no answer; it names host and port at most. `SentinelError.Code.cancelled`
    ///   at once when the task is cancelled or the client shut down.
    public func send(_ request: HTTPRequest) async throws(SentinelError) -> HTTPResponse {
        guard !Task.isCancelled else {
            throw SentinelError(.cancelled, "the transfer was cancelled", isRetryable: true)
        }
        let transfer = try HTTPTransfer(request)
        let end = await loop.perform(transfer)
        guard case .finished(let result) = end else { throw TransferFailure.interrupted(transfer, end) }
        return try transfer.response(result)
    }

    /// Hands a mail to a server, on a connection of its own.
    ///
    /// - Throws: `SentinelError` if the server did not take it for all recipients: 4yz replies are worth another try,
    ///   5yz replies are not.
    public func send(_ mail: MailTransfer) async throws(SentinelError) -> MailReceipt {
        guard !Task.isCancelled else {
            throw SentinelError(.cancelled, "the transfer was cancelled", isRetryable: true)
        }
        let transfer = try SMTPTransfer(mail)
        let end = await mails.perform(transfer)
        guard case .finished(let result) = end else { throw TransferFailure.interrupted(transfer, end) }
        return try transfer.receipt(result)
    }

    /// Ends all transfers with `SentinelError.Code.cancelled` and closes all connections; later sends fail alike.
    public func shutdown() async {
        mails.stop()
        await loop.stop()
    }
}
