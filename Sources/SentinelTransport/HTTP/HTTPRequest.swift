public import SentinelModels

/// A request to a receiver.
///
/// The address is a secret as a whole: no error, log line or response ever repeats more of it than host and port.
public struct HTTPRequest: Sendable {
    /// The methods a receiver may need.
    public enum Method: String, Sendable, Hashable, CaseIterable {
        /// Without a body.
        case get = "GET"
        /// The usual one.
        case post = "POST"
        /// With a body.
        case put = "PUT"
        /// With a body.
        case patch = "PATCH"
    }

    /// How to ask.
    public var method: Method
    /// Whom to ask; `http` or `https`.
    public var url: Secret
    /// Beside those that describe the body's length and the host; see ``HTTPHeader``.
    public var headers: [HTTPHeader]
    /// What to send; ignored for GET.
    public var body: [UInt8]
    /// How long the connection may take to be made; never longer than `timeout`.
    public var connectTimeout: Duration
    /// How long the first byte of the answer may take once the request is under way; never longer than `timeout`.
    public var firstByteTimeout: Duration
    /// How long everything may take, waiting for a free connection included.
    public var timeout: Duration
    /// Which addresses may be connected to.
    public var egress: EgressPolicy
    /// A PEM file with the certificates to trust instead of the system's.
    public var caFile: String?

    /// Makes a request.
    public init(
        _ method: Method = .post, url: Secret, headers: [HTTPHeader] = [], body: [UInt8] = [],
        connectTimeout: Duration = .seconds(5), firstByteTimeout: Duration = .seconds(10),
        timeout: Duration = .seconds(15), egress: EgressPolicy = .default, caFile: String? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.connectTimeout = connectTimeout
        self.firstByteTimeout = firstByteTimeout
        self.timeout = timeout
        self.egress = egress
        self.caFile = caFile
    }
}
