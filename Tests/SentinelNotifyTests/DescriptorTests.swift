import SentinelModels
import SentinelNotify
import SentinelTransport
import Testing

@Suite struct DescriptorTests {
    @Test func listsTheReceivers() {
        #expect([IntegrationDescriptor].standardReceivers.map(\.type) == ["email", "slack", "webhook"])
        #expect([IntegrationDescriptor].standardReceivers.allSatisfy { !$0.isSource && $0.urlSchemes.isEmpty })
    }

    @Test func readsTheOriginalsVariables() {
        let pairs = [IntegrationDescriptor].standardReceivers.flatMap { descriptor in
            descriptor.options.compactMap { option in
                option.environment.map { "\(descriptor.type).\(option.name)=\($0)" }
            }
        }
        #expect(
            Set(pairs) == [
                "email.host=SMTP_HOST", "email.port=SMTP_PORT", "email.use_tls=SMTP_USE_TLS",
                "email.username=SMTP_USERNAME", "email.password=SMTP_PASSWORD", "email.from=SMTP_FROM_ADDRESS",
                "slack.webhook_url=SLACK_WEBHOOK_URL", "webhook.url=WEBHOOK_URL",
            ])
    }

    @Test func documentsEveryOption() {
        for descriptor in [IntegrationDescriptor].standardReceivers {
            #expect(descriptor.summary.hasSuffix("."))
            for option in descriptor.options { #expect(option.documentation.hasSuffix("."), "\(option.name)") }
            #expect(descriptor.options.contains { $0.isAddress })
        }
    }

    @Test func makesNotifiers() throws {
        let values: [String: [String: IntegrationOptions.Value]] = [
            "email": ["host": .string("h"), "recipients": .list(["a@b"])],
            "slack": ["webhook_url": .literal("https://h/")], "webhook": ["url": .literal("https://h/")],
        ]
        for descriptor in [IntegrationDescriptor].standardReceivers {
            guard case .receiver(let make) = descriptor.factory else {
                Issue.record("\(descriptor.type) is no receiver")
                continue
            }
            _ = try make(IntegrationOptions(values[descriptor.type] ?? [:]), NotifyScene.context())
            #expect(throws: SentinelError.self) { try make(IntegrationOptions(), NotifyScene.context()) }
        }
    }
}
