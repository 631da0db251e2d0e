import SentinelModels
import SentinelTransport

/// Reads what a Slack webhook answers: only the body `ok` means accepted.
enum SlackAnswer {
    /// The errors of incoming webhooks that no repetition cures, by Slack's documentation.
    private static let permanent: Set<String> = [
        "invalid_payload", "invalid_token", "no_active_hooks", "no_service", "no_service_id", "no_team", "no_text",
        "missing_text_or_fallback_or_attachments", "team_disabled", "token_revoked", "user_not_found",
        "channel_not_found", "channel_is_archived", "action_prohibited", "posting_to_general_channel_denied",
        "posting_to_channel_denied", "too_many_attachments", "invalid_blocks", "invalid_blocks_format",
        "invalid_attachments", "no_permission",
    ]

    /// Why the answer is no acceptance; nil if it is one.
    static func failure(_ response: HTTPResponse, from endpoint: String, at now: Timestamp) -> SentinelError? {
        let body = String(decoding: response.body.prefix(200), as: UTF8.self)
        let word = body.filter { !$0.isWhitespace }
        if response.isSuccess, word == "ok" { return nil }
        if permanent.contains(word) {
            return SentinelError(.rejected, "Slack refused the message: \(word)", isRetryable: false)
        }
        if let failure = response.failure(from: endpoint, at: now) { return failure }
        return SentinelError(
            .unexpectedAnswer, "\(endpoint) did not answer 'ok'; is the address that of a Slack webhook?",
            isRetryable: true)
    }
}
