import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelApp

@Suite("Alerts by the names that people type")
struct AlertSelectionTests {
    private static let composed = "caf\u{E9}"
    private static let decomposed = "cafe\u{301}"

    private func chosen(_ typed: String, of names: [String]) -> [UInt8]? {
        let selection = AlertSelection(names.map { .fixture($0) })
        return (try? selection.alert(named: typed)).map { Array($0.name.utf8) }
    }

    @Test("a name in another Unicode form is found if only one alert looks like it")
    func unicodeForms() {
        let (one, other) = (Self.composed, Self.decomposed)
        #expect(chosen(one, of: [one, other]) == Array(one.utf8))
        #expect(chosen(other, of: [one, other]) == Array(other.utf8))
        #expect(chosen(other, of: [other, one]) == Array(other.utf8))
        #expect(chosen(other, of: ["a", one]) == Array(one.utf8))
        #expect(chosen(one, of: [other, "a"]) == Array(other.utf8))
        #expect(chosen("cafe", of: [one, other]) == nil)
        // Three forms, none of them the typed one, and two that look like it.
        let (typed, first, second) = ("\u{1E69}", "s\u{323}\u{307}", "s\u{307}\u{323}")
        #expect(chosen(typed, of: [first]) == Array(first.utf8))
        #expect(chosen(typed, of: [first, second]) == nil, "which of the two is meant cannot be known")
    }

    @Test("several names are chosen each once, in the order of the configuration")
    func several() throws {
        let names = [Self.composed, "b", Self.decomposed]
        let selection = AlertSelection(names.map { .fixture($0) })
        #expect(
            try selection.alerts(named: [Self.decomposed, Self.composed, Self.decomposed]).map { Array($0.name.utf8) }
                == [Array(names[0].utf8), Array(names[2].utf8)])
        #expect(throws: CommandFailure.self) { try selection.alerts(named: ["b", "c"]) }
        #expect(selection.find("b")?.name == "b" && selection.find("c") == nil)
    }
}
