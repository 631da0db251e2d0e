public import SentinelModels
import SentinelTransport

extension IntegrationDescriptor {
    /// The receiver `webhook`: an HTTP request to a program.
    public static let webhook = IntegrationDescriptor(
        type: "webhook", summary: "Sends an HTTP request with a JSON body to a program.",
        options: webhookOptions,
        factory: .receiver { options, context throws(SentinelError) in try WebhookNotifier(options, context) },
        validate: { options, strictness in webhookFaults(options, strictness) })

    private static let webhookOptions: [OptionDescriptor] = [
        OptionDescriptor(
            "url", .secret, "Where to send the request: an http or https URL. Secret as a whole.", isRequired: true,
            environment: "WEBHOOK_URL", isAddress: true),
        OptionDescriptor(
            "method", .word(HTTPRequest.Method.allCases.map(\.rawValue)),
            "The request's method. GET sends no body: the receiver learns only that something happened.",
            default: "POST"),
        OptionDescriptor(
            "headers", .map(isSecret: true),
            "More headers. `Content-Type` is application/json and `User-Agent` names this program unless given here."),
        OptionDescriptor(
            "auth",
            .group([
                OptionDescriptor("type", .word(["bearer", "basic", "header"]), "Which form.", isRequired: true),
                OptionDescriptor("token", .secret, "The token of `bearer`."),
                OptionDescriptor("username", .string(allowsEmpty: false), "The name of `basic`."),
                OptionDescriptor("password", .secret, "The password of `basic`."),
                OptionDescriptor("name", .string(allowsEmpty: false), "The header's name of `header`."),
                OptionDescriptor("value", .secret, "The header's value of `header`."),
            ]), "How the receiver knows that the request is ours."),
        OptionDescriptor(
            "expect",
            .group([
                OptionDescriptor(
                    "status", .list(minimum: 1), "Statuses that mean \"accepted\": `200`, `2xx`, `200-204`."),
                OptionDescriptor(
                    "body_contains", .string(allowsEmpty: false), "A text that an accepting answer contains."),
            ]), "What counts as accepted; any 2xx unless given."),
        OptionDescriptor(
            "body", .string(allowsEmpty: false),
            "The body instead of the usual JSON, with `{names}`. Values are escaped by the content type; in JSON a"
                + " name outside quotes becomes a JSON value."),
        OptionDescriptor(
            "signing_secret", .secret,
            "Signs requests as Standard Webhooks has it: `whsec_` and at least 16 bytes in base64."),
        OptionDescriptor(
            "signing_secret_previous", .secret, "The old secret while it is being replaced: both signatures are sent."),
        OptionDescriptor(
            "ca_file", .string(allowsEmpty: false), "A PEM file with the certificates to trust instead of the system's."
        ),
    ]

    private static func webhookFaults(_ options: IntegrationOptions, _ strictness: Strictness) -> [Fault] {
        var faults: [Fault] = []
        if let fault = URLCheck.fault(options.secret("url")) {
            // The original accepts any text here and fails when it calls; a file of its kind stays valid.
            faults.append(
                Fault(
                    "'url' \(fault)", option: "url", hint: "only http and https URLs are called",
                    severity: strictness == .original ? .warning : .error))
        }
        faults += headerFaults(options, strictness)
        if let group = options.group("auth") {
            faults += found { () throws(WebhookOptions.Invalid) in _ = try WebhookOptions.authorization(group) }
        }
        faults += found { () throws(WebhookOptions.Invalid) in
            _ = try WebhookOptions.expectation(options.group("expect"))
        }
        faults += found { () throws(WebhookOptions.Invalid) in _ = try WebhookOptions.body(options) }
        if options.string("body") != nil, options.string("method")?.uppercased() == "GET" {
            faults.append(Fault("'body' is not sent with the method GET", option: "body", severity: .warning))
        }
        for name in ["signing_secret", "signing_secret_previous"] {
            guard case .literal(let secret)? = options.secret(name), WebhookSignature.key(secret.reveal()) == nil else {
                continue
            }
            faults.append(Fault("'\(name)' is not 'whsec_' and at least 16 bytes in base64", option: name))
        }
        return faults
    }

    private static func found(_ check: () throws(WebhookOptions.Invalid) -> Void) -> [Fault] {
        do throws(WebhookOptions.Invalid) {
            try check()
            return []
        } catch {
            return [Fault(error.text, option: error.option, hint: error.hint)]
        }
    }

    private static func headerFaults(_ options: IntegrationOptions, _ strictness: Strictness) -> [Fault] {
        var faults: [Fault] = []
        let authorization = WebhookOptions.authorizationHeader(options.group("auth"))
        for pair in options.secretMap("headers") {
            var value = ""
            if case .literal(let secret) = pair.value { value = secret.reveal() }
            if let fault = HTTPHeader.fault(name: pair.name, value: value) {
                faults.append(Fault("the header '\(PlainText.line(pair.name))' \(fault)", option: "headers"))
            } else if WebhookOptions.isOurs(header: pair.name) {
                // The original sends it as it stands; a file of its kind stays valid, with ours in its place.
                let isOverridden = strictness == .original && pair.name.lowercased() == "idempotency-key"
                faults.append(
                    Fault(
                        "the header '\(pair.name)' is set for each message", option: "headers",
                        severity: isOverridden ? .warning : .error))
            } else if pair.name.lowercased() == authorization {
                faults.append(Fault("'auth' and the header '\(pair.name)' exclude each other", option: "headers"))
            }
        }
        return faults
    }
}
