import SentinelModels
import SentinelTransport

/// The options of an e-mail receiver.
struct EmailOptions: Sendable {
    /// How many recipients a mail may have.
    static let recipientLimit = 50

    var host: String
    var port: Int
    var security: MailTransfer.Security
    var username: String?
    var password: SecretReference?
    var from: MailAddress
    /// Those that mail can be sent to; empty only where the original's rule lets none through.
    var recipients: [MailAddress]
    var replyTo: MailAddress?
    var subject: String?
    var caFile: String?

    /// Reads checked options; the error names the first fault.
    init(_ options: IntegrationOptions, receiver: String) throws(SentinelError) {
        if let fault = Self.faults(options, .original).first(where: { $0.severity == .error }) {
            throw .receiver(receiver, fault.message)
        }
        guard let host = options.string("host") else { throw .receiver(receiver, "has no 'host'") }
        self.host = host
        port = options.integer("port").map { Int($0) } ?? 587
        security = Self.security(options, port: port)
        username = options.string("username")
        password = options.secret("password")
        subject = options.string("subject")
        caFile = options.string("ca_file")
        // The original's rule; a login that is no address stands as it is.
        let sender = options.string("from") ?? username ?? "sqlsentinel@localhost"
        from = (try? MailAddress(sender)) ?? MailAddress(address: sender)
        recipients = options.list("recipients").compactMap { try? MailAddress($0) }
        replyTo = options.string("reply_to").flatMap { try? MailAddress($0) }
    }

    /// Everything that is wrong with the options; no message repeats an address that is not one.
    static func faults(
        _ options: IntegrationOptions, _ strictness: IntegrationDescriptor.Strictness
    ) -> [IntegrationDescriptor.Fault] {
        var faults: [IntegrationDescriptor.Fault] = []
        let recipients = options.list("recipients")
        if recipients.isEmpty { faults.append(.init("has no recipient", option: "recipients")) }
        if recipients.count > recipientLimit {
            faults.append(.init("has more than \(recipientLimit) recipients", option: "recipients"))
        }
        for (index, text) in recipients.enumerated() {
            // The original takes whatever holds an '@' and fails when it sends; a file of its kind stays valid.
            let isTaken = strictness == .original && text.contains("@")
            faults += fault(
                text, "recipient \(index + 1)", "recipients",
                severity: isTaken ? .warning : .error, isTaken ? "no mail is sent there: write name@example.com" : nil)
        }
        for name in ["from", "reply_to"] {
            if let text = options.string(name) { faults += fault(text, "'\(name)'", name) }
        }
        if options.string("from") == nil, let username = options.string("username"),
            let reason = MailEnvelope.fault(of: username)
        {
            faults.append(
                .init("the sender, taken from 'username', \(reason)", option: "username", hint: "write 'from'"))
        }
        return faults + senderFaults(options) + loginFaults(options)
    }

    /// A login need not be an address, but most servers want one as the sender.
    private static func senderFaults(_ options: IntegrationOptions) -> [IntegrationDescriptor.Fault] {
        guard options.string("from") == nil, let username = options.string("username"),
            MailEnvelope.fault(of: username) == nil, (try? MailAddress(username)) == nil
        else { return [] }
        return [
            .init(
                "the sender, taken from 'username', is no address", option: "username", hint: "write 'from'",
                severity: .warning)
        ]
    }

    private static func loginFaults(_ options: IntegrationOptions) -> [IntegrationDescriptor.Fault] {
        let port = options.integer("port").map { Int($0) } ?? 587
        let isLocal = ["localhost", "127.0.0.1", "::1", "[::1]"].contains(options.string("host")?.lowercased() ?? "")
        let hasName = options.string("username") != nil
        let hasPassword = options.secret("password") != nil
        if hasName != hasPassword {
            return [
                .init(
                    "'\(hasName ? "username" : "password")' alone is no login, so none is made",
                    option: hasName ? "username" : "password", severity: .warning)
            ]
        }
        guard hasName, !isLocal, security(options, port: port) == .none else { return [] }
        return [
            .init(
                "the password is sent unencrypted", option: "password", hint: "write 'security: starttls'",
                severity: .warning)
        ]
    }

    private static func fault(
        _ text: String, _ subject: String, _ option: String, severity: Diagnostic.Severity = .error,
        _ hint: String? = nil
    ) -> [IntegrationDescriptor.Fault] {
        do throws(MailAddress.Invalid) {
            _ = try MailAddress(text)
            return []
        } catch {
            return [
                .init(
                    "\(subject) \(error.reason)", option: option, hint: hint ?? "write name@example.com",
                    severity: severity)
            ]
        }
    }

    /// `security` if it is given, else the original's switch; port 465 speaks TLS from the first byte.
    private static func security(_ options: IntegrationOptions, port: Int) -> MailTransfer.Security {
        if let word = options.string("security"), let security = MailTransfer.Security(rawValue: word) {
            return security
        }
        if options.boolean("use_tls") == false { return .none }
        return port == 465 ? .implicit : .startTLS
    }
}
