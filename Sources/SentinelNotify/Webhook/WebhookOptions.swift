import SentinelModels
import SentinelTransport

/// The options of a webhook receiver.
struct WebhookOptions: Sendable {
    /// How the receiver knows us.
    enum Authorization: Sendable {
        case bearer(SecretReference)
        case basic(username: String, SecretReference)
        case header(name: String, SecretReference)
    }

    /// What an answer must be to count as "accepted".
    struct Expectation: Sendable {
        /// Empty for any 2xx.
        var statuses: [ClosedRange<Int>] = []
        /// A part of the body; nil for any.
        var bodyPart: String?
    }

    var url: SecretReference
    var method: HTTPRequest.Method
    var headers: [IntegrationOptions.SecretPair]
    var authorization: Authorization?
    var expectation: Expectation
    var body: DocumentTemplate?
    var signingSecrets: [SecretReference]
    var caFile: String?

    /// Reads checked options; the error names the first fault.
    init(_ options: IntegrationOptions, receiver: String) throws(SentinelError) {
        guard let url = options.secret("url") else { throw .receiver(receiver, "has no 'url'") }
        self.url = url
        method = options.string("method").flatMap { HTTPRequest.Method(rawValue: $0.uppercased()) } ?? .post
        headers = options.secretMap("headers")
        caFile = options.string("ca_file")
        signingSecrets = ["signing_secret", "signing_secret_previous"].compactMap { options.secret($0) }
        do throws(Invalid) {
            authorization = try options.group("auth").map { (group) throws(Invalid) in try Self.authorization(group) }
            expectation = try Self.expectation(options.group("expect"))
            body = try Self.body(options)
        } catch {
            throw .receiver(receiver, error.text)
        }
    }

    /// What is wrong with an option.
    struct Invalid: Error {
        var option: String
        var text: String
        var hint: String?
    }

    /// Whether each message sets the header itself: a fixed one would make receivers drop all messages but the first.
    static func isOurs(header name: String) -> Bool {
        let name = name.lowercased()
        return name == "idempotency-key" || name.hasPrefix("webhook-")
    }

    /// The header that the authorization sets, in lower case; nil without one.
    static func authorizationHeader(_ group: IntegrationOptions?) -> String? {
        guard let group else { return nil }
        return group.string("type") == "header" ? group.string("name")?.lowercased() : "authorization"
    }

    static func authorization(_ group: IntegrationOptions) throws(Invalid) -> Authorization {
        func needed<Value>(_ value: Value?, _ name: String) throws(Invalid) -> Value {
            guard let value else { throw Invalid(option: "auth", text: "'auth' of this type needs '\(name)'") }
            return value
        }
        switch group.string("type") {
        case "bearer": return .bearer(try needed(group.secret("token"), "token"))
        case "basic":
            let name = try needed(group.string("username"), "username")
            guard !name.contains(":") else { throw Invalid(option: "auth", text: "'username' has a colon") }
            return .basic(username: name, try needed(group.secret("password"), "password"))
        case "header":
            let name = try needed(group.string("name"), "name")
            if let fault = HTTPHeader.fault(name: name, value: "") {
                throw Invalid(option: "auth", text: "the header of 'auth' \(fault)")
            }
            guard !isOurs(header: name) else {
                throw Invalid(option: "auth", text: "the header of 'auth' is set for each message")
            }
            return .header(name: name, try needed(group.secret("value"), "value"))
        default: throw Invalid(option: "auth", text: "'auth' needs the 'type' bearer, basic or header")
        }
    }

    static func expectation(_ group: IntegrationOptions?) throws(Invalid) -> Expectation {
        var statuses: [ClosedRange<Int>] = []
        for text in group?.list("status") ?? [] {
            guard let range = statusRange(text) else {
                throw Invalid(
                    option: "expect", text: "'\(text.prefix(20))' is no status", hint: "write 200, 2xx or 200-204")
            }
            statuses.append(range)
        }
        return Expectation(statuses: statuses, bodyPart: group?.string("body_contains"))
    }

    /// Reads the body template and tries it, so that a body that is no JSON is found before it is sent.
    static func body(_ options: IntegrationOptions) throws(Invalid) -> DocumentTemplate? {
        guard let source = options.string("body") else { return nil }
        let template = try DocumentTemplate(source)
        if DocumentTemplate.Format(contentType: contentType(options.secretMap("headers"))) == .json {
            do throws(JSONValue.ParsingError) {
                _ = try JSONValue(parsing: template.rendered(.sample, as: .json))
            } catch {
                throw Invalid(
                    option: "body", text: "the body is no JSON: \(error.reason)",
                    hint: "set the header Content-Type if it is meant to be something else")
            }
        }
        return template
    }

    /// The content type that the headers give in clear; JSON unless they do.
    static func contentType(_ headers: [IntegrationOptions.SecretPair]) -> String {
        let pair = headers.last { $0.name.lowercased() == "content-type" }
        guard case .literal(let secret)? = pair?.value else { return "application/json" }
        return secret.reveal()
    }

    private static func statusRange(_ text: String) -> ClosedRange<Int>? {
        if text.count == 3, text.lowercased().hasSuffix("xx"), let hundreds = text.first?.wholeNumberValue,
            (1...5).contains(hundreds)
        {
            return hundreds * 100...hundreds * 100 + 99
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard let first = parts.first ?? nil, let last = parts.last ?? nil, parts.count <= 2, first <= last,
            (100...599).contains(first), (100...599).contains(last)
        else { return nil }
        return first...last
    }
}

extension MessageFields {
    /// Something to try templates with.
    static let sample = MessageFields(
        NotificationMessage(
            id: "m", receiver: ReceiverKey("r"),
            content: NotificationContent(
                alert: AlertKey("a"), alertName: "a", event: .firing, sequence: 1, status: "ALERT",
                episode: Episode(id: "e", openedAt: Timestamp(seconds: 0)), occurredAt: Timestamp(seconds: 0),
                runID: "r"),
            orderKey: "e", createdAt: Timestamp(seconds: 0), notBefore: Timestamp(seconds: 0),
            expiresAt: Timestamp(seconds: 0)))
}
