import SentinelConfig
import SentinelModels

/// The notifiers of a configuration, by receiver.
struct ReceiverRegistry: NotifierResolving {
    private let notifiers: [ReceiverKey: any Notifier]
    /// What kept receivers from being made, in the configuration's order.
    let faults: [Diagnostic]

    /// Makes all notifiers; none connects before its first delivery.
    init(
        _ configurations: [ReceiverConfiguration], integrations: [IntegrationDescriptor], secrets: any SecretProvider,
        egress: EgressPolicy, resources: [any Sendable]
    ) {
        let descriptors = Dictionary(
            integrations.filter { !$0.isSource }.map { ($0.type, $0) }, uniquingKeysWith: { _, last in last })
        var notifiers: [ReceiverKey: any Notifier] = [:]
        var faults: [Diagnostic] = []
        for configuration in configurations {
            let context = IntegrationContext(
                name: configuration.key.description, secrets: secrets, egress: egress, resources: resources)
            do throws(SentinelError) {
                guard case .receiver(let factory)? = descriptors[configuration.type]?.factory else {
                    throw SentinelError(.unsupported, "this build has no receivers of type '\(configuration.type)'")
                }
                try SecretReferences.check(configuration.options, with: secrets)
                notifiers[configuration.key] = try factory(configuration.options, context)
            } catch {
                faults.append(
                    Diagnostic(
                        .error, code: error.code.description, "receiver '\(configuration.key)': \(error.message)",
                        at: configuration.position, hint: ErrorHint.hint(for: error.code)))
            }
        }
        self.notifiers = notifiers
        self.faults = faults
    }

    func notifier(for receiver: ReceiverKey) throws(SentinelError) -> any Notifier {
        try notifiers.notifier(for: receiver)
    }
}
