import SentinelModels
import SentinelTransport

/// What tests of notifiers need: a client, secrets from a table, and messages.
struct NotifyScene {
    static let time = Timestamp(seconds: 1_795_424_400)  // 2026-11-23T09:00:00Z

    /// Secrets of the environment by name; literals as they are.
    struct Secrets: SecretProvider {
        var variables: [String: String] = [:]
        var files: [String: String] = [:]
        func resolve(_ reference: SecretReference) throws(SentinelError) -> Secret {
            switch reference {
            case .literal(let secret): return secret
            case .environment(let name):
                if let text = variables[name] { return Secret(text) }
                throw SentinelError(.secretUnavailable, "the variable \(name) is not set")
            case .file(let path):
                if let text = files[path] { return Secret(text) }
                throw SentinelError(.secretUnavailable, "no file \(path)")
            }
        }
    }

    static func context(
        client: TransportClient? = TransportClient(), egress: EgressPolicy = .default,
        variables: [String: String] = [:], files: [String: String] = [:]
    ) -> IntegrationContext {
        IntegrationContext(
            name: "ops", secrets: Secrets(variables: variables, files: files), egress: egress,
            resources: client.map { [$0] } ?? [])
    }

    static func content(
        _ name: String = "hot", event: EventKind = .firing, status: String = "ALERT",
        change: (inout NotificationContent) -> Void = { _ in }
    ) -> NotificationContent {
        var content = NotificationContent(
            alert: AlertKey(name), alertName: name, event: event, sequence: 7, status: status,
            episode: Episode(id: "episode-1", openedAt: time), occurredAt: time, runID: "run-1")
        change(&content)
        return content
    }

    static func message(_ content: NotificationContent = content(), id: String = "msg-1") -> NotificationMessage {
        NotificationMessage(
            id: id, receiver: ReceiverKey("ops"), content: content, orderKey: content.episode.id, createdAt: time,
            notBefore: time, expiresAt: time.advanced(by: .seconds(86_400)), attempts: 1)
    }

    static func delivery(
        attempt: Int = 1, timeout: Duration = .seconds(5), id: String = "msg-1", references: [String] = []
    ) -> DeliveryContext {
        DeliveryContext(attempt: attempt, timeout: timeout, idempotencyKey: id, references: references, time: time)
    }
}

extension Notifier {
    /// The error of a delivery; nil if it was accepted.
    func failure(
        _ message: NotificationMessage = NotifyScene.message(), _ delivery: DeliveryContext = NotifyScene.delivery()
    ) async -> SentinelError? {
        do throws(SentinelError) {
            _ = try await deliver(message, delivery)
            return nil
        } catch {
            return error
        }
    }
}

extension IntegrationOptions.Value {
    static func literal(_ text: String) -> Self { .secret(.literal(Secret(text))) }
    static func group(_ values: [String: Self]) -> Self { .group(IntegrationOptions(values)) }
}

extension IntegrationOptions.SecretPair {
    static func literal(_ name: String, _ text: String) -> Self { Self(name, .literal(Secret(text))) }
}
