public import SentinelModels
import SentinelTransport

/// Tells a Slack channel, or one of a program that understands Slack's incoming webhooks.
public struct SlackNotifier: Notifier {
    private let url: SecretReference
    private let payload: SlackPayload
    private let templates: [String: String]
    private let context: IntegrationContext
    private let client: TransportClient

    /// Makes a notifier from options as `IntegrationDescriptor.slack` describes them.
    /// - Throws: `SentinelError.Code.configuration` if the address is missing.
    public init(_ options: IntegrationOptions, _ context: IntegrationContext) throws(SentinelError) {
        guard let url = options.secret("webhook_url") else { throw .receiver(context.name, "has no 'webhook_url'") }
        self.url = url
        payload = SlackPayload(
            channel: options.string("channel_name"), username: options.string("username"),
            icon: options.string("icon_emoji"))
        templates = ["title", "text"].reduce(into: [:]) { $0[$1] = options.string($1) }
        self.context = context
        client = try context.transport()
    }

    /// Posts the message; accepted is a 2xx answer with the body `ok`.
    public func deliver(
        _ message: NotificationMessage, _ delivery: DeliveryContext
    ) async throws(SentinelError) -> DeliveryReceipt {
        let url = try context.reveal(url)
        let body = payload.json(message, title: template("title", message), text: template("text", message))
        let response = try await client.send(
            HTTPRequest(
                url: Secret(url),
                headers: [
                    HTTPHeader("Content-Type", "application/json; charset=utf-8"),
                    HTTPHeader("User-Agent", "sql-sentinel/\(SentinelVersion.current)"),
                ], body: body.encodedBytes(), timeout: delivery.timeout, egress: context.egress))
        let endpoint = Endpoint(url: url)?.description ?? "the receiver"
        if let failure = SlackAnswer.failure(response, from: endpoint, at: delivery.time) { throw failure }
        return DeliveryReceipt(detail: "HTTP \(response.status) ok")
    }

    /// The route's template, else the receiver's; one that is not valid was made by an older version and is ignored
    /// rather than keep the message from being told.
    private func template(_ name: String, _ message: NotificationMessage) -> MessageTemplate? {
        (message.content.template[name] ?? templates[name]).flatMap { try? MessageTemplate($0) }
    }
}
