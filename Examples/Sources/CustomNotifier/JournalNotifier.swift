import Foundation
import SentinelModels

/// Appends each message as one line of JSON to a file, and returns when the disk has it.
///
/// An actor, so that two messages never mix within a line.
actor JournalNotifier: Notifier {
    private let path: String
    private let label: String?

    init(path: String, label: String?) {
        self.path = path
        self.label = label
    }

    func deliver(
        _ message: NotificationMessage, _ context: DeliveryContext
    ) async throws(SentinelError) -> DeliveryReceipt {
        do {
            let file = try open()
            defer { try? file.close() }
            try file.seekToEnd()
            try file.write(contentsOf: Data((line(message, context) + "\n").utf8))
            try file.synchronize()
        } catch {
            // A full disk may pass; the dispatcher tries again. Notifiers never loop or wait themselves.
            throw SentinelError(.receiverFailed, "the journal cannot be written", underlying: "\(error)")
        }
        return DeliveryReceipt(detail: "appended")
    }

    private func open() throws -> FileHandle {
        if !FileManager.default.fileExists(atPath: path) {
            FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    }

    /// The `id` is the same in every attempt: whoever reads the journal can drop repeats.
    private func line(_ message: NotificationMessage, _ context: DeliveryContext) -> String {
        let content = message.content
        return JSONValue.object([
            .init("id", .string(context.idempotencyKey)),
            .init("time", .string(context.time.description)),
            .init("label", label.map(JSONValue.string) ?? .null),
            .init("alert", .string(content.alertName)),
            .init("event", .string(content.event.rawValue)),
            .init("status", .string(content.status)),
            .init("severity", content.severity.map { .string($0.rawValue) } ?? .null),
            .init("actual_value", content.actualValue?.jsonValue ?? .null),
            .init("threshold", content.threshold?.jsonValue ?? .null),
            .init("context", .object(content.context.map { .init($0.name, $0.value.jsonValue) })),
        ]).encoded()
    }
}
