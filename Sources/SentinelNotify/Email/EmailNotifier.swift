public import SentinelModels
import SentinelTransport

/// Tells people by e-mail: one mail to all recipients.
public struct EmailNotifier: Notifier {
    private let options: EmailOptions
    private let context: IntegrationContext
    private let client: TransportClient

    /// Makes a notifier from options as `IntegrationDescriptor.email` describes them.
    /// - Throws: `SentinelError.Code.configuration` for a missing server or an address that is none.
    public init(_ options: IntegrationOptions, _ context: IntegrationContext) throws(SentinelError) {
        self.options = try EmailOptions(options, receiver: context.name)
        self.context = context
        client = try context.transport()
    }

    /// Hands the mail to the server, which takes it for all recipients or for none. The receipt's reference is the
    /// mail's `Message-ID`, by which later mails of the episode join its thread.
    public func deliver(
        _ message: NotificationMessage, _ delivery: DeliveryContext
    ) async throws(SentinelError) -> DeliveryReceipt {
        guard !options.recipients.isEmpty else {
            throw SentinelError(.rejected, "none of the recipients is a mail address", isRetryable: false)
        }
        let template = message.content.template["subject"] ?? options.subject
        let payload = EmailPayload(
            from: options.from, recipients: options.recipients, replyTo: options.replyTo,
            // A template that is not valid was made by an older version; better the usual subject than no mail.
            subject: template.flatMap { try? MessageTemplate($0) })
        let mail = MailTransfer(
            host: options.host, port: options.port, security: options.security, credentials: try credentials(),
            envelope: MailEnvelope(
                from: options.from.address, recipients: options.recipients.map(\.address)),
            message: payload.bytes(message, at: delivery.time, references: delivery.references),
            timeout: delivery.timeout, egress: context.egress, caFile: options.caFile)
        let receipt = try await client.send(mail)
        return DeliveryReceipt(reference: payload.messageID(message), detail: receipt.reply)
    }

    /// A login takes both name and password.
    private func credentials() throws(SentinelError) -> MailTransfer.Credentials? {
        guard let username = options.username, let reference = options.password else { return nil }
        let password = Secret(try context.reveal(reference))
        return password.isEmpty ? nil : MailTransfer.Credentials(username: username, password: password)
    }
}
