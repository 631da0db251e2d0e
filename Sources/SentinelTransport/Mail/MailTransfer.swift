public import SentinelModels

/// A mail and the server to hand it to.
public struct MailTransfer: Sendable {
    /// How the connection is protected.
    public enum Security: String, Sendable, Hashable, CaseIterable {
        /// In clear until `STARTTLS`, which must succeed before anything else is said. Port 587.
        case startTLS = "starttls"
        /// TLS from the first byte. Port 465.
        case implicit
        /// Not at all. Port 25, for a relay on the same machine.
        case none
    }

    /// The server's name or address.
    public var host: String
    /// The server's port.
    public var port: Int
    /// How the connection is protected.
    public var security: Security
    /// The login; nil for none.
    public var credentials: Credentials?
    /// Who sends to whom.
    public var envelope: MailEnvelope
    /// The message with headers: RFC 5322 with CRLF line ends, not dot-stuffed.
    public var message: [UInt8]
    /// How long the connection may take to be made; never longer than `timeout`.
    public var connectTimeout: Duration
    /// How long everything may take.
    public var timeout: Duration
    /// Which addresses may be connected to.
    public var egress: EgressPolicy
    /// A PEM file with the certificates to trust instead of the system's.
    public var caFile: String?

    /// A name and a password.
    public struct Credentials: Sendable, Hashable {
        /// The name.
        public var username: String
        /// The password.
        public var password: Secret
        /// Makes credentials.
        public init(username: String, password: Secret) {
            self.username = username
            self.password = password
        }
    }

    /// Makes a transfer.
    public init(
        host: String, port: Int = 587, security: Security = .startTLS, credentials: Credentials? = nil,
        envelope: MailEnvelope, message: [UInt8], connectTimeout: Duration = .seconds(5),
        timeout: Duration = .seconds(15), egress: EgressPolicy = .default, caFile: String? = nil
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.credentials = credentials
        self.envelope = envelope
        self.message = message
        self.connectTimeout = connectTimeout
        self.timeout = timeout
        self.egress = egress
        self.caFile = caFile
    }
}

/// The addresses of a mail as the server is told them, without names and brackets.
public struct MailEnvelope: Sendable, Hashable {
    /// The sender.
    public var from: String
    /// The recipients; if the server refuses one, nobody gets the mail.
    public var recipients: [String]

    /// Makes an envelope.
    public init(from: String, recipients: [String]) {
        self.from = from
        self.recipients = recipients
    }

    /// What keeps `address` from being put into an SMTP command; nil if nothing.
    ///
    /// Refuses everything that could end the address or the command: brackets, blanks, control characters, quotes,
    /// and whatever is not ASCII.
    public static func fault(of address: String) -> String? {
        if address.isEmpty { return "is empty" }
        if address.utf8.count > 254 { return "is longer than 254 characters" }
        for scalar in address.unicodeScalars {
            if scalar.value > 0x7E { return "has a character that is not ASCII" }
            if scalar.value <= 0x20 { return "has a blank or control character" }
            if "<>()\\\",;".unicodeScalars.contains(scalar) { return "has the character '\(scalar)'" }
        }
        return nil
    }
}

/// The server's word that it has taken a mail.
public struct MailReceipt: Sendable, Hashable {
    /// The last reply, such as `250 2.0.0 queued as 4Fx`: at most 200 printable characters.
    public var reply: String

    /// Makes a receipt.
    public init(reply: String) {
        self.reply = reply
    }
}
