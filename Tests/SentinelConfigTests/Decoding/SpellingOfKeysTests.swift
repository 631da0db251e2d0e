import SentinelModels
import Testing

@testable import SentinelConfig

/// Every key of every mapping, misspelt in every simple way, is an error that names what was meant.
@Suite("Misspelt keys")
struct SpellingOfKeysTests {
    /// A mapping with its keys, and a file in which an entry of it stands.
    struct Group: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var keys: [String]
        var text: @Sendable (String) -> String
    }

    static let groups = [
        Group(testDescription: "top", keys: CoreKeys.top.keys.map(\.name), text: { alert("", top: "\($0): x\n") }),
        Group(testDescription: "alert", keys: CoreKeys.alert.keys.map(\.name), text: { alert("\($0): x") }),
        Group(
            testDescription: "defaults", keys: CoreKeys.defaults.keys.map(\.name),
            text: { alert("", top: "defaults: {\($0): x}\n") }),
        Group(testDescription: "when", keys: CoreKeys.when.keys.map(\.name), text: { alert("when: {\($0): x}") }),
        Group(
            testDescription: "on_no_data", keys: CoreKeys.onNoData.keys.map(\.name),
            text: { alert("on_no_data: {\($0): x}") }),
        Group(
            testDescription: "on_error", keys: CoreKeys.onError.keys.map(\.name),
            text: { alert("on_error: {\($0): x}") }),
        Group(
            testDescription: "state", keys: CoreKeys.state.keys.map(\.name),
            text: { alert("", top: "state: {\($0): x}\n") }),
        Group(
            testDescription: "egress", keys: CoreKeys.egress.keys.map(\.name),
            text: { alert("", top: "egress: {\($0): x}\n") }),
        Group(
            testDescription: "source", keys: CoreKeys.source.keys.map(\.name) + ["max_connections", "password_file"],
            text: { alert("", top: "sources: {w: {url: 'sqlite://', \($0): x}}\n") }),
        Group(
            testDescription: "receiver", keys: ["recipients", "subject", "smtp"],
            text: { alert("", top: "receivers: {r: {type: email, \($0): x}}\n") }),
        Group(
            testDescription: "route", keys: ["events", "url_file", "method", "headers", "body"],
            text: { alert("notify: [{channel: webhook, \($0): x}]") }),
        Group(
            testDescription: "group", keys: ["host", "port", "password", "password_file", "timeout"],
            text: { alert("notify: [{channel: email, smtp: {\($0): x}}]") }),
    ]

    /// A word with one letter left out, doubled, swapped with its neighbour or replaced, in each place.
    private func misspellings(_ word: String) -> Set<String> {
        let letters = Array(word)
        var result: Set<String> = []
        for place in letters.indices {
            var other = letters
            other.remove(at: place)
            result.insert(String(other))
            other = letters
            other.insert(letters[place], at: place)
            result.insert(String(other))
            other = letters
            other[place] = "q"
            result.insert(String(other))
            guard place > 0 else { continue }
            other = letters
            other.swapAt(place, place - 1)
            result.insert(String(other))
        }
        return result
    }

    @Test(arguments: groups)
    func misspeltKeysAreNamed(_ group: Group) throws {
        for key in group.keys where key.count > 3 {
            for wrong in misspellings(key) where !group.keys.contains(wrong) && !CoreKeys.laterKeys.contains(wrong) {
                let loaded = load(group.text(wrong))
                let unknown = loaded.diagnostics.filter { $0.code == "unknown_key" }
                try #require(unknown.count == 1, "\(wrong): \(loaded.diagnostics)")
                #expect(unknown[0].message.hasPrefix("unknown key '\(wrong)' in "))
                let hint = unknown[0].hint ?? ""
                #expect(hint.hasPrefix("did you mean '") || hint.contains(key), "\(wrong) of \(key): \(hint)")
                #expect(loaded.configuration == nil)
            }
        }
    }

    @Test("Keys of later releases are refused by name, in alerts and in their defaults", arguments: CoreKeys.laterKeys)
    func laterKeys(_ key: String) {
        let said = "error: '\(key)' is not supported yet"
        #expect(load(alert("\(key): x")).diagnostics.map(\.description) == ["c.yaml:7:5: \(said)"])
        let defaults = load(alert("", top: "defaults: {\(key): x}\n"))
        #expect(defaults.diagnostics.map(\.description) == ["c.yaml:8:12: \(said)"])
    }

    @Test("Keys that start with x- are their author's, in every mapping", arguments: groups)
    func ignoredKeys(_ group: Group) {
        let loaded = load(group.text("x-note"))
        #expect(!loaded.diagnostics.contains { $0.code == "unknown_key" || $0.message.contains("x-note") })
    }
}
