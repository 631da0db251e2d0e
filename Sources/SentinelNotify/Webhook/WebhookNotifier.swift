import Crypto
public import SentinelModels
import SentinelTransport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Tells a program: an HTTP request for each message.
public struct WebhookNotifier: Notifier {
    private let options: WebhookOptions
    private let context: IntegrationContext
    private let client: TransportClient

    /// Makes a notifier from options as `IntegrationDescriptor.webhook` describes them.
    /// - Throws: `SentinelError.Code.configuration` for options that do not fit together.
    public init(_ options: IntegrationOptions, _ context: IntegrationContext) throws(SentinelError) {
        self.options = try WebhookOptions(options, receiver: context.name)
        self.context = context
        client = try context.transport()
    }

    /// Sends the request; accepted is any 2xx, or what the option `expect` asks for.
    public func deliver(
        _ message: NotificationMessage, _ delivery: DeliveryContext
    ) async throws(SentinelError) -> DeliveryReceipt {
        let url = try context.reveal(options.url)
        let request = try request(message, delivery, url: url)
        let response = try await client.send(request)
        try check(response, from: Endpoint(url: url)?.description ?? "the receiver", at: delivery.time)
        return DeliveryReceipt(detail: "HTTP \(response.status)")
    }

    private func request(
        _ message: NotificationMessage, _ delivery: DeliveryContext, url: String
    ) throws(SentinelError) -> HTTPRequest {
        var headers: [HTTPHeader] = []
        for pair in options.headers { headers.append(HTTPHeader(pair.name, try context.reveal(pair.value))) }
        if let authorization = options.authorization { headers.append(try header(authorization)) }
        headers.addIfAbsent("User-Agent", "sql-sentinel/\(SentinelVersion.current)")
        var body: [UInt8] = []
        if options.method != .get {
            headers.addIfAbsent("Content-Type", "application/json")
            body = self.body(message, delivery, contentType: headers["content-type"] ?? "")
        }
        let timestamp = delivery.time.seconds
        headers.removeAll { WebhookOptions.isOurs(header: $0.name) }
        headers.append(HTTPHeader("Idempotency-Key", delivery.idempotencyKey))
        headers.append(HTTPHeader("webhook-id", delivery.idempotencyKey))
        headers.append(HTTPHeader("webhook-timestamp", String(timestamp)))
        if !options.signingSecrets.isEmpty {
            let signature = WebhookSignature.header(
                id: delivery.idempotencyKey, timestamp: timestamp, body: body, keys: try signingKeys())
            headers.append(HTTPHeader("webhook-signature", signature))
        }
        return HTTPRequest(
            options.method, url: Secret(url), headers: headers, body: body, timeout: delivery.timeout,
            egress: context.egress, caFile: options.caFile)
    }

    private func body(
        _ message: NotificationMessage, _ delivery: DeliveryContext, contentType: String
    ) -> [UInt8] {
        guard let template = options.body else {
            return WebhookPayload.json(message, attempt: delivery.attempt).encodedBytes()
        }
        let format = DocumentTemplate.Format(contentType: contentType)
        return Array(template.rendered(MessageFields(message), as: format).utf8)
    }

    private func header(_ authorization: WebhookOptions.Authorization) throws(SentinelError) -> HTTPHeader {
        switch authorization {
        case .bearer(let token): return HTTPHeader("Authorization", "Bearer \(try context.reveal(token))")
        case .basic(let username, let password):
            let login = Data("\(username):\(try context.reveal(password))".utf8).base64EncodedString()
            return HTTPHeader("Authorization", "Basic \(login)")
        case .header(let name, let value): return HTTPHeader(name, try context.reveal(value))
        }
    }

    private func signingKeys() throws(SentinelError) -> [SymmetricKey] {
        var keys: [SymmetricKey] = []
        for reference in options.signingSecrets {
            guard let key = WebhookSignature.key(try context.reveal(reference)) else {
                throw .receiver(context.name, "the signing secret is not 'whsec_' and base64")
            }
            keys.append(key)
        }
        return keys
    }

    private func check(_ response: HTTPResponse, from endpoint: String, at now: Timestamp) throws(SentinelError) {
        let expectation = options.expectation
        if expectation.statuses.isEmpty {
            if let failure = response.failure(from: endpoint, at: now) { throw failure }
        } else if !expectation.statuses.contains(where: { $0.contains(response.status) }) {
            throw response.failure(from: endpoint, at: now)
                ?? SentinelError(
                    .unexpectedAnswer, "\(endpoint) answered \(response.status), which is not expected",
                    isRetryable: false)
        }
        if let part = expectation.bodyPart, !String(decoding: response.body, as: UTF8.self).contains(part) {
            throw SentinelError(
                .unexpectedAnswer, "the answer of \(endpoint) does not contain the expected text", isRetryable: true)
        }
    }
}
