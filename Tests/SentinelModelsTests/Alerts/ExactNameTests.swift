import SentinelModels
import Testing

@Suite("Names in two Unicode forms")
struct ExactNameTests {
    static let composed = "caf\u{E9}"
    static let decomposed = "cafe\u{301}"

    @Test("are two keys, in sets, in order and when encoded")
    func keys() {
        #expect(Self.composed == Self.decomposed, "to Swift they are the same text")
        let keys = [AlertKey(Self.composed), AlertKey(Self.decomposed)]
        #expect(keys[0] != keys[1])
        #expect(Set(keys).count == 2 && Set(keys + keys).count == 2)
        #expect(keys[1] < keys[0] && !(keys[0] < keys[1]), "e comes before a byte above 127")
        #expect(AlertKey("a") < AlertKey("ab") && AlertKey("Z") < AlertKey("a"))
        #expect(AlertKey(Self.composed) == keys[0])
    }

    @Test(
        "are two texts for silences by name or label, not for expressions",
        arguments: [
            (Silence.Matcher.Operation.equal, true, false), (.notEqual, false, true), (.matches, true, true),
            (.doesNotMatch, false, false),
        ])
    func silences(_ operation: Silence.Matcher.Operation, _ same: Bool, _ other: Bool) {
        let matcher = Silence.Matcher("alertname", operation, Self.composed)
        #expect(matcher.holds(for: Self.composed) == same)
        #expect(matcher.holds(for: Self.decomposed) == other)
    }
}
