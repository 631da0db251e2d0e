public import SentinelModels

extension [IntegrationDescriptor] {
    /// The receivers of this module: email, Slack and webhook.
    public static var standardReceivers: [IntegrationDescriptor] { [.email, .slack, .webhook] }
}
