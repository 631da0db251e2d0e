internal import SentinelModels

/// What the decoders of one configuration share: the rules, the environment, and what was found wrong so far.
final class Reading {
    let strictness: IntegrationDescriptor.Strictness
    let environment: [String: String]
    let integrations: IntegrationTable
    private(set) var diagnostics: [Diagnostic] = []
    private var zones: [String: Bool] = [:]
    private var cronExpressions: [String: CronExpression] = [:]

    init(
        strictness: IntegrationDescriptor.Strictness, environment: [String: String], integrations: IntegrationTable
    ) {
        self.strictness = strictness
        self.environment = environment
        self.integrations = integrations
    }

    /// Whether the file has the original's format.
    var isOriginal: Bool { strictness == .original }

    /// Whether something was found that makes the configuration useless.
    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// An environment variable that is set to something.
    func variable(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    func report(_ diagnostic: Diagnostic) {
        diagnostics.append(diagnostic)
    }

    func error(
        _ problem: ConfigurationProblem, _ message: String, at position: SourcePosition?, hint: String? = nil
    ) {
        report(Diagnostic(.error, code: problem.rawValue, message, at: position, hint: hint))
    }

    func warning(
        _ problem: ConfigurationProblem, _ message: String, at position: SourcePosition?, hint: String? = nil
    ) {
        report(Diagnostic(.warning, code: problem.rawValue, message, at: position, hint: hint))
    }

    // MARK: Zones and cron expressions, which many alerts share

    /// Whether a zone exists, and if not why.
    func zoneFault(_ identifier: String) -> String? {
        if zones[identifier] == true { return nil }
        do throws(SentinelError) {
            _ = try ZoneTable.named(identifier)
            zones[identifier] = true
            return nil
        } catch {
            return error.message
        }
    }

    func cronExpression(_ text: String) throws(CronExpression.ParsingError) -> CronExpression {
        if let known = cronExpressions[text] { return known }
        let expression = try CronExpression(text)
        cronExpressions[text] = expression
        return expression
    }
}
