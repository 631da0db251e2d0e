import SentinelModels
import Testing

@testable import SentinelConfig

@Suite("Variables")
struct VariablesTests {
    static let environment = ["A": "1", "EMPTY": "", "LONG_NAME2": "x", "TRICK": "${A}$A$$", "B_": "b"]

    /// Text, result by version 1, result by the original's rules, problems by version 1.
    static let table: [(text: String, current: String, original: String, problems: [VariableProblem])] = [
        ("plain", "plain", "plain", []),
        ("${A}", "1", "1", []),
        ("x${A}y${A}", "x1y1", "x1y1", []),
        ("${LONG_NAME2}", "x", "x", []),
        ("$A", "$A", "1", []),
        ("$A.b", "$A.b", "1.b", []),
        ("$B_", "$B_", "b", []),
        ("$$A", "$A", "$A", []),
        ("$$${A}", "$1", "$1", []),
        ("$$", "$", "$", []),
        ("$", "$", "$", []),
        ("5$", "5$", "5$", []),
        ("$5", "$5", "$5", []),
        ("$ A", "$ A", "$ A", []),
        ("${TRICK}", "${A}$A$$", "${A}$A$$", []),
        ("${EMPTY}", "", "", []),
        ("${NO:-d}", "d", "d", []),
        ("${NO:-}", "", "", []),
        ("${A:-d}", "1", "1", []),
        ("${EMPTY:-d}", "d", "d", []),
        ("${NO:-a b: #c}", "a b: #c", "a b: #c", []),
        ("${A:?no}", "1", "1", []),
        ("${NO}", "${NO}", "${NO}", [.unset(name: "NO")]),
        ("${NO:?set it}", "${NO:?set it}", "${NO:?set it}", [.required(name: "NO", message: "set it")]),
        ("${EMPTY:?set it}", "${EMPTY:?set it}", "${EMPTY:?set it}", [.required(name: "EMPTY", message: "set it")]),
        ("${}", "${}", "${}", [.malformed]),
        ("${A", "${A", "${A", [.malformed]),
        ("${A B}", "${A B}", "${A B}", [.malformed]),
        ("${1}", "${1}", "${1}", [.malformed]),
        ("${A:=x}", "${A:=x}", "${A:=x}", [.malformed]),
        ("${A-x}", "${A-x}", "${A-x}", [.malformed]),
        ("${X:-${A}}", "${X:-1}", "${X:-1}", [.malformed]),
        ("ä${A}ö", "ä1ö", "ä1ö", []),
    ]

    @Test(arguments: table.indices)
    func substitution(_ index: Int) {
        let row = Self.table[index]
        let current = Variables(environment: Self.environment, allowsBare: false).expanded(row.text)
        let original = Variables(environment: Self.environment, allowsBare: true).expanded(row.text)
        #expect(current.text == row.current)
        #expect(current.problems == row.problems)
        #expect(original.text == row.original)
        #expect(original.problems == row.problems.filter { $0 != .malformed })
    }

    @Test("A bare variable that is not set is an error too: the original takes it literally")
    func bareVariables() {
        let expansion = Variables(environment: [:], allowsBare: true).expanded("$NO and ${NO}")
        #expect(expansion.problems == [.unset(name: "NO"), .unset(name: "NO")])
    }

    @Test(arguments: [
        ("plain", false),
        ("$$", false),
        ("${NO:-d}", false),
        ("${A}", true),
        ("${A:?m}", true),
        ("${EMPTY}", true),
    ])
    func remembersWhetherAVariableIsInIt(_ text: String, _ isSubstituted: Bool) {
        let variables = Variables(environment: Self.environment, allowsBare: false)
        #expect(variables.expanded(text).isSubstituted == isSubstituted)
    }

    // MARK: In files

    @Test func queriesAreLeftAlone() throws {
        let text = alert("description: ${A}").replacing("SELECT 1", with: "SELECT '${A} $$ $A'")
        let alerts = try configuration(text, ["A": "1"]).alerts
        #expect(alerts[0].query == "SELECT '${A} $$ $A'")
        #expect(alerts[0].description == "1")
    }

    @Test func keysAndIgnoredSectionsAreLeftAlone() throws {
        let text = alert("x-note: ${NO}\nlabels: {a: b}", top: "x-more: [\"${NO}\"]\n")
        #expect(try configuration(text).alerts.count == 1)
    }

    @Test("The original rewrote queries: a warning says that it no longer happens")
    func warningAboutQueries() {
        let text = """
            database: {url: "sqlite:///t.db"}
            alerts:
              - {name: a, schedule: "@daily", query: "SELECT ${LIMIT}, '$5'"}
            """
        #expect(marks(load(text, ["LIMIT": "5"])) == ["3:42 variable_in_query"])
        #expect(marks(load(text)) == [])
    }

    @Test(arguments: [
        ("timeout: ${V}", "20s"),
        ("enabled: ${V}", "yes"),
        ("on_error: {after: \"${V}\"}", "5"),
        ("misfire: ${V}", "skip"),
        ("remind: [\"${V}\"]", "1h"),
        ("schedule: ${V}", "0 9 * * *"),
    ])
    func anyTypeMayComeFromAVariable(_ line: String, _ value: String) throws {
        let text = line.hasPrefix("schedule") ? alert("").replacing("\"@daily\"", with: "${V}") : alert(line)
        #expect(try configuration(text, ["V": value]).alerts.count == 1)
    }

    @Test(
        "No message repeats what came from a variable",
        arguments: [
            "timeout: ${V}", "enabled: ${V}", "on_error: {after: \"${V}\"}", "misfire: ${V}", "severity: ${V}",
            "timezone: ${V}", "notify: [\"${V}\"]", "notify: [{channel: \"${V}\"}]", "source: ${V}",
            "notify: [{channel: email, recipients: [a@b], subject: \"${V}\"}]", "every: ${V}",
            "notify: [{channel: webhook, url: u, method: \"${V}\"}]", "on_no_data: ${V}",
        ])
    func valuesAreNotRepeated(_ line: String) {
        let loaded = load(alert(line), ["V": "{hunter2", "SMTP_HOST": "h"])
        #expect(!loaded.diagnostics.isEmpty)
        #expect(!loaded.diagnostics.map(\.description).joined().contains("hunter2"))
    }
}
