public import SentinelModels

extension IntegrationDescriptor {
    /// The receiver `slack`: an incoming webhook of Slack, or of a program that understands the same.
    ///
    /// In an alert's flat route `channel` names the kind of receiver, so the Slack channel is `channel_name`.
    public static let slack = IntegrationDescriptor(
        type: "slack", summary: "Posts to a Slack channel through an incoming webhook.",
        options: [
            OptionDescriptor(
                "webhook_url", .secret, "The incoming webhook's address. Secret as a whole.", isRequired: true,
                environment: "SLACK_WEBHOOK_URL", isAddress: true),
            OptionDescriptor(
                "channel_name", .string(allowsEmpty: false),
                "Another channel than the webhook's, such as `#ops`; heeded by old webhooks and by other programs."),
            OptionDescriptor("username", .string(allowsEmpty: false), "The name to post under, where it is heeded."),
            OptionDescriptor(
                "icon_emoji", .string(allowsEmpty: false), "The emoji to post with, such as `:bell:`, where heeded."),
            OptionDescriptor("title", .template, "The heading instead of the alert's name.", scope: .message),
            OptionDescriptor(
                "text", .template, "The text instead of the usual fields, in Slack's mrkdwn; values are escaped.",
                scope: .message),
        ],
        factory: .receiver { options, context throws(SentinelError) in try SlackNotifier(options, context) },
        validate: { options, strictness in slackFaults(options, strictness) })

    private static func slackFaults(_ options: IntegrationOptions, _ strictness: Strictness) -> [Fault] {
        if let fault = URLCheck.fault(options.secret("webhook_url")) {
            return [Fault("'webhook_url' \(fault)", option: "webhook_url")]
        }
        guard strictness == .original, case .literal(let url)? = options.secret("webhook_url"),
            !url.reveal().hasPrefix("https://hooks.slack.com/")
        else { return [] }
        return [
            Fault(
                "'webhook_url' does not begin with https://hooks.slack.com/", option: "webhook_url",
                hint: "write 'version: 1' to use another address")
        ]
    }
}
