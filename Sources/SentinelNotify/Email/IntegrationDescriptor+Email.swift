public import SentinelModels
import SentinelTransport

extension IntegrationDescriptor {
    /// The receiver `email`: a mail through an SMTP server.
    public static let email = IntegrationDescriptor(
        type: "email", summary: "Sends a mail through an SMTP server.",
        options: [
            OptionDescriptor(
                "recipients", .list(minimum: 1),
                "Whom to tell, at most \(EmailOptions.recipientLimit): `a@example.com` or `Ann <a@example.com>`."
                    + " All get the same mail and see each other.",
                isRequired: true, isAddress: true),
            OptionDescriptor("subject", .template, "The subject with `{names}`.", scope: .message),
            OptionDescriptor(
                "host", .string(allowsEmpty: false), "The mail server.", isRequired: true, environment: "SMTP_HOST"),
            OptionDescriptor(
                "port", .integer(1...65535), "Its port: 587 for STARTTLS, 465 for TLS from the start, 25 for a relay.",
                default: "587", environment: "SMTP_PORT"),
            OptionDescriptor(
                "security", .word(MailTransfer.Security.allCases.map(\.rawValue)),
                "`starttls` (must succeed), `implicit` (TLS from the first byte) or `none`. By default `implicit` on"
                    + " port 465, else `starttls`."),
            OptionDescriptor(
                "use_tls", .boolean, "The original's switch: false is `security: none`. `security` wins.",
                environment: "SMTP_USE_TLS"),
            OptionDescriptor(
                "username", .string(allowsEmpty: false), "The login's name. Without a password no login is made.",
                environment: "SMTP_USERNAME"),
            OptionDescriptor("password", .secret, "The login's password.", environment: "SMTP_PASSWORD"),
            OptionDescriptor(
                "from", .string(allowsEmpty: false),
                "The sender; by default the login's name, or sqlsentinel@localhost without a login.",
                environment: "SMTP_FROM_ADDRESS"),
            OptionDescriptor("reply_to", .string(allowsEmpty: false), "Where answers go, if not to the sender."),
            OptionDescriptor(
                "ca_file", .string(allowsEmpty: false),
                "A PEM file with the certificates to trust instead of the system's."),
        ],
        factory: .receiver { options, context throws(SentinelError) in try EmailNotifier(options, context) },
        validate: { options, strictness in EmailOptions.faults(options, strictness) })
}
