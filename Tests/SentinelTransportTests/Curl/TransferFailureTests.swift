import CLibCurl
import SentinelModels
import Testing

@testable import SentinelTransport

@Suite("Every result of libcurl has its error") struct TransferFailureTests {
    private func transfer() throws -> HTTPTransfer {
        try HTTPTransfer(HTTPRequest(url: Secret("https://user:s3cret@h.example:8443/s3cret?s3cret#s3cret")))
    }

    @Test("no code is in two rows")
    func unique() {
        let codes = TransferFailure.table.flatMap { $0.codes.map(\.rawValue) }
        #expect(codes.count == Set(codes).count)
    }

    @Test("the error names host and port, never the rest of the address", arguments: UInt32(1)...99)
    func messages(code: UInt32) throws {
        let transfer = try transfer()
        let error = TransferFailure.error(CURLcode(rawValue: code), of: transfer)
        #expect(error.message.contains("h.example:8443"))
        #expect(!"\(error) \(error.underlying ?? "")".contains("s3cret"))
        #expect(!error.message.contains("%"))
        #expect(error.underlying?.isEmpty == false)
    }

    @Test(
        "what may pass is tried again, what will not is not",
        arguments: [
            (CURLE_COULDNT_RESOLVE_HOST, SentinelError.Code.dns, true, "the name of h.example:8443 cannot be resolved"),
            (CURLE_COULDNT_CONNECT, .connection, true, "cannot connect to h.example:8443"),
            (CURLE_GOT_NOTHING, .connection, true, "h.example:8443 closed the connection without a whole answer"),
            (CURLE_OPERATION_TIMEDOUT, .timeout, true, "cannot connect to h.example:8443 in time"),
            (CURLE_PEER_FAILED_VERIFICATION, .tls, true, "no secure connection to h.example:8443: "),
            (CURLE_USE_SSL_FAILED, .tls, true, "no secure connection to h.example:8443: "),
            (CURLE_WEIRD_SERVER_REPLY, .unexpectedAnswer, true, "h.example:8443 answered in another protocol"),
            (CURLE_URL_MALFORMAT, .configuration, false, "the address of h.example:8443 is malformed"),
            (CURLE_LOGIN_DENIED, .authentication, false, "h.example:8443 offers no login that we know"),
            (CURLE_REMOTE_ACCESS_DENIED, .rejected, false, "h.example:8443 refused the session"),
            (CURLE_WRITE_ERROR, .unexpectedAnswer, true, "the answer of h.example:8443 has too long a header"),
            (CURLE_OUT_OF_MEMORY, .internalFault, true, "the transfer to h.example:8443 failed"),
        ])
    func classes(result: CURLcode, code: SentinelError.Code, isRetryable: Bool, start: String) throws {
        let error = TransferFailure.error(result, of: try transfer())
        #expect((error.code, error.isRetryable) == (code, isRetryable))
        #expect(error.message.hasPrefix(start))
        #expect(error.message == start || start.hasSuffix(": "))
    }

    @Test("what was interrupted says by whom")
    func interrupted() throws {
        let transfer = try transfer()
        #expect(
            TransferFailure.interrupted(transfer, .timedOut)
                == SentinelError(.timeout, "h.example:8443 did not answer within 15s", isRetryable: true))
        for end in [Transfer.End.cancelled, .stopped] {
            #expect(
                TransferFailure.interrupted(transfer, end)
                    == SentinelError(.cancelled, "the transfer to h.example:8443 was cancelled", isRetryable: true))
        }
    }
}
