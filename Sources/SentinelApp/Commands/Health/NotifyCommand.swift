import ArgumentParser
import SentinelConfig
import SentinelEngine
import SentinelModels

/// `sentinel notify`: commands about receivers.
struct NotifyCommand: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "notify", abstract: "Try receivers.", subcommands: [NotifyTest.self])

    func execute(in context: CommandContext) async throws -> ExitStatus {
        showHelp(in: context)
    }
}

/// `sentinel notify test RECEIVER`: one message, now, beside the outbox.
struct NotifyTest: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Send a test message to a receiver.",
        discussion: "Sends once, stores nothing, and says what the receiver answered. Ends with 4 if it did not accept."
    )

    @Argument(help: "The receiver's name, or the key that 'sentinel run' shows for an inline one.") var receiver: String

    @OptionGroup var config: ConfigurationOptions

    @Option(help: ArgumentHelp("How long the attempt may take.", valueName: "time"))
    var timeout = LengthOfTime(.seconds(15))

    @OptionGroup var output: OutputOptions

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let console = output.console(in: context)
        let reading = ConfigurationReading(context: context, options: config)
        let configuration = try reading.checked(console: console)
        guard let chosen = configuration.receivers.first(where: { $0.key.description == receiver }) else {
            throw CommandFailure.usage("no receiver is named '\(receiver)'", hint: hint(configuration))
        }
        let secrets = SecretResolver(context.environment)
        var single = configuration
        single.receivers = [chosen]
        let registry = SentinelRuntime.receivers(of: single, context: context, secrets: secrets)
        if let fault = registry.faults.first {
            throw CommandFailure(code: .configuration, message: fault.message, hint: fault.hint, status: .usage)
        }
        let redaction = Redaction(secrets: SecretReferences.known(in: configuration, secrets: secrets))
        let message = Self.message(to: chosen.key, at: context.now)
        do throws(SentinelError) {
            let receipt = try await registry.notifier(for: chosen.key).deliver(
                message,
                DeliveryContext(
                    attempt: 1, timeout: timeout.duration, idempotencyKey: message.id, time: context.now))
            report(accepted: true, code: nil, detail: redaction(receipt.detail), to: console)
            return .success
        } catch {
            let failure = redaction.failure(error)
            report(accepted: false, code: failure.code, detail: failure.message, to: console)
            return .undelivered
        }
    }

    private func report(accepted: Bool, code: SentinelError.Code?, detail: String, to console: Console) {
        if output.format == .json {
            console.data(
                .object([
                    .init("receiver", .string(receiver)), .init("accepted", .bool(accepted)),
                    .init("code", .optional(code?.description)), .init("detail", .string(detail)),
                ]))
        } else if accepted {
            console.data(("✓ \(receiver) accepted the message" + (detail.isEmpty ? "" : ": \(detail)")).visible)
        } else {
            let reason = code.map { "\($0): " } ?? ""
            console.data("✗ \(receiver) did not accept the message: \(reason)\(detail)".visible)
        }
    }

    private func hint(_ configuration: Configuration) -> String {
        let names = configuration.receivers.map(\.key.description)
        if let near = Spelling.suggestion(for: receiver, among: names) { return "did you mean '\(near)'?" }
        return names.isEmpty ? "the configuration has no receivers" : "there are " + names.joined(separator: ", ")
    }

    private static func message(to receiver: ReceiverKey, at now: Timestamp) -> NotificationMessage {
        let id = UUIDv7.make(at: now)
        let content = NotificationContent(
            alert: AlertKey("test"), alertName: "Test message",
            description: "Sent by 'sentinel notify test'; no alert fires.", event: .firing, sequence: 1,
            status: "ALERT",
            severity: .info, actualValue: .integer(42), threshold: .integer(40),
            context: [ContextValue("receiver", .text(receiver.description))],
            episode: Episode(id: id, openedAt: now), occurredAt: now, runID: id)
        return NotificationMessage(
            id: id, receiver: receiver, content: content, orderKey: id, createdAt: now, notBefore: now,
            expiresAt: now.advanced(by: .seconds(60)), attempts: 1)
    }
}
