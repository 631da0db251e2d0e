import CLibCurl
import SentinelModels

/// Turns libcurl's result codes into ``SentinelError``s: one table, and no text that could hold a secret.
enum TransferFailure {
    struct Row {
        var codes: [CURLcode]
        var code: SentinelError.Code
        var isRetryable: Bool
        /// `%` stands for `host:port`.
        var text: String
        /// Whether libcurl's own words, which name certificates but no addresses, are added.
        var isExplained = false
    }

    /// The table; what it does not list is a fault of ours that may pass.
    static let table: [Row] = [
        Row(
            codes: [CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY], code: .dns, isRetryable: true,
            text: "the name of % cannot be resolved"),
        Row(codes: [CURLE_COULDNT_CONNECT], code: .connection, isRetryable: true, text: "cannot connect to %"),
        Row(
            codes: [CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE],
            code: .connection, isRetryable: true, text: "% closed the connection without a whole answer"),
        Row(
            codes: [
                CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
                CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CRL_BADFILE, CURLE_USE_SSL_FAILED,
                CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS,
                CURLE_SSL_ENGINE_INITFAILED,
            ],
            code: .tls, isRetryable: true, text: "no secure connection to %", isExplained: true),
        Row(
            codes: [CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING],
            code: .unexpectedAnswer, isRetryable: true, text: "% answered in another protocol"),
        Row(
            codes: [CURLE_URL_MALFORMAT], code: .configuration, isRetryable: false,
            text: "the address of % is malformed"),
        Row(
            codes: [CURLE_LOGIN_DENIED], code: .authentication, isRetryable: false,
            text: "% offers no login that we know"),
        Row(codes: [CURLE_REMOTE_ACCESS_DENIED], code: .rejected, isRetryable: false, text: "% refused the session"),
        Row(
            codes: [CURLE_WRITE_ERROR], code: .unexpectedAnswer, isRetryable: true,
            text: "the answer of % has too long a header"),
    ]

    /// The error of a transfer that ended with `result`.
    static func error(_ result: CURLcode, of transfer: Transfer) -> SentinelError {
        if let refusal = transfer.refusal { return denied(refusal, endpoint: transfer.endpoint) }
        let words = transfer.errorMessage
        let underlying = words.isEmpty ? String(cString: curl_easy_strerror(result)) : words
        if result == CURLE_OPERATION_TIMEDOUT {
            guard !transfer.isConnected else { return timeout(of: transfer, underlying: underlying) }
            return SentinelError(
                .timeout, "cannot connect to \(transfer.endpoint) in time", isRetryable: true, underlying: underlying)
        }
        guard let row = table.first(where: { $0.codes.contains(result) }) else {
            return SentinelError(
                .internalFault, "the transfer to \(transfer.endpoint) failed", isRetryable: true,
                underlying: underlying)
        }
        var text = row.text.split(separator: "%", omittingEmptySubsequences: false)
            .joined(separator: "\(transfer.endpoint)")
        if row.isExplained { text += ": \(underlying)" }
        return SentinelError(row.code, text, isRetryable: row.isRetryable, underlying: underlying)
    }

    /// The error of a transfer that did not run to its end.
    static func interrupted(_ transfer: Transfer, _ end: Transfer.End) -> SentinelError {
        switch end {
        case .timedOut: return timeout(of: transfer)
        case .silent(let time):
            return SentinelError(
                .timeout, "\(transfer.endpoint) sent nothing within \(time.text)", isRetryable: true)
        case .finished, .cancelled, .stopped:
            return SentinelError(.cancelled, "the transfer to \(transfer.endpoint) was cancelled", isRetryable: true)
        }
    }

    private static func timeout(of transfer: Transfer, underlying: String? = nil) -> SentinelError {
        SentinelError(
            .timeout, "\(transfer.endpoint) did not answer within \(transfer.timeout.text)", isRetryable: true,
            underlying: underlying)
    }

    static func denied(_ refusal: String, endpoint: Endpoint) -> SentinelError {
        SentinelError(
            .egressDenied, "the egress policy forbids \(endpoint): \(refusal)", isRetryable: false)
    }
}
