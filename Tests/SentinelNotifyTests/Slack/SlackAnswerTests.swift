import SentinelModels
import SentinelTransport
import Testing

@testable import SentinelNotify

/// What an incoming webhook answers (api.slack.com, "Changes to errors for incoming webhooks").
@Suite("Slack's answers") struct SlackAnswerTests {
    private func failure(
        _ status: Int, _ body: String, headers: [HTTPHeader] = []
    ) -> SentinelError? {
        SlackAnswer.failure(
            HTTPResponse(status: status, headers: headers, body: Array(body.utf8)), from: "hooks.slack.com:443",
            at: NotifyScene.time)
    }

    /// The words that no repetition cures.
    static let permanent = [
        "invalid_payload", "user_not_found", "action_prohibited", "channel_not_found", "channel_is_archived",
        "no_service", "no_service_id", "no_team", "team_disabled", "invalid_token", "no_active_hooks", "no_text",
        "posting_to_general_channel_denied", "too_many_attachments", "invalid_blocks", "invalid_blocks_format",
        "missing_text_or_fallback_or_attachments", "invalid_attachments", "no_permission", "token_revoked",
        "posting_to_channel_denied",
    ]

    @Test("a permanent error is one with every status it may come with", arguments: permanent)
    func permanentWords(word: String) {
        for status in [200, 400, 403, 404, 410, 500] {
            let error = failure(status, word + "\n")
            #expect(error?.code == .rejected)
            #expect(error?.isRetryable == false)
            #expect(error?.message == "Slack refused the message: \(word)")
        }
    }

    @Test(
        "accepted is a success with the body ok, and nothing else",
        arguments: [
            (200, "ok", true), (204, "ok", true), (200, " ok\r\n", true), (200, "OK", false), (200, "okay", false),
            (200, "", false), (200, #"{"ok":true}"#, false), (200, "not ok", false), (302, "ok", false),
            (404, "ok", false),
            (500, "ok", false), (200, "ok" + String(repeating: " ", count: 500), true),
        ])
    func accepted(status: Int, body: String, isAccepted: Bool) {
        #expect((failure(status, body) == nil) == isAccepted)
    }

    @Test("a success without ok may be the wrong address, and is tried again")
    func successWithoutOK() {
        let error = failure(200, "<html>")
        #expect(error?.code == .unexpectedAnswer)
        #expect(error?.isRetryable == true)
        #expect(
            error?.message == "hooks.slack.com:443 did not answer 'ok'; is the address that of a Slack webhook?")
    }

    @Test(
        "an unknown word is judged by its status and not repeated",
        arguments: [
            (400, SentinelError.Code.rejected, false), (403, .authentication, false), (429, .rateLimited, true),
            (500, .receiverFailed, true), (503, .receiverFailed, true),
        ])
    func unknownWords(status: Int, code: SentinelError.Code, isRetryable: Bool) {
        let error = failure(status, "s3cret_word", headers: [HTTPHeader("Retry-After", "30")])
        #expect(error?.code == code)
        #expect(error?.isRetryable == isRetryable)
        #expect(error?.retryAfter == (isRetryable ? .seconds(30) : nil))
        #expect(error?.description.contains("s3cret") == false)
    }
}
