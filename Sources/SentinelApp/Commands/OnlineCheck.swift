import SentinelConfig
import SentinelModels

/// Asks each source what the queries would return, without running them.
struct OnlineCheck: Sendable {
    private let configuration: Configuration
    private let sources: SourceRegistry

    /// How long one source may take to answer.
    private static let timeout = Duration.seconds(10)

    init(_ configuration: Configuration, context: CommandContext) {
        self.configuration = configuration
        sources = SourceRegistry(
            configuration.sources, integrations: context.integrations, secrets: SecretResolver(context.environment),
            egress: configuration.egress)
    }

    /// The faults in the order of sources, then alerts.
    func diagnostics() async -> [Diagnostic] {
        await withTaskGroup(of: (Int, [Diagnostic]).self) { group in
            for (index, source) in configuration.sources.enumerated() {
                group.addTask { (index, await check(source)) }
            }
            var found: [Int: [Diagnostic]] = [:]
            for await (index, diagnostics) in group { found[index] = diagnostics }
            await sources.close()
            return found.sorted { $0.key < $1.key }.flatMap(\.value)
        }
    }

    private func check(_ source: SourceConfiguration) async -> [Diagnostic] {
        let alerts = configuration.alerts.filter { $0.source == source.name }
        do throws(SentinelError) {
            let opened = try sources.source(named: source.name)
            guard let describing = opened as? any Describing else {
                return [
                    Diagnostic(
                        .warning, code: "online_unsupported", "source '\(source.name)' cannot check queries online",
                        at: source.position)
                ]
            }
            _ = try await describing.describe("SELECT 1", timeout: Self.timeout)
            var diagnostics: [Diagnostic] = []
            for alert in alerts { diagnostics += await check(alert, in: describing) }
            return diagnostics
        } catch {
            return [
                Diagnostic(
                    .error, code: error.code.description, "source '\(source.name)': \(error.fullMessage)",
                    at: source.position, hint: ErrorHint.hint(for: error.code))
            ]
        }
    }

    private func check(_ alert: AlertDefinition, in source: any Describing) async -> [Diagnostic] {
        do throws(SentinelError) {
            let columns = try await source.describe(alert.query, timeout: Self.timeout)
            return [missing(in: columns, for: alert)].compactMap { $0 }
        } catch {
            return [
                Diagnostic(
                    .error, code: error.code.description, "alert '\(alert.name)': \(error.fullMessage)",
                    at: configuration.queryPosition(of: alert), hint: ErrorHint.hint(for: error.code))
            ]
        }
    }

    private func missing(in columns: [ColumnDescription], for alert: AlertDefinition) -> Diagnostic? {
        let needed: String
        switch alert.judgement {
        case .statusColumn: needed = "status"
        case .when(let condition):
            guard case .compare(let column, _, _) = condition.test, condition.over != .count else { return nil }
            needed = column
        }
        guard !columns.contains(where: { $0.name.lowercased() == needed.lowercased() }) else { return nil }
        let names = columns.map(\.name)
        let hint = Spelling.suggestion(for: needed, among: names).map { "it returns '\($0)'" }
        return Diagnostic(
            .error, code: SentinelError.Code.contract.description,
            "alert '\(alert.name)': the query returns no column '\(needed)'",
            at: configuration.queryPosition(of: alert),
            hint: hint ?? "it returns " + names.map { "'\($0)'" }.joined(separator: ", "))
    }
}

extension Configuration {
    /// Where an alert's query stands.
    func queryPosition(of alert: AlertDefinition) -> SourcePosition? {
        queryPositions[alert.key]
    }
}
