import SentinelModels

/// Stand-ins for the kinds of sources and receivers, with the options these tests need.
enum TestIntegrations {
    static let all = [sqlite, email, slack, webhook]

    static let sqlite = IntegrationDescriptor(
        type: "sqlite", urlSchemes: ["sqlite"], summary: "A SQLite file.",
        options: [
            OptionDescriptor("max_connections", .integer(1...64), "How many readers.", default: "4"),
            OptionDescriptor("password", .secret, "A password."),
            OptionDescriptor("cache", .byteCount(0...1 << 30), "Memory for pages.", default: "2MiB"),
            OptionDescriptor("pragmas", .map(isSecret: false), "Settings."),
        ], factory: .source { _, _ throws(SentinelError) in throw SentinelError(.unsupported, "not in tests") })

    static let email = IntegrationDescriptor(
        type: "email", summary: "Mail.",
        options: [
            OptionDescriptor(
                "recipients", .list(minimum: 1), "Who gets it.", isRequired: true, isAddress: true),
            OptionDescriptor("subject", .template, "The subject.", scope: .message),
            OptionDescriptor(
                "smtp",
                .group([
                    OptionDescriptor(
                        "host", .string(allowsEmpty: false), "The server.", isRequired: true,
                        environment: "SMTP_HOST", isAddress: true),
                    OptionDescriptor(
                        "port", .integer(1...65_535), "Its port.", default: "587", environment: "SMTP_PORT"),
                    OptionDescriptor("password", .secret, "A password.", environment: "SMTP_PASSWORD"),
                    OptionDescriptor("timeout", .duration(.seconds(1)...(.seconds(300))), "Patience.", default: "30s"),
                ]), "The server.", isRequired: true),
        ],
        factory: .receiver { _, _ throws(SentinelError) in throw SentinelError(.unsupported, "not in tests") },
        validate: { options, _ in
            options.list("recipients").filter { !$0.contains("@") }
                .map { _ in IntegrationDescriptor.Fault("a recipient has no '@'", option: "recipients") }
        })

    static let slack = IntegrationDescriptor(
        type: "slack", summary: "Slack.",
        options: [
            OptionDescriptor(
                "webhook_url", .secret, "The address.", isRequired: true, environment: "SLACK_WEBHOOK_URL",
                isAddress: true),
            OptionDescriptor("channel", .string(allowsEmpty: false), "The channel."),
            OptionDescriptor("username", .string(allowsEmpty: false), "The name.", scope: .message),
            OptionDescriptor("admin_only", .boolean, "Not for routes.", isInline: false),
        ],
        factory: .receiver { _, _ throws(SentinelError) in throw SentinelError(.unsupported, "not in tests") },
        validate: { options, strictness in
            guard strictness == .original, case .literal(let url)? = options.secret("webhook_url"),
                !url.reveal().hasPrefix("https://hooks.slack.com/")
            else { return [] }
            return [.init("this is no Slack webhook URL", option: "webhook_url")]
        })

    static let webhook = IntegrationDescriptor(
        type: "webhook", summary: "HTTP.",
        options: [
            OptionDescriptor(
                "url", .secret, "The address.", isRequired: true, environment: "WEBHOOK_URL", isAddress: true),
            OptionDescriptor("method", .word(["GET", "POST", "PUT", "PATCH"]), "How.", default: "POST"),
            OptionDescriptor("headers", .map(isSecret: true), "More headers."),
            OptionDescriptor("body", .template, "The body.", scope: .message),
        ], factory: .receiver { _, _ throws(SentinelError) in throw SentinelError(.unsupported, "not in tests") })
}
