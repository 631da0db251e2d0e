import SentinelModels
import Testing

@Suite struct SecretTests {
    static let text = "hunter2-with-a-long-tail"

    struct Holder {
        var name = "holder"
        var secret = Secret(SecretTests.text)
        var optional: Secret? = Secret(SecretTests.text)
        var list = [Secret(SecretTests.text)]
        var map = ["key": Secret(SecretTests.text)]
        var reference = SecretReference.literal(Secret(SecretTests.text))
        var options = IntegrationOptions([
            "password": .secret(.literal(Secret(SecretTests.text))),
            "headers": .secretMap([.init("Authorization", .literal(Secret(SecretTests.text)))]),
        ])
    }

    /// Every way in which Swift turns a value into text.
    @Test func cannotBeShown() {
        let secret = Secret(Self.text)
        let holder = Holder()
        var dumped = ""
        dump(secret, to: &dumped)
        dump(holder, to: &dumped)
        var printed = ""
        print(secret, holder, Optional(secret) as Any, [secret], ["a": secret], to: &printed)
        debugPrint(secret, holder, to: &printed)
        var interpolated = "\(secret) \(holder) \([secret])"
        interpolated += String(describing: secret) + String(reflecting: secret) + String(reflecting: holder)
        interpolated += "\(Mirror(reflecting: secret).children.map { "\($0)" })"
        interpolated += "\(SentinelError(.secretUnavailable, "secret \(secret)"))"
        for shown in [dumped, printed, interpolated] {
            #expect(!shown.contains("hunter2"))
            #expect(shown.contains("<secret>"))
        }
    }

    @Test func cannotBeEncodedOrReadAsText() {
        let secret: Any = Secret(Self.text)
        #expect(!(secret is any Encodable))
        #expect(!(secret is any LosslessStringConvertible))
        #expect(!(secret is any Comparable))
        #expect(!(SecretReference.literal(Secret("")) as Any is any Encodable))
        #expect(!(IntegrationOptions() as Any is any Encodable))
    }

    @Test func isRevealedByName() {
        #expect(Secret(Self.text).reveal() == Self.text)
        #expect(Secret("").isEmpty && !Secret(" ").isEmpty)
        #expect(Secret("a") == Secret("a") && Secret("a") != Secret("b"))
        #expect(SecretReference.file(path: "/a") != .environment(name: "/a"))
    }
}
