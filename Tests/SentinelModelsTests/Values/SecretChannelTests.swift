import Foundation
import SentinelModels
import Testing

/// Ways by which a secret might get out, one test each, so that a new one is found by name.
@Suite struct SecretChannelTests {
    static let text = "hunter2-with-a-long-tail"
    static let secret = Secret(text)

    enum Wrapped {
        case one(Secret)
        case named(key: String, value: Secret)
        indirect case nested(Wrapped)
    }

    final class Box {
        let secret = SecretChannelTests.secret
    }

    struct Failure: Error {
        var secret = SecretChannelTests.secret
    }

    /// Whatever holds a secret, as text.
    static let holders: [(String, any Sendable)] = [
        ("itself", secret), ("an optional", Optional.some(secret) as any Sendable), ("an array", [secret, secret]),
        ("a dictionary", ["key": secret]), ("a dictionary's key", [secret: 1]), ("a set", Set([secret])),
        ("a list of lists", [[secret]]), ("a result", Result<Secret, SentinelError>.success(secret)),
        ("a literal", SecretReference.literal(secret)),
        ("an option", IntegrationOptions.Value.secret(.literal(secret))),
        ("a pair", IntegrationOptions.SecretPair("Authorization", .literal(secret))),
        ("a map", IntegrationOptions.Value.secretMap([.init("a", .literal(secret))])),
        ("options", IntegrationOptions(["password": .secret(.literal(secret))])),
        ("options in a group", IntegrationOptions(["g": .group(IntegrationOptions(["p": .secret(.literal(secret))]))])),
        ("a context", IntegrationContext(name: "n", secrets: Provider(), resources: [secret])),
        ("an error", Failure()),
    ]

    struct Provider: SecretProvider {
        var known = ["token": SecretChannelTests.secret]

        func resolve(_ reference: SecretReference) throws(SentinelError) -> Secret {
            guard case .environment(let name) = reference, let secret = known[name] else {
                throw SentinelError(.secretUnavailable, "no secret for \(reference)")
            }
            return secret
        }
    }

    @Test(arguments: holders.indices)
    func staysHiddenInWhateverHoldsIt(_ index: Int) {
        let (name, holder) = Self.holders[index]
        var dumped = ""
        dump(holder, to: &dumped)
        let texts = [String(describing: holder), String(reflecting: holder), "\(holder)", dumped]
        for text in texts { #expect(!text.contains("hunter2") && !text.isEmpty, "\(name)") }
    }

    @Test func staysHiddenInEnumerationsAndObjects() {
        let cases: [Wrapped] = [.one(Self.secret), .named(key: "k", value: Self.secret), .nested(.one(Self.secret))]
        #expect("\(cases)".components(separatedBy: "<secret>").count == 4)
        var dumped = ""
        dump(Box(), to: &dumped)
        dump(cases, to: &dumped)
        #expect(!"\(cases)\(dumped)".contains("hunter2") && dumped.contains("<secret>"))
    }

    /// Walks through all that reflection finds, however deep.
    static func reflected(_ value: Any, depth: Int = 0) -> [String] {
        guard depth < 12 else { return [] }
        let mirror = Mirror(reflecting: value)
        var texts = ["\(value)", mirror.description]
        for child in mirror.children { texts += reflected(child.value, depth: depth + 1) }
        return texts
    }

    @Test(arguments: holders.indices)
    func hasNothingToReflect(_ index: Int) {
        let found = Self.reflected(Self.holders[index].1)
        #expect(!found.contains { $0.contains("hunter2") }, "\(Self.holders[index].0)")
    }

    @Test func itsMirrorIsEmpty() {
        let mirror = Mirror(reflecting: Self.secret)
        #expect(mirror.children.isEmpty && mirror.superclassMirror == nil)
        #expect(mirror.descendant("text") == nil && mirror.descendant(0) == nil)
    }

    @Test func staysHiddenInFoundationsObjects() {
        let object = Self.secret as AnyObject
        #expect(!"\(object)".contains("hunter2") && !String(reflecting: object).contains("hunter2"))
        #expect(!Failure().localizedDescription.contains("hunter2"))
    }

    /// A secret conforms to nothing that would write it.
    @Test func conformsToNothingThatWrites() {
        let values: [Any] = [Self.secret, SecretReference.literal(Self.secret), IntegrationOptions(), [Self.secret]]
        for value in values {
            #expect(!(value is any Encodable) && !(value is any Decodable))
            #expect(!(value is any TextOutputStreamable) && !(value is any LosslessStringConvertible))
        }
        #expect(!(Self.secret as Any is any Comparable) && !(Self.secret as Any is any ExpressibleByStringLiteral))
        #expect(!(Self.secret as Any is any Sequence) && !(Self.secret as Any is any RawRepresentable))
    }

    @Test func providersNameWhatIsMissingOnly() throws {
        let provider = Provider()
        #expect(try provider.resolve(.environment(name: "token")).reveal() == Self.text)
        for reference in [SecretReference.environment(name: "other"), .file(path: "/run/x"), .literal(Self.secret)] {
            let error = #expect(throws: SentinelError.self) { try provider.resolve(reference) }
            #expect(error?.code == .secretUnavailable && error?.isRetryable == false)
            #expect(error?.message.contains("hunter2") == false)
        }
        #expect("\(SecretReference.file(path: "/run/x"))".contains("/run/x"))
    }

    @Test func comparesAsAValue() {
        #expect(Secret("a") == Secret("a") && Secret("a").hashValue == Secret("a").hashValue)
        #expect(Set([Secret("a"), Secret("b"), Secret("a")]).count == 2)
        #expect(Secret("") != Secret(" ") && Secret(" ").reveal() == " ")
    }
}
