import SentinelModels
import Synchronization

/// A source whose queries are their own results: `status=ALERT actual_value=5 region=eu`, `fail:query:no such table`,
/// or `hang`.
struct EchoSource: Describing {
    func run(_ request: QueryRequest) async throws(SentinelError) -> QueryResult {
        if request.sql == "hang" { try await Self.hang() }
        let pairs = try Self.pairs(request.sql)
        return QueryResult(columns: pairs.map(\.name), rows: [pairs.map(\.value)])
    }

    func describe(_ sql: String, timeout: Duration) async throws(SentinelError) -> [ColumnDescription] {
        if sql == "SELECT 1" { return [ColumnDescription(name: "1")] }
        return try Self.pairs(sql).map { ColumnDescription(name: $0.name) }
    }

    private static func pairs(_ sql: String) throws(SentinelError) -> [(name: String, value: SQLValue)] {
        if sql.hasPrefix("fail:") {
            let parts = sql.split(separator: ":", maxSplits: 2)
            throw SentinelError(.init(String(parts[1])), String(parts[2]))
        }
        return sql.split(separator: " ").map { word in
            let parts = word.split(separator: "=", maxSplits: 1)
            return (String(parts[0]), value(parts.count > 1 ? String(parts[1]) : ""))
        }
    }

    private static func value(_ text: String) -> SQLValue {
        if text == "NULL" { return .null }
        if let integer = Int64(text) { return .integer(integer) }
        return JSONValue.isNumber(text) ? .decimal(text) : .text(text)
    }

    private static func hang() async throws(SentinelError) {
        do {
            try await Task.sleep(for: .seconds(3600))
        } catch {
            throw SentinelError(.cancelled, "stopped", isRetryable: false)
        }
    }
}

/// Remembers what was sent where.
final class Deliveries: Sendable {
    private let messages = Mutex<[(url: String, message: NotificationMessage)]>([])

    /// The addresses and events, in order.
    var lines: [String] {
        messages.withLock { $0.map { "\($0.url) \($0.message.content.event.rawValue)" } }
    }

    func note(_ message: NotificationMessage, at url: String) {
        messages.withLock { $0.append((url, message)) }
    }
}

/// The kinds of sources and receivers that tests use: `echo://`, and `recorder`.
enum TestIntegrations {
    static func all(_ deliveries: Deliveries = Deliveries()) -> [IntegrationDescriptor] {
        [source, receiver(deliveries)]
    }

    private static let source = IntegrationDescriptor(
        type: "echo", urlSchemes: ["echo"], summary: "Answers with the query.", options: [],
        factory: .source { options, context throws(SentinelError) in
            guard let reference = options.secret("url") else { throw SentinelError(.configuration, "no url") }
            let url = try context.secrets.resolve(reference).reveal()
            if url.hasSuffix("/broken") { throw SentinelError(.connection, "the database does not answer") }
            return EchoSource()
        })

    private static func receiver(_ deliveries: Deliveries) -> IntegrationDescriptor {
        IntegrationDescriptor(
            type: "recorder", summary: "Remembers.",
            options: [
                OptionDescriptor("url", .secret, "Where to.", isRequired: true, isAddress: true),
                OptionDescriptor("token", .secret, "A password."),
            ],
            factory: .receiver { options, context throws(SentinelError) in
                guard let reference = options.secret("url") else { throw SentinelError(.configuration, "no url") }
                let url = try context.secrets.resolve(reference).reveal()
                return ClosureNotifier { message, _ throws(SentinelError) in
                    if url.hasSuffix("/refuse") { throw SentinelError(.rejected, "it said no") }
                    if url.hasSuffix("/hostile") {
                        throw SentinelError(.rejected, "\u{1B}]0;owned\u{07}\u{1B}[31mno\r\nto \(url)")
                    }
                    if url.hasSuffix("/later") { throw SentinelError(.receiverFailed, "it is out of order") }
                    deliveries.note(message, at: url)
                    return DeliveryReceipt(detail: "ok")
                }
            })
    }
}
