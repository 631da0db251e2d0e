import SentinelModels
import Testing

@Suite struct SpellingTests {
    static let words = ["webhook_url", "url", "username", "timeout", "recipients", "on_error", "on_no_data"]

    @Test(arguments: [
        ("webhok_url", "webhook_url"), ("webhookurl", "webhook_url"), ("WEBHOOK_URL", "webhook_url"), ("rul", "url"),
        ("usrename", "username"), ("time_out", "timeout"), ("recipient", "recipients"), ("on_eror", "on_error"),
        ("webhook", "webhook_url"), ("timeout_seconds", "timeout"),
    ])
    func suggests(_ word: String, _ suggestion: String) {
        #expect(Spelling.suggestion(for: word, among: Self.words) == suggestion)
    }

    @Test(arguments: ["", "x", "qwerty", "colour", "éé"])
    func staysSilent(_ word: String) {
        #expect(Spelling.suggestion(for: word, among: Self.words) == nil)
    }

    @Test func prefersTheClosestAndThenTheFirst() {
        #expect(Spelling.suggestion(for: "abcdef", among: ["abcxyf", "abcdeg", "abcdeh"]) == "abcdeg")
        #expect(Spelling.suggestion(for: "abc", among: [String]()) == nil)
    }
}
