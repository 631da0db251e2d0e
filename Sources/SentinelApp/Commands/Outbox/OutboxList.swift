import ArgumentParser
import SentinelConfig
import SentinelModels

/// `sentinel outbox list`.
struct OutboxList: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List messages, newest first.",
        discussion: "Without --state, those that wait and those that were given up.")

    @OptionGroup var config: ConfigurationArguments

    @OptionGroup var state: StateOptions

    @Option(
        name: .customLong("state"),
        help: ArgumentHelp("pending, sending, sent, superseded, dead or all; may be repeated.", valueName: "state"))
    var states: [OutboxState] = []

    @Option(help: ArgumentHelp("Only messages to this receiver.", valueName: "name")) var receiver: String?

    @Option(help: ArgumentHelp("Only messages of this alert.", valueName: "name")) var alert: String?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("How many to show; -1 for all.", valueName: "number"))
    var limit = 50

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard limit >= -1 else { throw ValidationError("--limit must be a number of messages, or -1 for all") }
    }

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let console = output.console(in: context)
        let outbox = try OutboxAccess(
            context: context, config: config.options, arguments: config.config, state: state, console: console)
        let key = alert.map { outbox.alertKey(named: $0) }
        let query = MessageQuery(
            states: chosenStates, receiver: receiver.map { ReceiverKey($0) }, alert: key, limit: limit < 0 ? nil : limit
        )
        let messages = try await outbox.access.withStore(.readOnly) { store in try await store.messages(query) }
        switch output.format {
        case .json: console.data(.object([.init("messages", .array(messages.map(\.summaryJSON)))]))
        case .table where messages.isEmpty: console.note("no such message")
        case .table: console.data(OutboxReport.table(messages))
        }
        return .success
    }

    private var chosenStates: Set<DeliveryState> {
        if states.isEmpty { return [.pending, .sending, .dead] }
        return states.reduce(into: []) { $0.formUnion($1.states) }
    }
}

/// The states of `--state`.
struct OutboxState: ExpressibleByArgument, Sendable {
    let states: Set<DeliveryState>

    init?(argument: String) {
        if argument.lowercased() == "all" {
            states = Set(DeliveryState.allCases)
        } else if let state = DeliveryState(rawValue: argument.lowercased()) {
            states = [state]
        } else {
            return nil
        }
    }

    static var allValueStrings: [String] { DeliveryState.allCases.map(\.rawValue) + ["all"] }
    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
