import SentinelConfig
import SentinelEngine
import SentinelModels

/// Looks at everything a configuration needs, each thing within a time limit, all sources at once.
struct HealthCheck: Sendable {
    private let configuration: Configuration
    private let context: CommandContext
    private let stateOption: String?
    private let timeout: Duration

    init(_ configuration: Configuration, context: CommandContext, stateOption: String?, timeout: Duration) {
        self.configuration = configuration
        self.context = context
        self.stateOption = stateOption
        self.timeout = timeout
    }

    func run() async throws -> HealthReport {
        let secrets = SecretResolver(context.environment)
        let receivers = SentinelRuntime.receivers(of: configuration, context: context, secrets: secrets)
        let sources = await sourceChecks(secrets: secrets)
        let (state, health, dead) = try await stateCheck()
        let used = configuration.receivers.map { receiver in
            let own = health.first { $0.receiver == receiver.key } ?? ReceiverHealth(receiver: receiver.key)
            return HealthReport.Receiver(
                key: receiver.key, type: receiver.type, breaker: breaker(own), health: own)
        }
        return HealthReport(
            time: context.now, state: state, sources: sources, receivers: used,
            channels: channelChecks(used, faults: receivers.faults), deadMessages: dead)
    }

    private func stateCheck() async throws -> (HealthReport.Check, [ReceiverHealth], Int) {
        let location = try StateLocation(
            option: stateOption, configuration: configuration, environment: context.environment,
            secrets: SecretResolver(context.environment))
        let start = context.now
        do throws(SentinelError) {
            guard
                let store = try await context.layers.openState(
                    location.url, .readOnly, context.environment.clock)
            else {
                let message = "not there yet; the first run makes it"
                return (.init(name: "state", status: .healthy, message: message), [], 0)
            }
            let statistics = try await store.statistics(scope: .default)
            let health = try await store.receiverHealth(scope: .default)
            await store.close()
            let dead = statistics.messages.filter { $0.state == .dead }.reduce(0) { $0 + $1.count }
            return (
                .init(name: "state", status: .healthy, message: "connected", latency: start.duration(to: context.now)),
                health, dead
            )
        } catch {
            return (.init(name: "state", status: .unhealthy, message: error.message), [], 0)
        }
    }

    private func sourceChecks(secrets: any SecretProvider) async -> [HealthReport.Check] {
        let registry = SourceRegistry(
            configuration.sources, integrations: context.integrations, secrets: secrets, egress: configuration.egress)
        let checks = await withTaskGroup(of: HealthReport.Check.self) { group in
            for source in configuration.sources {
                group.addTask { await check(source.name, registry: registry) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        await registry.close()
        return checks.sorted { $0.name < $1.name }
    }

    private func check(_ name: String, registry: SourceRegistry) async -> HealthReport.Check {
        let start = context.now
        do throws(SentinelError) {
            let limits = QueryLimits(maxRows: 1, timeout: timeout)
            _ = try await registry.source(named: name).run(
                QueryRequest("SELECT 1", limits: limits, tag: QueryTag(alert: "healthcheck"), purpose: .preview))
            return .init(name: name, status: .healthy, message: "connected", latency: start.duration(to: context.now))
        } catch {
            return .init(name: name, status: .unhealthy, message: "\(error.code): \(error.message)")
        }
    }

    /// The kinds of receivers: healthy if configured and delivering, as the original shows them per channel.
    private func channelChecks(_ receivers: [HealthReport.Receiver], faults: [Diagnostic]) -> [HealthReport.Check] {
        let kinds = context.integrations.filter { !$0.isSource }.map(\.type)
        var checks = kinds.map { kind in
            let own = receivers.filter { $0.type == kind }
            if own.isEmpty {
                return HealthReport.Check(name: kind, status: .notConfigured, message: "no receiver of this kind")
            }
            let failing = own.count { $0.breaker != "closed" || $0.health.failureStreak > 0 }
            let message =
                "\(own.count) \(own.count == 1 ? "receiver" : "receivers")"
                + (failing > 0 ? ", \(failing) failing" : "")
            return HealthReport.Check(name: kind, status: failing > 0 ? .degraded : .healthy, message: message)
        }
        checks += faults.map { .init(name: "receivers", status: .unhealthy, message: $0.message) }
        return checks
    }

    private func breaker(_ health: ReceiverHealth) -> String {
        guard let until = health.openUntil else { return "closed" }
        return until > context.now ? "open" : "probing"
    }
}
