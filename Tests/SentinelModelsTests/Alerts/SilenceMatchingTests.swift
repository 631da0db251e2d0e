import Foundation
import SentinelModels
import Testing

/// Which alerts a silence quiets: too few wakes somebody, too many lets a fire burn.
@Suite struct SilenceMatchingTests {
    typealias Matcher = Silence.Matcher

    static let alert = "Daily revenue"
    static let labels = ["team": "sales", "shop": "Köln", "empty": "", "version": "1.10"]

    static func silence(_ matchers: [Matcher]) -> Silence {
        Silence(
            id: "s", matchers: matchers, startsAt: Timestamp(seconds: 0), endsAt: Timestamp(seconds: 60), author: "me",
            comment: "")
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var matcher: Matcher
        var isMatch: Bool
        var testDescription: String { "\(matcher.label)\(matcher.operation.rawValue)\(matcher.value)" }

        init(_ label: String, _ operation: Matcher.Operation, _ value: String, _ isMatch: Bool) {
            matcher = Matcher(label, operation, value)
            self.isMatch = isMatch
        }
    }

    static let cases: [Case] = [
        // Equality is of the whole value and of its case.
        Case("team", .equal, "sales", true), Case("team", .equal, "Sales", false), Case("team", .equal, "sale", false),
        Case("team", .equal, "sales ", false), Case("team", .equal, "", false), Case("shop", .equal, "Köln", true),
        Case("team", .equal, "s.*", false), Case("version", .equal, "1.1", false),
        // The alert's name under a name of its own; a label of that name does not count.
        Case("alertname", .equal, "Daily revenue", true), Case("alertname", .equal, "Daily", false),
        Case("alertname", .notEqual, "Other", true), Case("alertname", .matches, "Daily.*", true),
        Case("alert_name", .equal, "Daily revenue", false),
        // An absent label is as an empty one.
        Case("absent", .equal, "", true), Case("absent", .equal, "x", false), Case("absent", .notEqual, "x", true),
        Case("absent", .notEqual, "", false), Case("absent", .matches, "", true), Case("absent", .matches, ".*", true),
        Case("absent", .matches, ".+", false), Case("absent", .doesNotMatch, ".+", true),
        Case("absent", .doesNotMatch, ".*", false), Case("empty", .equal, "", true),
        Case("empty", .matches, ".+", false),
        // Inequality.
        Case("team", .notEqual, "sales", false), Case("team", .notEqual, "Sales", true),
        Case("team", .notEqual, "", true),
        // Expressions match the whole value.
        Case("team", .matches, "sales", true), Case("team", .matches, "s.*", true),
        Case("team", .matches, "ale", false),
        Case("team", .matches, "sale", false), Case("team", .matches, "sales|ops", true),
        Case("team", .matches, "ops|sal", false), Case("team", .matches, "s|sales", true),
        Case("team", .matches, "(?i)SALES", true), Case("team", .matches, "SALES", false),
        Case("team", .matches, "[a-z]+", true), Case("team", .matches, "[a-r]+", false),
        Case("team", .matches, "^sales$", true), Case("shop", .matches, "K.ln", true),
        Case("version", .matches, "1.10", true), Case("version", .matches, "1\\.1", false),
        Case("team", .doesNotMatch, "ops|data", true), Case("team", .doesNotMatch, "sales", false),
        Case("team", .doesNotMatch, "ale", true),
        // What cannot be read quiets nobody, whichever way it is asked.
        Case("team", .matches, "(", false), Case("team", .doesNotMatch, "(", false), Case("team", .matches, "[", false),
        Case("team", .doesNotMatch, "[a", false), Case("team", .matches, "*", false),
        Case("absent", .doesNotMatch, "(?<", false),
    ]

    @Test(arguments: cases)
    func tests(_ test: Case) {
        #expect(Self.silence([test.matcher]).matches(alertName: Self.alert, labels: Self.labels) == test.isMatch)
    }

    /// A matcher and its opposite never agree, unless its expression cannot be read.
    @Test(arguments: cases)
    func oppositesDisagree(_ test: Case) {
        let opposites: [Matcher.Operation: Matcher.Operation] = [
            .equal: .notEqual, .notEqual: .equal, .matches: .doesNotMatch, .doesNotMatch: .matches,
        ]
        guard let opposite = opposites[test.matcher.operation], (try? Regex(test.matcher.value)) != nil else { return }
        var matcher = test.matcher
        matcher.operation = opposite
        #expect(Self.silence([matcher]).matches(alertName: Self.alert, labels: Self.labels) != test.isMatch)
    }

    static let team = Matcher("team", .equal, "sales")
    static let shop = Matcher("shop", .equal, "Köln")
    static let other = Matcher("team", .equal, "ops")

    @Test(arguments: [
        ([team, shop], true), ([shop, team], true), ([team, other], false), ([other, team], false),
        ([team, team], true),
        ([other], false), ([], false),
    ])
    func allMustMatch(_ matchers: [Matcher], _ isMatch: Bool) {
        #expect(Self.silence(matchers).matches(alertName: Self.alert, labels: Self.labels) == isMatch)
    }

    /// A label named `alertname` cannot make another alert quiet.
    @Test func labelsCannotPoseAsTheName() {
        let silence = Self.silence([Matcher("alertname", .equal, "A")])
        #expect(!silence.matches(alertName: "B", labels: ["alertname": "A"]))
        #expect(silence.matches(alertName: "A", labels: ["alertname": "B"]))
    }

    @Test(arguments: [(-1, false), (0, true), (59, true), (60, false), (61, false)])
    func holdsFromItsStartUntilBeforeItsEnd(_ second: Int64, _ isActive: Bool) {
        #expect(Self.silence([]).isActive(at: Timestamp(seconds: second)) == isActive)
    }

    @Test func neverHoldsIfItEndsBeforeItStarts() {
        var silence = Self.silence([Self.team])
        silence.endsAt = silence.startsAt
        #expect(!silence.isActive(at: silence.startsAt))
        silence.endsAt = silence.startsAt.advanced(by: .seconds(-1))
        #expect(![-2, -1, 0, 1].contains { silence.isActive(at: Timestamp(seconds: $0)) })
    }

    @Test func isStoredByTheseNames() throws {
        let text = """
            {"author":"me","comment":"deploy","endsAt":60000000,"id":"s","matchers":[\
            {"label":"team","operation":"=~","value":"s.*"},{"label":"shop","operation":"!=","value":""}],"startsAt":0}
            """
        var silence = Self.silence([Matcher("team", .matches, "s.*"), Matcher("shop", .notEqual, "")])
        silence.comment = "deploy"
        #expect(try JSONDecoder().decode(Silence.self, from: Data(text.utf8)) == silence)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(silence), as: UTF8.self) == text)
    }
}
