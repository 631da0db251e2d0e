import ArgumentParser
import SentinelModels

/// `sentinel outbox show`.
struct OutboxShow: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one message and what it says.")

    @Argument(help: "The message's id, or the start of it.") var id: String

    @OptionGroup var config: ConfigurationOptions

    @OptionGroup var state: StateOptions

    @OptionGroup var output: OutputOptions

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let console = output.console(in: context)
        let outbox = try OutboxAccess(context: context, config: config, state: state, console: console)
        let message = try await outbox.access.withStore(.readOnly) { store in
            try await outbox.message(id, in: store)
        }
        switch output.format {
        case .json: console.data(message.fullJSON)
        case .table: console.data(Self.text(message))
        }
        return .success
    }

    private static func text(_ message: NotificationMessage) -> String {
        let content = message.content
        var lines = [
            ("Message", message.id), ("State", message.state.rawValue), ("Receiver", message.receiver.description),
            ("Alert", content.alertName),
            ("Event", "\(content.event.rawValue) (\(content.reason.rawValue)), no. \(content.sequence)"),
            ("Status", content.status), ("Value", ValueText.cell(content.actualValue)),
            ("Threshold", ValueText.cell(content.threshold)), ("Promised", TimeText.full(message.createdAt)),
            ("Tries", "\(message.attempts)"),
        ]
        switch message.state {
        case .pending, .sending:
            lines += [("Not before", TimeText.full(message.notBefore)), ("Given up", TimeText.full(message.expiresAt))]
        default: lines.append(("Settled", message.settledAt.map(TimeText.full) ?? "-"))
        }
        if let error = message.lastError { lines.append(("Last error", "\(error.code): \(error.message)")) }
        for value in content.context { lines.append((value.name, ValueText.cell(value.value))) }
        let width = lines.map(\.0.columnCount).max() ?? 0
        return lines.map { $0.0 + ":" + String(repeating: " ", count: width - $0.0.columnCount + 1) + $0.1 }
            .joined(separator: "\n").visible
    }
}
