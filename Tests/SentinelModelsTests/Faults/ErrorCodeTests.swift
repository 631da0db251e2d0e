import Foundation
import SentinelModels
import Testing

/// The names of failures, which troubleshooting pages, metrics and scripts know.
@Suite struct ErrorCodeTests {
    static let names: [(SentinelError.Code, String)] = [
        (.configuration, "configuration"), (.notFound, "not_found"), (.unsupported, "unsupported"),
        (.secretUnavailable, "secret_unavailable"), (.connection, "connection"), (.authentication, "authentication"),
        (.permission, "permission"), (.tls, "tls"), (.timeout, "timeout"), (.cancelled, "cancelled"), (.query, "query"),
        (.notReadOnly, "not_read_only"), (.resultTooLarge, "result_too_large"), (.contract, "contract"),
        (.noRows, "no_rows"), (.busy, "busy"), (.store, "store"), (.schemaVersion, "schema_version"),
        (.conflict, "conflict"), (.fenced, "fenced"), (.dns, "dns"), (.egressDenied, "egress_denied"),
        (.rejected, "rejected"), (.rateLimited, "rate_limited"), (.receiverFailed, "receiver_failed"),
        (.unexpectedAnswer, "unexpected_answer"), (.receiverGone, "receiver_gone"), (.expired, "expired"),
        (.dropped, "dropped"), (.internalFault, "internal"),
    ]

    @Test(arguments: names)
    func hasItsName(_ code: SentinelError.Code, _ name: String) {
        #expect(code.description == name && code == SentinelError.Code(name))
        #expect("\(SentinelError(code, "text"))" == "\(name): text")
    }

    @Test(arguments: ["my_own", "x", "ünïcode", ""])
    func anybodyMayAddCodes(_ name: String) throws {
        let code = SentinelError.Code(name)
        #expect(!code.isUsuallyRetryable && !SentinelError(code, "m").isRetryable)
        let data = try JSONEncoder().encode([code])
        #expect(try JSONDecoder().decode([SentinelError.Code].self, from: data) == [code])
    }

    @Test(arguments: ["5", "{}", "null", "[\"a\"]"])
    func refusesWhatIsNoName(_ text: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(SentinelError.Code.self, from: Data(text.utf8))
        }
    }
}
