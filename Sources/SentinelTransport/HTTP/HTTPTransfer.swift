import CLibCurl
import SentinelModels

/// The transfer of an ``HTTPRequest``.
final class HTTPTransfer: Transfer, @unchecked Sendable {
    var continuation: CheckedContinuation<End, Never>?
    /// When the loop ends it, if libcurl has not.
    var deadline = ContinuousClock.now
    private let firstByteTimeout: Duration
    /// When the first byte of the answer must be there; nil before the request goes out and after the answer's begin.
    private var firstByteDeadline: ContinuousClock.Instant?
    /// Cancelled before the loop saw it.
    var isCancelled = false

    private static let headerLimit = 64 * 1024

    private var headers: [HTTPHeader] = []
    private var headerBytes = 0
    private var body: [UInt8] = []
    private var isBodyCut = false

    init(_ request: HTTPRequest) throws(SentinelError) {
        let url = request.url.reveal()
        guard let endpoint = Endpoint(url: url) else {
            throw SentinelError(.configuration, "the receiver's address is not a URL", isRetryable: false)
        }
        guard endpoint.scheme == "http" || endpoint.scheme == "https" else {
            throw SentinelError(
                .configuration, "the receiver's address begins with neither http:// nor https://", isRetryable: false)
        }
        try HTTPHeader.check(request.headers)
        firstByteTimeout = request.firstByteTimeout
        try super.init(
            url, endpoint: endpoint, egress: request.egress, connectTimeout: request.connectTimeout,
            timeout: request.timeout, caFile: request.caFile)
        // One request at a time on a connection, so that "4 connections" bounds what a receiver has to bear.
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        setMethod(request)
        setHeaders(request)
    }

    /// The answer of a transfer that ended with `result`.
    func response(_ result: CURLcode) throws(SentinelError) -> HTTPResponse {
        guard result == CURLE_OK || result == CURLE_WRITE_ERROR && isBodyCut else {
            throw TransferFailure.error(result, of: self)
        }
        var status = 0
        _ = sentinel_curl_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        return HTTPResponse(status: status, headers: headers, body: body)
    }

    /// When the loop looks at it again, unless libcurl has ended it.
    var nextLimit: ContinuousClock.Instant { firstByteDeadline.map { min($0, deadline) } ?? deadline }

    /// How a transfer ends whose limit has passed; nil while none has.
    func overdue(at now: ContinuousClock.Instant) -> End? {
        if now >= deadline { return .timedOut }
        guard let limit = firstByteDeadline, now >= limit else { return nil }
        return .silent(firstByteTimeout)
    }

    override func connected() { firstByteDeadline = .now.advanced(by: firstByteTimeout) }

    override func received(headerLine: UnsafeRawBufferPointer) -> Bool {
        firstByteDeadline = nil
        headerBytes += headerLine.count
        guard headerBytes <= Self.headerLimit else { return false }
        // An interim answer (100 Continue) has headers of its own.
        if headerLine.starts(with: "HTTP/".utf8) { headers.removeAll() }
        guard let colon = headerLine.firstIndex(of: UInt8(ascii: ":")) else { return true }
        let end = headerLine.lastIndex { $0 != 13 && $0 != 10 }.map { $0 + 1 } ?? colon + 1
        let name = String(decoding: headerLine[..<colon], as: UTF8.self)
        let value = String(decoding: headerLine[min(colon + 1, end)..<end], as: UTF8.self)
        headers.append(HTTPHeader(name, value.trimmingBlanks))
        return true
    }

    override func received(body piece: UnsafeRawBufferPointer) -> Bool {
        body.append(contentsOf: piece.prefix(HTTPResponse.bodyLimit - body.count))
        isBodyCut = isBodyCut || body.count == HTTPResponse.bodyLimit
        return !isBodyCut
    }

    private func setMethod(_ request: HTTPRequest) {
        guard request.method != .get else { return set(CURLOPT_HTTPGET, 1) }
        set(CURLOPT_POST, 1)
        if request.method != .post { set(CURLOPT_CUSTOMREQUEST, request.method.rawValue) }
        _ = sentinel_curl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count))
        request.body.withUnsafeBytes { bytes in
            _ = withUnsafePointer(to: UInt8(0)) { empty in
                sentinel_curl_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress ?? UnsafeRawPointer(empty))
            }
        }
    }

    private func setHeaders(_ request: HTTPRequest) {
        var lines = request.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        // Without these libcurl would add headers of its own: a wait for 100 Continue, and a form's content type.
        lines.append("Expect:")
        if request.headers["content-type"] == nil { lines.append("Content-Type:") }
        set(CURLOPT_HTTPHEADER, lines)
    }
}
