import Foundation
import SentinelConfig
import SentinelModels
import Testing

/// A configuration with what the Python original made of it: see `Fixtures/original/cases.py`.
struct OriginalCase: Sendable, CustomTestStringConvertible {
    /// What the case varies, such as `schedule`.
    var group: String
    /// The variation.
    var rule: String
    var text: String
    var environment: [String: String]
    /// nil if the original refused the file.
    var database: String?
    var alerts: [JSONValue]

    var isAccepted: Bool { database != nil }
    var testDescription: String { "\(group): \(rule)" }

    /// Mail needs a server, of which the original's `validate` knows nothing.
    func load() -> LoadedConfiguration {
        SentinelConfigTests.load(text, environmentWithMail)
    }

    var environmentWithMail: [String: String] { ["SMTP_HOST": "mail"].merging(environment) { _, own in own } }

    static let all: [OriginalCase] = {
        guard let url = Bundle.module.url(forResource: "Fixtures/original/cases", withExtension: "json"),
            let text = try? String(contentsOf: url, encoding: .utf8),
            let entries = try? JSONValue(parsing: text)["cases"]?.arrayValue
        else { return [] }
        return entries.map { entry in
            var environment: [String: String] = [:]
            if case .object(let members)? = entry["env"] {
                for member in members { environment[member.key] = member.value.stringValue }
            }
            return OriginalCase(
                group: entry["group"]?.stringValue ?? "", rule: entry["rule"]?.stringValue ?? "",
                text: entry["text"]?.stringValue ?? "", environment: environment,
                database: entry["database"]?.stringValue, alerts: entry["alerts"]?.arrayValue ?? [])
        }
    }()

    static func group(_ names: String...) -> [OriginalCase] {
        all.filter { names.contains($0.group) }
    }
}
