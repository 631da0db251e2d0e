import SentinelConfig
import SentinelModels

/// Finds sources by the names that people type.
struct SourceSelection: Sendable {
    private let sources: [SourceConfiguration]

    init(_ sources: [SourceConfiguration]) {
        self.sources = sources
    }

    /// The source with this name; throws ``CommandFailure`` with what there is instead.
    func source(named name: String) throws -> SourceConfiguration {
        if let source = sources.first(where: { $0.name == name }) { return source }
        let names = sources.map(\.name)
        let near = Spelling.suggestion(for: name, among: names).map { "did you mean '\($0)'?" }
        let all = names.isEmpty ? "the configuration has none" : "there are " + names.joined(separator: ", ")
        throw CommandFailure.usage("no source is named '\(name)'", hint: near ?? all)
    }

    /// The sources with these names, each once, in the order of the configuration; all of them for no name.
    func sources(named names: [String]) throws -> [SourceConfiguration] {
        guard !names.isEmpty else { return sources }
        let chosen = Set(try names.map { try source(named: $0).name })
        return sources.filter { chosen.contains($0.name) }
    }
}
