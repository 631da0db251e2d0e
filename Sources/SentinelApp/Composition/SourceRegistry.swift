import SentinelConfig
import SentinelModels
import Synchronization

/// The sources of a configuration, made when first asked for.
///
/// A source that cannot be made is an error of the alerts that use it, and of no others.
final class SourceRegistry: SourceResolving {
    private let configurations: [String: SourceConfiguration]
    private let descriptors: [String: IntegrationDescriptor]
    private let context: IntegrationContext
    private let made = Mutex<[String: Result<any DataSource, SentinelError>]>([:])

    init(
        _ configurations: [SourceConfiguration], integrations: [IntegrationDescriptor], secrets: any SecretProvider,
        egress: EgressPolicy, resources: [any Sendable] = []
    ) {
        self.configurations = Dictionary(configurations.map { ($0.name, $0) }) { first, _ in first }
        let schemes = integrations.filter(\.isSource).flatMap { descriptor in
            descriptor.urlSchemes.map { ($0.lowercased(), descriptor) }
        }
        descriptors = Dictionary(schemes) { _, last in last }
        context = IntegrationContext(name: "", secrets: secrets, egress: egress, resources: resources)
    }

    func source(named name: String) throws(SentinelError) -> any DataSource {
        let result = made.withLock { made in
            if let result = made[name] { return result }
            let result = make(name)
            made[name] = result
            return result
        }
        return try result.get()
    }

    /// Closes the sources that were made.
    func close() async {
        let sources = made.withLock { made in
            defer { made = [:] }
            return made.values.compactMap { try? $0.get() }
        }
        for source in sources { await source.close() }
    }

    private func make(_ name: String) -> Result<any DataSource, SentinelError> {
        guard let configuration = configurations[name] else {
            return .failure(SentinelError(.notFound, "no source is named '\(name)'"))
        }
        guard let descriptor = descriptors[configuration.scheme.lowercased()],
            case .source(let factory) = descriptor.factory
        else {
            return .failure(
                SentinelError(
                    .unsupported, "source '\(name)': this build has no adapter for \(configuration.displayURL)"))
        }
        var context = context
        context.name = name
        do throws(SentinelError) {
            return .success(try factory(configuration.options, context))
        } catch {
            return .failure(error)
        }
    }
}
