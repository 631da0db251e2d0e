import CLibCurl
import Dispatch
import SentinelModels
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The transfer of a ``MailTransfer``.
final class SMTPTransfer: Transfer, @unchecked Sendable {
    private let message: [UInt8]
    private let secrets: [String]
    private var uploaded = 0
    private var replyCount = 0
    private var reply: SMTPReply?
    private var isDecided = false
    private let life = Mutex(Life())

    /// What other threads may touch.
    private struct Life {
        var continuation: CheckedContinuation<End, Never>?
        var end: End?
        var sockets: Set<curl_socket_t> = []
    }

    init(_ mail: MailTransfer) throws(SentinelError) {
        try Self.check(mail)
        let host = mail.host.contains(":") && !mail.host.hasPrefix("[") ? "[\(mail.host)]" : mail.host
        let url = "\(mail.security == .implicit ? "smtps" : "smtp")://\(host):\(mail.port)/"
        guard let endpoint = Endpoint(url: url), endpoint.port == mail.port else {
            throw SentinelError(.configuration, "the mail server's name is not a host name", isRetryable: false)
        }
        message = mail.message
        secrets = mail.credentials.map(Self.spellings) ?? []
        // Strict egress wants TLS, which STARTTLS gives before anything worth reading is sent.
        let secured = mail.security == .startTLS ? endpoint.withScheme("smtps") : endpoint
        try super.init(
            url, endpoint: secured, egress: mail.egress, connectTimeout: mail.connectTimeout, timeout: mail.timeout,
            caFile: mail.caFile)
        setOptions(mail)
    }

    /// The receipt of a transfer that ended with `result`.
    func receipt(_ result: CURLcode) throws(SentinelError) -> MailReceipt {
        if result == CURLE_OK { return MailReceipt(reply: reply?.shown(hiding: secrets) ?? "") }
        if isDecided, let reply, reply.isRefusal {
            throw reply.failure(from: endpoint, hiding: secrets)
        }
        throw TransferFailure.error(result, of: self)
    }

    /// Runs on a thread of its own and tells `continuation` how it ended.
    func run(_ continuation: CheckedContinuation<End, Never>) {
        let early = life.withLock { life -> End? in
            if life.end == nil { life.continuation = continuation }
            return life.end
        }
        if let early { return continuation.resume(returning: early) }
        DispatchQueue(label: "sentinel.mail").async { [self] in finish(.finished(curl_easy_perform(easy))) }
    }

    /// Ends the transfer from any thread: whoever waits is told at once, the thread follows as soon as it can.
    func abandon(_ end: End) {
        finish(end)
        life.withLock { life in
            for socket in life.sockets { sentinel_curl_cut(socket) }
        }
    }

    override func received(headerLine: UnsafeRawBufferPointer) -> Bool {
        guard !isDecided, let line = SMTPReply(line: headerLine) else { return true }
        reply = line
        replyCount += 1
        // The second reply answers EHLO, which may be refused in favour of HELO.
        isDecided = uploaded == message.count || line.isRefusal && replyCount != 2
        // libcurl says QUIT and waits for the answer, though nothing is left that could matter.
        if isDecided { life.withLock { life in for socket in life.sockets { sentinel_curl_stop_reading(socket) } } }
        return true
    }

    override func opened(_ socket: curl_socket_t) {
        life.withLock { life in
            life.sockets.insert(socket)
            if life.end != nil { sentinel_curl_cut(socket) }
        }
    }

    private func close(_ socket: curl_socket_t) -> Int32 {
        life.withLock { life in
            life.sockets.remove(socket)
            return sentinel_curl_close_socket(socket)
        }
    }

    private func finish(_ end: End) {
        let continuation = life.withLock { life in
            life.end = life.end ?? end
            defer { life.continuation = nil }
            return life.continuation
        }
        continuation?.resume(returning: end)
    }

    override func upload(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, message.count - uploaded)
        buffer.copyBytes(from: message[uploaded..<uploaded + count])
        uploaded += count
        return count
    }

    private func setOptions(_ mail: MailTransfer) {
        // libcurl 7.88 would reuse a connection whose certificate was checked by other rules.
        set(CURLOPT_FRESH_CONNECT, 1)
        set(CURLOPT_FORBID_REUSE, 1)
        set(CURLOPT_UPLOAD, 1)
        _ = sentinel_curl_set_size(easy, CURLOPT_INFILESIZE_LARGE, curl_off_t(message.count))
        set(CURLOPT_USE_SSL, Int(mail.security == .none ? CURLUSESSL_NONE.rawValue : CURLUSESSL_ALL.rawValue))
        set(CURLOPT_MAIL_FROM, mail.envelope.from)
        set(CURLOPT_MAIL_RCPT, mail.envelope.recipients)
        let context = Unmanaged<Transfer>.passUnretained(self).toOpaque()
        sentinel_curl_on_close(easy, { SMTPTransfer.mail($0).close($1) }, context)
        sentinel_curl_on_progress(
            easy, { context, _, _, _, _ in SMTPTransfer.mail(context).life.withLock { $0.end == nil ? 0 : 1 } }, context
        )
        guard let credentials = mail.credentials else { return }
        set(CURLOPT_USERNAME, credentials.username)
        set(CURLOPT_PASSWORD, credentials.password.reveal())
        // Left to itself libcurl prefers Kerberos and NTLM where a server offers them, and then fails.
        set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN;AUTH=CRAM-MD5")
    }

    private static func mail(_ context: UnsafeMutableRawPointer?) -> SMTPTransfer {
        guard let mail = from(context) as? SMTPTransfer else { preconditionFailure("libcurl mixed up its callbacks") }
        return mail
    }

    private static func check(_ mail: MailTransfer) throws(SentinelError) {
        let isHost = mail.host.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (97...122).contains(byte | 32) || ".-_:[]".utf8.contains(byte)
        }
        guard isHost, !mail.host.isEmpty, (1...65535).contains(mail.port) else {
            throw SentinelError(.configuration, "the mail server's name is not a host name", isRetryable: false)
        }
        guard !mail.envelope.recipients.isEmpty else {
            throw SentinelError(.configuration, "the mail has no recipient", isRetryable: false)
        }
        for address in [mail.envelope.from] + mail.envelope.recipients {
            guard let fault = MailEnvelope.fault(of: address) else { continue }
            throw SentinelError(.configuration, "a mail address \(fault)", isRetryable: false)
        }
    }

    /// The forms in which a server that repeats what it was told could show the login.
    private static func spellings(_ credentials: MailTransfer.Credentials) -> [String] {
        let password = credentials.password.reveal()
        let plain = "\0\(credentials.username)\0\(password)"
        return [password, base64(password), base64(plain)]
    }

    private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
}

extension Endpoint {
    /// The same place under another scheme.
    func withScheme(_ scheme: String) -> Endpoint { Endpoint(scheme: scheme, host: host, port: port) }
}
