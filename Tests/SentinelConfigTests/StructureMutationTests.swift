import SentinelModels
import Testing

@testable import SentinelConfig

/// Valid files of which one value is replaced, one key left out, renamed or doubled: always an answer, always a place in
/// the file, and never a secret.
@Suite("Files with one thing wrong")
struct StructureMutationTests {
    static let environment = [
        "SMTP_HOST": "h", "WEBHOOK_URL": "https://example.com/hunter2",
        "SLACK_WEBHOOK_URL": "https://hooks.slack.com/hunter2",
    ]

    static let replacements: [JSONValue] = [
        .null, true, false, 0, 1, -1, .number("1.5"), .number("99999999999999999999"), "", " ", "text", "5m", "0",
        "${A}",
        "${", "{x}", "a@b", "sqlite://", [], [[]], ["x"], [.null], [:], ["x": 1], ["channel": "slack"], ["do": "ok"],
    ]

    /// A value with the part at a path changed, and how many parts there are.
    private func parts(of value: JSONValue) -> Int {
        switch value {
        case .object(let members): 1 + members.map { parts(of: $0.value) }.reduce(0, +)
        case .array(let elements): 1 + elements.map(parts).reduce(0, +)
        default: 1
        }
    }

    private func changed(_ value: JSONValue, _ index: inout Int, _ change: (JSONValue) -> JSONValue) -> JSONValue {
        if index == 0 {
            index = -1
            return change(value)
        }
        index -= 1
        switch value {
        case .object(let members):
            return .object(
                members.map { member in
                    index < 0 ? member : .init(member.key, changed(member.value, &index, change))
                })
        case .array(let elements):
            return .array(elements.map { index < 0 ? $0 : changed($0, &index, change) })
        default: return value
        }
    }

    private static let files: [JSONValue] = [AlertDecodingTests.example, RedactionTests.secretive].compactMap { text in
        (try? read(text)).map(SchemaTests.json)
    }

    private func check(_ value: JSONValue, _ why: String) {
        let text = YAMLWriter.document(value)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let loaded = load(text, Self.environment)
        let errors = loaded.diagnostics.filter { $0.severity == .error }
        #expect((loaded.configuration == nil) == !errors.isEmpty, "\(why)")
        for diagnostic in loaded.diagnostics {
            guard let place = diagnostic.position, (1...lines.count).contains(place.line),
                (1...lines[place.line - 1].unicodeScalars.count + 1).contains(place.column)
            else {
                Issue.record("\(why): \(diagnostic) is not in the file")
                continue
            }
            #expect(!diagnostic.description.contains("hunter2"), "\(why): \(diagnostic)")
            #expect(!diagnostic.message.isEmpty && !diagnostic.message.contains("\n"))
            #expect(ConfigurationProblem(rawValue: diagnostic.code) != nil)
        }
        #expect(Set(loaded.diagnostics).count == loaded.diagnostics.count, "\(why)")
        if let configuration = loaded.configuration {
            let shown = RedactedConfiguration.yaml(configuration)
            #expect(!shown.contains("hunter2"), "\(why)")
        }
    }

    @Test("Each value replaced by others, two dozen in turn", arguments: files.indices)
    func replacedValues(_ file: Int) {
        let value = Self.files[file]
        for place in 0..<parts(of: value) {
            for (number, replacement) in Self.replacements.enumerated() where (place + number).isMultiple(of: 4) {
                var index = place
                check(changed(value, &index) { _ in replacement }, "\(place): \(replacement.encoded())")
            }
        }
    }

    @Test(
        "Each mapping with a key left out, renamed, or one more; each list empty, or with an element twice",
        arguments: files.indices)
    func changedStructures(_ file: Int) {
        let value = Self.files[file]
        for place in 0..<parts(of: value) {
            for change in 0..<6 {
                var index = place
                let other = changed(value, &index) { part in
                    switch part {
                    case .object(var members) where !members.isEmpty:
                        let at = (place + change) % members.count
                        switch change % 3 {
                        case 0: members.remove(at: at)
                        case 1: members[at].key += "s"
                        default: members.insert(.init("zz\(change)", 1), at: at)
                        }
                        return .object(members)
                    case .array(let elements) where !elements.isEmpty:
                        return .array(change.isMultiple(of: 2) ? elements + elements.prefix(1) : [])
                    default: return part
                    }
                }
                check(other, "\(place) \(change)")
            }
        }
    }
}
