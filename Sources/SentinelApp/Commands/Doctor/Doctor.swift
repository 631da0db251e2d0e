import SentinelConfig
import SentinelEngine
import SentinelModels
import SentinelStore

/// Looks at the sources, all at once, and at the state database.
struct Doctor: Sendable {
    private let configuration: Configuration
    private let chosen: [SourceConfiguration]
    private let context: CommandContext
    private let stateOption: String?
    private let timeout: Duration
    private let redaction: Redaction

    init(
        _ configuration: Configuration, sources: [SourceConfiguration], context: CommandContext, stateOption: String?,
        timeout: Duration
    ) {
        self.configuration = configuration
        chosen = sources
        self.context = context
        self.stateOption = stateOption
        self.timeout = timeout
        redaction = Redaction(
            secrets: SecretReferences.known(in: configuration, secrets: SecretResolver(context.environment)))
    }

    /// What was found of each source, in their order.
    func sources() async -> [DoctorReport.Subject] {
        let registry = SourceRegistry(
            chosen, integrations: context.integrations, secrets: SecretResolver(context.environment),
            egress: configuration.egress)
        let found = await withTaskGroup(of: (Int, DoctorReport.Subject).self) { group in
            for (index, source) in chosen.enumerated() {
                group.addTask { (index, await look(at: source, in: registry)) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        await registry.close()
        return chosen.indices.compactMap { found[$0] }
    }

    private func look(at source: SourceConfiguration, in registry: SourceRegistry) async -> DoctorReport.Subject {
        var subject = DoctorReport.Subject(name: source.name, place: source.displayURL)
        let start = context.now
        do throws(SentinelError) {
            let opened = try registry.source(named: source.name)
            if let diagnosing = opened as? any Diagnosing {
                subject.add(try await diagnosing.diagnose(timeout: timeout), redaction: redaction)
            } else {
                _ = try await opened.run(QueryRequest("SELECT 1", limits: QueryLimits(maxRows: 1, timeout: timeout)))
                subject.notes.append(.init(.warning, "it answers; nothing else is known of this kind of source"))
            }
            subject.latency = start.duration(to: context.now)
        } catch {
            subject.add(redaction.failure(error))
        }
        return subject
    }

    /// What was found of the state database.
    func state() async throws -> DoctorReport.Subject {
        let location = try StateLocation(
            option: stateOption, configuration: configuration, environment: context.environment,
            secrets: SecretResolver(context.environment))
        var subject = DoctorReport.Subject(name: nil, place: location.display)
        let start = context.now
        do {
            guard let store = try SQLStateStore.openForReading(location.url.reveal()) else {
                try addVersion(of: location, to: &subject)
                return subject
            }
            let findings = try await store.closing { try await $0.check() }
            for finding in findings {
                // What a power failure would cost is for the server's owner to decide.
                let severity: Diagnostic.Severity = finding.kind == .durability ? .warning : .error
                subject.notes.append(.init(severity, redaction(finding.description), code: finding.kind.rawValue))
            }
            subject.latency = start.duration(to: context.now)
        } catch let error as SentinelError {
            subject.add(redaction.failure(error))
        }
        return subject
    }

    private func addVersion(of location: StateLocation, to subject: inout DoctorReport.Subject) throws(SentinelError) {
        if try SQLStateStore.schemaVersion(location.url.reveal()) == nil {
            subject.facts.append(.init("state", "not there yet; the first run makes it"))
        } else {
            subject.notes.append(
                .init(
                    .warning, "it has an older schema, and shows nothing before it is migrated",
                    remedy: "call 'sentinel state migrate'; the next run does it too"))
        }
    }
}
