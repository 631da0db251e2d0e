import Foundation
import SentinelModels
import Testing

@Suite struct SentinelErrorTests {
    static let retryable: [SentinelError.Code] = [
        .connection, .timeout, .busy, .dns, .rateLimited, .receiverFailed, .conflict, .tls,
    ]
    static let permanent: [SentinelError.Code] = [
        .configuration, .notFound, .unsupported, .secretUnavailable, .authentication, .permission, .cancelled, .query,
        .notReadOnly, .resultTooLarge, .contract, .noRows, .store, .schemaVersion, .fenced, .egressDenied, .rejected,
        .unexpectedAnswer, .receiverGone, .expired, .dropped, .internalFault,
    ]

    @Test(arguments: retryable) func passesByItself(_ code: SentinelError.Code) {
        #expect(SentinelError(code, "x").isRetryable)
        #expect(!SentinelError(code, "x", isRetryable: false).isRetryable)
    }

    @Test(arguments: permanent) func staysUntilSomebodyActs(_ code: SentinelError.Code) {
        #expect(!SentinelError(code, "x").isRetryable)
        #expect(SentinelError(code, "x", isRetryable: true).isRetryable)
    }

    /// The names are stored, counted and documented: they never change.
    @Test func codesAreDistinctAndPlain() {
        let names = (Self.retryable + Self.permanent).map(\.description)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.wholeMatch(of: /[a-z]+(_[a-z]+)*/) != nil })
    }

    @Test func codesAreStoredAsText() throws {
        let data = try JSONEncoder().encode([SentinelError.Code.rateLimited, .init("my_own")])
        #expect(String(decoding: data, as: UTF8.self) == #"["rate_limited","my_own"]"#)
        #expect(try JSONDecoder().decode([SentinelError.Code].self, from: data) == [.rateLimited, .init("my_own")])
    }

    @Test func showsCodeAndMessageOnly() {
        let error = SentinelError(
            .query, "no such table: x", retryAfter: .seconds(3), underlying: "secret server words")
        #expect("\(error)" == "query: no such table: x")
        #expect(error.retryAfter == .seconds(3))
    }

    @Test(
        arguments: [
            ("it failed", nil, "it failed"), ("it failed", "refused", "it failed: refused"),
            ("it failed: refused", "refused", "it failed: refused"), ("it failed", "", "it failed"),
        ] as [(String, String?, String)])
    func `the words beneath are told once`(message: String, underlying: String?, full: String) {
        #expect(SentinelError(.connection, message, underlying: underlying).fullMessage == full)
    }
}
