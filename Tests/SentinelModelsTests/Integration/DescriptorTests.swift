import SentinelModels
import Testing

@Suite struct DescriptorTests {
    static let place = SourcePosition(file: "a.yaml", line: 3, column: 7)

    @Test func optionsAnswerByType() {
        let options = IntegrationOptions([
            "s": .string("x"), "i": .integer(5), "b": .boolean(true), "d": .duration(.seconds(3)),
            "secret": .secret(.environment(name: "V")), "l": .list(["a"]), "m": .map([.init("k", "v")]),
            "sm": .secretMap([.init("k", .file(path: "/f"))]), "g": .group(IntegrationOptions(["x": .integer(1)])),
        ])
        #expect(options.string("s") == "x")
        #expect(options.integer("i") == 5)
        #expect(options.boolean("b") == true)
        #expect(options.duration("d") == .seconds(3))
        #expect(options.secret("secret") == .environment(name: "V"))
        #expect(options.list("l") == ["a"])
        #expect(options.map("m") == [.init("k", "v")])
        #expect(options.secretMap("sm") == [.init("k", .file(path: "/f"))])
        #expect(options.group("g")?.integer("x") == 1)
    }

    /// A name that is absent, or holds another type, is as if it were not there.
    @Test(arguments: ["absent", "other"])
    func optionsOfOtherTypesAreAbsent(_ name: String) {
        let text = IntegrationOptions(["other": .string("x")])
        #expect(IntegrationOptions(["other": .integer(1)]).string(name) == nil)
        #expect(text.integer(name) == nil && text.boolean(name) == nil && text.duration(name) == nil)
        #expect(text.secret(name) == nil && text.group(name) == nil)
        #expect(text.list(name).isEmpty && text.map(name).isEmpty && text.secretMap(name).isEmpty)
    }

    @Test func nodesAnswerByContent() {
        func scalar(_ text: String, _ kind: ConfigScalar.Kind = .string) -> ConfigNode {
            ConfigNode(.scalar(ConfigScalar(text: text, kind: kind)), at: Self.place)
        }
        let list = ConfigNode(.sequence([scalar("a")]), at: Self.place)
        let map = ConfigNode(.mapping([ConfigEntry(key: "k", keyPosition: Self.place, value: list)]), at: Self.place)
        #expect(map["k"] == list && map["x"] == nil && map.entries?.count == 1 && map.elements == nil)
        #expect(list.elements?.count == 1 && list.entries == nil && list.scalar == nil && list["k"] == nil)
        #expect(list.elements?.first?.scalar?.text == "a")
        let kinds: [(ConfigScalar.Kind, String)] = [
            (.string, "a string"), (.null, "null"), (.bool(true), "a boolean"), (.integer(1), "a number"),
            (.number(1.5), "a number"), (.timestamp, "a date"),
        ]
        for (kind, name) in kinds { #expect(scalar("x", kind).kindName == name) }
        #expect(list.kindName == "a list" && map.kindName == "a mapping")
    }

    @Test(arguments: [
        (Diagnostic(.error, code: "c", "wrong", at: place), "a.yaml:3:7: error: wrong"),
        (Diagnostic(.warning, code: "c", "odd", at: nil, hint: "do this"), "warning: odd (do this)"),
    ])
    func diagnosticsShowTheirPlace(_ diagnostic: Diagnostic, _ text: String) {
        #expect(diagnostic.description == text)
    }

    struct NoSecrets: SecretProvider {
        func resolve(_ reference: SecretReference) throws(SentinelError) -> Secret { Secret("") }
    }

    @Test func contextsLendResourcesByType() {
        let context = IntegrationContext(name: "ops", secrets: NoSecrets(), resources: ["text", 5])
        #expect(context.shared(Int.self) == 5 && context.shared(String.self) == "text")
        #expect(context.shared(Double.self) == nil && context.egress == .default)
    }

    @Test func descriptorsTellSourcesFromReceivers() {
        let option = OptionDescriptor("path", .string(allowsEmpty: false), "Where.", isRequired: true)
        let source = IntegrationDescriptor(
            type: "s", urlSchemes: ["s"], summary: "A source.", options: [option],
            factory: .source { _, _ throws(SentinelError) in throw SentinelError(.unsupported, "no source") })
        let receiver = IntegrationDescriptor(
            type: "r", summary: "A receiver.", options: [],
            factory: .receiver { _, _ throws(SentinelError) in ClosureNotifier { _, _ in DeliveryReceipt() } },
            validate: { _, strictness in strictness == .original ? [.init("old", option: "x", hint: "new")] : [] })
        #expect(source.isSource && !receiver.isSource)
        #expect(source.validate(IntegrationOptions(), .original).isEmpty)
        #expect(receiver.validate(IntegrationOptions(), .current).isEmpty)
        #expect(receiver.validate(IntegrationOptions(), .original).map(\.severity) == [.error])
        #expect(source.options.first?.isInline == true && source.options.first?.scope == .receiver)
    }
}
