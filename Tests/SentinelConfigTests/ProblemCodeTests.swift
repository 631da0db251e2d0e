import SentinelConfig
import SentinelModels
import Testing

@Suite("Codes of problems")
struct ProblemCodeTests {
    @Test("The codes are a promise: pages and programs refer to them")
    func codes() {
        #expect(
            ConfigurationProblem.allCases.map(\.rawValue) == [
                "file_unreadable", "no_files", "empty_file", "yaml_encoding", "yaml_syntax", "yaml_documents",
                "yaml_tag",
                "yaml_alias", "yaml_key", "yaml_limit", "duplicate_key", "duplicate_name", "repeated_section",
                "unsupported_version", "unknown_key", "unsupported_key", "missing_key", "conflicting_keys",
                "wrong_type",
                "invalid_value", "out_of_range", "invalid_name", "unset_variable", "invalid_variable",
                "variable_in_query",
                "invalid_schedule", "unknown_zone", "invalid_template", "unknown_source", "unknown_receiver",
                "unknown_type",
                "unknown_scheme", "incomplete", "invalid_option",
            ])
    }

    /// A kind of receiver whose check finds these faults.
    private func loader(_ faults: [IntegrationDescriptor.Fault]) -> ConfigurationLoader {
        let kind = IntegrationDescriptor(
            type: "bell", summary: "",
            options: [
                OptionDescriptor("tone", .string(allowsEmpty: true), ""),
                OptionDescriptor("tower", .group([OptionDescriptor("height", .integer(0...100), "")]), ""),
            ],
            factory: TestIntegrations.slack.factory, validate: { _, _ in faults })
        return ConfigurationLoader(integrations: [TestIntegrations.sqlite, kind], environment: [:])
    }

    @Test(
        "What an integration finds is told at the option it names, else at the group, else at the whole",
        arguments: [
            ("tone", "c, tower"), ("tower.height", "9}}}"), ("tower", "{height"), ("tower.width", "{height"),
            ("nothing", "{type: bell"), (nil, "{type: bell"),
        ] as [(String?, String)])
    func places(_ option: String?, _ place: String) {
        let loader = loader([.init("out of tune", option: option, hint: "tune it")])
        let text = alert("", top: "receivers: {b: {type: bell, tone: c, tower: {height: 9}}}\n")
        let said = loader.load(text: text, name: "c.yaml").diagnostics
        #expect(said.map(\.message) == ["the receiver 'b': out of tune"])
        #expect(said.map(\.hint) == ["tune it"])
        #expect(said.map(\.code) == ["invalid_option"])
        let found = said.first?.position.map { "\($0.line):\($0.column)" } ?? ""
        #expect(found == column(of: place, in: text))
    }

    private func column(of part: String, in text: String) -> String {
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let start = line.firstRange(of: part)?.lowerBound else { continue }
            return "\(number + 1):\(line.distance(from: line.startIndex, to: start) + 1)"
        }
        return ""
    }

    @Test("A warning of an integration keeps the configuration, an error does not")
    func severities() {
        let text = alert("notify: [b]", top: "receivers: {b: {type: bell}}\n")
        let warned = loader([.init("old", severity: .warning)]).load(text: text, name: "c.yaml")
        #expect(warned.diagnostics.map(\.severity) == [.warning])
        #expect(warned.configuration?.alerts[0].routes.count == 1)
        let failed = loader([.init("old", severity: .warning), .init("broken")]).load(text: text, name: "c.yaml")
        #expect(failed.diagnostics.map(\.severity) == [.warning, .error])
        #expect(failed.configuration == nil)
    }
}
