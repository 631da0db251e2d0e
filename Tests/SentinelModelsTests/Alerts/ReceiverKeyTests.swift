import SentinelModels
import Testing

/// Keys under which the outbox and the ledger keep receivers and routes over restarts.
@Suite struct ReceiverKeyTests {
    /// Pinned: another key after an upgrade would orphan every waiting message.
    @Test(arguments: [
        ("email", ["a@example.com"], "email:" + Digest.sha256("13:a@example.com").prefix(16)),
        (
            "slack", ["https://hooks.example.com/T1"],
            "slack:" + Digest.sha256("28:https://hooks.example.com/T1").prefix(16)
        ),
        ("email", ["a@b.c", "d@e.f"], "email:" + Digest.sha256("5:a@b.c5:d@e.f").prefix(16)),
        ("webhook", [], "webhook:e3b0c44298fc1c14"), ("webhook", [""], "webhook:" + Digest.sha256("0:").prefix(16)),
        ("webhook", ["ü"], "webhook:" + Digest.sha256("2:ü").prefix(16)),
    ])
    func hashesCountedAddresses(_ type: String, _ addresses: [String], _ key: String) {
        #expect(ReceiverKey(inline: type, addresses: addresses).description == key)
    }

    /// Lists that run together to one text stay apart.
    @Test func listsThatLookAlikeDiffer() {
        let lists = [
            ["ab", "c"], ["a", "bc"], ["abc"], ["a", "b", "c"], ["ab,c"], ["", "abc"], ["abc", ""], ["1:a", "bc"],
        ]
        #expect(Set(lists.map { ReceiverKey(inline: "email", addresses: $0) }).count == lists.count)
    }

    @Test(arguments: [
        ("https://hooks.slack.com/services/T00/B00/secret", "secret"), ("https://user:pw@example.com/x", "pw"),
        ("boss@example.com", "boss"),
    ])
    func holdsNoAddress(_ address: String, _ part: String) {
        let key = ReceiverKey(inline: "webhook", addresses: [address])
        #expect(!key.description.contains(part) && key.description.utf8.count == "webhook:".utf8.count + 16)
    }

    @Test func routesOfOneAlertAreToldApart() {
        let ops = ReceiverKey("ops")
        let keys = ["", "2", "3", "10"].map { NotificationRoute(to: ops, discriminator: $0).key }
        #expect(keys == ["ops", "ops#2", "ops#3", "ops#10"])
        // What is told and when does not change the key.
        let detailed = NotificationRoute(to: ops, events: [.firing], template: ["subject": "{status}"])
        #expect(detailed.key == "ops" && detailed != NotificationRoute(to: ops))
    }

    @Test func keysSortByTheirTexts() {
        let texts = ["b", "a", "email:1", "a1", "B", ""]
        #expect(texts.map { ReceiverKey($0) }.sorted().map(\.description) == texts.sorted())
        #expect(texts.map { AlertKey($0) }.sorted().map(\.description) == texts.sorted())
    }

    @Test func alertsAreKnownByTheirIdElseTheirName() {
        #expect(AlertDefinition(name: "Daily revenue", query: "").key == AlertKey("Daily revenue"))
        #expect(AlertDefinition(name: "Daily revenue", key: AlertKey("rev"), query: "").key.description == "rev")
    }
}
