import SentinelModels
import SentinelTesting
import Testing

@Suite struct IdentifierTests {
    @Test func uuidHasVersionVariantAndTime() throws {
        var generator = SeededGenerator(seed: 1)
        let time = try #require(Timestamp("2026-11-23T09:00:00.123456Z"))
        for _ in 0..<200 {
            let id = UUIDv7.make(at: time, using: &generator)
            let characters = Array(id)
            #expect(id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
            let digits = String(characters[0..<8] + characters[9..<13])
            #expect(Int64(digits, radix: 16) == time.microseconds / 1000)
        }
    }

    @Test func uuidsSortByTime() {
        let ids = (0..<100).map { UUIDv7.make(at: Timestamp(microseconds: 1_700_000_000_000_000 + $0 * 1000)) }
        #expect(ids == ids.sorted() && Set(ids).count == 100)
    }

    @Test func uuidsOfOneInstantDiffer() {
        let time = Timestamp(seconds: 1_700_000_000)
        #expect(Set((0..<10_000).map { _ in UUIDv7.make(at: time) }).count == 10_000)
    }

    @Test(arguments: [Int64.min, -1, 0, .max])
    func uuidsSurviveOddClocks(_ microseconds: Int64) {
        #expect(UUIDv7.make(at: Timestamp(microseconds: microseconds)).utf8.count == 36)
    }

    @Test func digestIsSHA256() {
        // The examples of FIPS 180-2.
        #expect(Digest.sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Digest.sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test func inlineReceiverKeysHoldNoAddress() {
        let key = ReceiverKey(inline: "email", addresses: ["a@example.com", "b@example.com"])
        #expect(key.description.wholeMatch(of: /email:[0-9a-f]{16}/) != nil)
        #expect(key == ReceiverKey(inline: "email", addresses: ["a@example.com", "b@example.com"]))
        let others = [
            ReceiverKey(inline: "slack", addresses: ["a@example.com", "b@example.com"]),
            ReceiverKey(inline: "email", addresses: ["b@example.com", "a@example.com"]),
            ReceiverKey(inline: "email", addresses: ["a@example.comb@example.com"]),
            ReceiverKey(inline: "email", addresses: ["a@example.com"]), ReceiverKey(inline: "email", addresses: []),
        ]
        #expect(Set(others + [key]).count == 6)
    }

    @Test(arguments: [("ops", "", "ops"), ("ops", "2", "ops#2"), ("email:0123", "3", "email:0123#3")])
    func routeKeys(_ receiver: String, _ discriminator: String, _ key: String) {
        #expect(NotificationRoute(to: ReceiverKey(receiver), discriminator: discriminator).key == key)
    }

    @Test func keysSortByText() {
        #expect([AlertKey("b"), AlertKey("a")].sorted().map(\.description) == ["a", "b"])
        #expect([ReceiverKey("b"), ReceiverKey("a")].sorted().map(\.description) == ["a", "b"])
        #expect(OwnerID("me").description == "me")
    }

    @Test func severitiesAreOrdered() {
        #expect(Severity.allCases.sorted() == [.info, .warning, .error, .critical])
        #expect(Severity.critical > .error && !(Severity.info < .info))
    }
}
