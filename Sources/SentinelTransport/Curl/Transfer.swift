import CLibCurl
import SentinelModels

/// One use of libcurl: an easy handle with everything it points to.
///
/// Invariant that makes it safe to share: whoever makes it sets it up and submits it to a ``CurlLoop`` or
/// ``MailRunner``; from then on only their thread touches it, until it has ended as ``End/finished(_:)``. What ends
/// otherwise is asked for nothing but its constants.
class Transfer: @unchecked Sendable {
    /// How a transfer ended.
    enum End: Sendable {
        /// libcurl is done, well or not.
        case finished(CURLcode)
        /// The task was cancelled.
        case cancelled
        /// The client was shut down.
        case stopped
        /// The time was up, and libcurl did not notice.
        case timedOut
        /// The request was sent, and no byte of an answer came in this time.
        case silent(Duration)
    }

    let easy: UnsafeMutableRawPointer
    let endpoint: Endpoint
    let egress: EgressGuard
    let timeout: Duration
    /// Why no address of the host may be connected to; nil as soon as one may.
    var refusal: String? { hasAllowedAddress ? nil : refused }
    /// Whether a connection was there before the transfer ended.
    private(set) var isConnected = false
    private var refused: String?
    private var hasAllowedAddress = false
    private let errorText: UnsafeMutablePointer<CChar>
    private var lists: [UnsafeMutablePointer<curl_slist>] = []

    init(
        _ url: String, endpoint: Endpoint, egress: EgressPolicy, connectTimeout: Duration, timeout: Duration,
        caFile: String?
    ) throws(SentinelError) {
        guard let easy = curl_easy_init() else {
            throw SentinelError(.internalFault, "libcurl gave no handle", isRetryable: true)
        }
        self.easy = easy
        self.endpoint = endpoint
        self.timeout = timeout
        self.egress = EgressGuard(egress, host: endpoint.host)
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        setCommonOptions(url, connectTimeout: connectTimeout, caFile: caFile)
        setCallbacks()
        if let reason = self.egress.refusal(ofScheme: endpoint.scheme, port: endpoint.port) {
            throw TransferFailure.denied(reason, endpoint: endpoint)
        }
    }

    deinit {
        curl_easy_cleanup(easy)
        for list in lists { curl_slist_free_all(list) }
        errorText.deallocate()
    }

    /// What libcurl says went wrong, in its words.
    var errorMessage: String { String(cString: errorText) }

    func set(_ option: CURLoption, _ value: Int) { _ = sentinel_curl_set_long(easy, option, value) }

    func set(_ option: CURLoption, _ value: String) { _ = sentinel_curl_set_text(easy, option, value) }

    /// Hands over a list of texts, which stays alive with the transfer.
    func set(_ option: CURLoption, _ values: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for value in values { list = curl_slist_append(list, value) ?? list }
        guard let list else { return }
        lists.append(list)
        _ = sentinel_curl_set_list(easy, option, list)
    }

    /// A line of a header or, for mail, of a server's reply. Returning false ends the transfer.
    func received(headerLine: UnsafeRawBufferPointer) -> Bool { true }

    /// A piece of the body. Returning false ends the transfer.
    func received(body: UnsafeRawBufferPointer) -> Bool { true }

    /// Fills `buffer` with what is to be uploaded next; 0 at its end.
    func upload(into buffer: UnsafeMutableRawBufferPointer) -> Int { 0 }

    /// The connection is there and the request goes out.
    func connected() {}

    /// A socket was opened for the transfer.
    func opened(_ socket: curl_socket_t) {}

    /// The transfer whose callback was given `context`.
    static func from(_ context: UnsafeMutableRawPointer?) -> Transfer {
        guard let context else { preconditionFailure("libcurl lost the context of a callback") }
        return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    }

    private func setCommonOptions(_ url: String, connectTimeout: Duration, caFile: String?) {
        _ = sentinel_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
        set(CURLOPT_URL, url)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_TIMEOUT_MS, max(1, Int(timeout.wholeMilliseconds)))
        set(CURLOPT_CONNECTTIMEOUT_MS, max(1, Int(min(connectTimeout, timeout).wholeMilliseconds)))
        set(CURLOPT_FOLLOWLOCATION, 0)
        // An empty proxy is none, whatever the environment says.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let caFile { set(CURLOPT_CAINFO, caFile) }
        sentinel_curl_never_join_resolver(easy)
        if endpoint.scheme.hasPrefix("smtp") {
            _ = sentinel_curl_allow_protocols(easy, "smtp,smtps", Int(CURLPROTO_SMTP | CURLPROTO_SMTPS))
        } else {
            _ = sentinel_curl_allow_protocols(easy, "http,https", Int(CURLPROTO_HTTP | CURLPROTO_HTTPS))
        }
    }

    private func setCallbacks() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        sentinel_curl_on_header(
            easy,
            { bytes, size, count, context in
                let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
                return Transfer.from(context).received(headerLine: piece) ? size * count : 0
            }, context)
        sentinel_curl_on_body(
            easy,
            { bytes, size, count, context in
                let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
                return Transfer.from(context).received(body: piece) ? size * count : 0
            }, context)
        sentinel_curl_on_upload(
            easy,
            { bytes, size, count, context in
                Transfer.from(context).upload(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
            }, context)
        sentinel_curl_on_socket(
            easy, { context, _, address in Transfer.from(context).open(address) }, context)
        sentinel_curl_on_request(
            easy, { context, address, _, port, _ in Transfer.from(context).confirm(address, Int(port)) }, context)
    }

    /// Opens a socket for an address that the policy lets through.
    private func open(_ address: UnsafeMutablePointer<curl_sockaddr>?) -> curl_socket_t {
        guard let address else { return -1 }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = Int(sentinel_curl_address_bytes(address, &bytes))
        guard let numeric = IPAddress(bytes: Array(bytes.prefix(count))),
            isAllowed(numeric, Int(sentinel_curl_address_port(address)))
        else { return -1 }
        hasAllowedAddress = true
        let socket = sentinel_curl_open_socket(address)
        if socket >= 0 { opened(socket) }
        return socket
    }

    /// Checks the peer again before the request goes out: a reused connection was opened under another policy.
    private func confirm(_ address: UnsafeMutablePointer<CChar>?, _ port: Int) -> Int32 {
        guard let address, let numeric = IPAddress(String(cString: address)), isAllowed(numeric, port) else {
            return CURL_PREREQFUNC_ABORT
        }
        isConnected = true
        connected()
        return CURL_PREREQFUNC_OK
    }

    private func isAllowed(_ address: IPAddress, _ port: Int) -> Bool {
        guard let reason = egress.refusal(of: address, port: port) else { return true }
        refused = reason
        return false
    }
}
