public import SentinelModels

/// The JSON Schema of configurations, for editors: made from the same descriptions that check them.
public enum ConfigurationSchema {
    /// The schema (draft 2020-12) of `version: 1` files that may use these integrations.
    public static func json(integrations: [IntegrationDescriptor]) -> JSONValue {
        var root = object(CoreKeys.top)
        // A part of a directory may leave out what another part has.
        if let index = root.firstIndex(where: { $0.key == "required" }) {
            root[index] = .init("x-requiredInWhole", root[index].value)
            root.insert(
                .init(
                    "$comment",
                    "The keys of x-requiredInWhole are required of a file that stands alone; of a directory's files, of one."
                ),
                at: index)
        }
        root.insert(.init("$schema", "https://json-schema.org/draft/2020-12/schema"), at: 0)
        root.insert(.init("title", "SQL Sentinel configuration"), at: 1)
        let definitions: [JSONValue.Member] = [
            .init("alert", .object(object(CoreKeys.alert))),
            .init("source", source(integrations.filter(\.isSource))),
            .init("receiver", receiver(integrations.filter { !$0.isSource })),
            .init("route", route(integrations.filter { !$0.isSource })),
            .init("variable", variable), .init("duration", duration),
        ]
        root.append(.init("$defs", .object(definitions)))
        return .object(root)
    }

    // MARK: Core keys

    private static func object(_ group: KeyGroup) -> [JSONValue.Member] {
        let required = group.keys.filter { $0.isRequired && !group.alternatives.joined().contains($0.name) }
        var members = closed(
            group.keys.map { .init($0.name, described(shape($0.shape), $0.documentation)) }, required.map(\.name))
        if !group.alternatives.isEmpty { members.append(.init("oneOf", alternatives(group.alternatives))) }
        return members
    }

    private static func alternatives(_ alternatives: [[String]]) -> JSONValue {
        .array(alternatives.map { ["required": .array($0.map(JSONValue.string))] })
    }

    /// An object that takes these keys and `x-` keys only.
    private static func closed(_ properties: [JSONValue.Member], _ required: [String]) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = [
            .init("type", "object"), .init("properties", .object(properties)),
            .init("patternProperties", ["^x-": [:]]), .init("additionalProperties", false),
        ]
        if !required.isEmpty { members.append(.init("required", .array(required.map(JSONValue.string)))) }
        return members
    }

    private static func shape(_ shape: KeyShape) -> JSONValue {
        switch shape {
        case .text(let maximum):
            maximum.map { ["type": "string", "minLength": 1, "maxLength": .integer($0)] } ?? ["type": "string"]
        case .optionalText: ["type": ["string", "null"]]
        case .path, .secret: ["type": "string", "minLength": 1]
        case .word(let words): orVariable(["enum": .array(words.map(JSONValue.string))])
        case .boolean: orVariable(["type": "boolean"])
        case .integer(let range): orVariable(integer(range))
        case .duration: reference("duration")
        case .scalar: ["type": ["string", "number", "boolean"]]
        case .list(let element, let minimum):
            ["type": "array", "items": self.shape(element), "minItems": .integer(minimum)]
        case .map(.text(let maximum), let names):
            map(maximum.map { ["type": "string", "maxLength": .integer($0)] } ?? ["type": "string"], names: names)
        case .map(let value, let names): map(self.shape(value), names: names, ignoring: "^x-")
        case .group(let group): group.title == CoreKeys.alert.title ? reference("alert") : .object(object(group))
        case .either(let shapes): ["anyOf": .array(shapes.map(self.shape))]
        case .source: reference("source")
        case .receiver: reference("receiver")
        case .route: reference("route")
        }
    }

    private static func map(_ value: JSONValue, names: String?, ignoring ignored: String? = nil) -> JSONValue {
        var members: [JSONValue.Member] = [.init("type", "object"), .init("additionalProperties", value)]
        if let ignored { members.append(.init("patternProperties", .object([.init(ignored, [:])]))) }
        if let names { members.append(.init("propertyNames", ["pattern": .string(names)])) }
        return .object(members)
    }

    private static func integer(_ range: ClosedRange<Int64>) -> JSONValue {
        ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
    }

    private static func orVariable(_ schema: JSONValue) -> JSONValue { ["anyOf": [schema, reference("variable")]] }

    private static let variable: JSONValue = ["type": "string", "pattern": #"\$\{[A-Za-z_]"#]

    private static let duration: JSONValue = [
        "type": "string", "pattern": #"^([0-9]+(us|ms|s|m|h|d|w))+$|^[Pp][0-9WwDdTtHhMmSs]+$|\$\{[A-Za-z_]"#,
    ]

    private static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/$defs/" + name)] }

    private static func described(_ schema: JSONValue, _ text: String) -> JSONValue {
        guard case .object(let members) = schema else { return schema }
        return .object([.init("description", .string(text))] + members)
    }

    // MARK: Integrations

    private static func source(_ kinds: [IntegrationDescriptor]) -> JSONValue {
        let common = CoreKeys.source.keys.map { key in
            JSONValue.Member(key.name, described(shape(key.shape), key.documentation))
        }
        return [
            "anyOf": .array(
                kinds.map { kind in
                    let own = kind.options.filter { !CoreKeys.source.contains($0.name) }
                    var members = closed(common + own.flatMap(properties), required(own))
                    members.insert(.init("title", .string(kind.type)), at: 0)
                    members.append(.init("oneOf", alternatives(CoreKeys.source.alternatives)))
                    return .object(members)
                })
        ]
    }

    private static func receiver(_ kinds: [IntegrationDescriptor]) -> JSONValue {
        ["anyOf": .array(kinds.map { object($0, "type", [], $0.options) })]
    }

    private static func route(_ kinds: [IntegrationDescriptor]) -> JSONValue {
        let events = CoreKeys.route.keys.filter { $0.name == "events" }
            .map { JSONValue.Member($0.name, described(shape($0.shape), $0.documentation)) }
        var names: Set<String> = []
        let messages = kinds.flatMap(\.options).filter { $0.scope == .message && names.insert($0.name).inserted }
        let named: JSONValue.Member = .init("receiver", ["type": "string", "minLength": 1])
        let inline = kinds.flatMap { kind in
            let options = kind.options.filter(\.isInline)
            let words = options.contains { $0.name == "channel" } ? ["type", "channel"] : ["channel", "type"]
            return words.map { word in object(kind, word, events, options.filter { $0.name != word }) }
        }
        return [
            "anyOf": .array(
                [["type": "string", "minLength": 1]]
                    + [.object(closed([named] + events + messages.flatMap(properties), ["receiver"]))] + inline)
        ]
    }

    /// The object of one kind of receiver; `word` is the key that names the kind.
    private static func object(
        _ kind: IntegrationDescriptor, _ word: String, _ extra: [JSONValue.Member], _ options: [OptionDescriptor]
    ) -> JSONValue {
        let name = JSONValue.Member(word, ["const": .string(kind.type)])
        return .object(closed([name] + extra + options.flatMap(properties), [word] + required(options)))
    }

    /// What must be written: neither a variable nor a file may stand in for it.
    private static func required(_ options: [OptionDescriptor]) -> [String] {
        options.filter { option in
            switch option.kind {
            case .secret, .group: false
            default: option.isRequired && option.environment == nil
            }
        }.map(\.name)
    }

    private static func properties(_ option: OptionDescriptor) -> [JSONValue.Member] {
        let own = JSONValue.Member(option.name, described(schema(option), option.documentation))
        guard case .secret = option.kind else { return [own] }
        let twin = described(["type": "string", "minLength": 1], "A file that holds '\(option.name)'.")
        return [own, .init(option.name + "_file", twin)]
    }

    private static func text(_ option: OptionDescriptor) -> JSONValue {
        option.acceptsNull ? ["string", "null"] : "string"
    }

    private static func schema(_ option: OptionDescriptor) -> JSONValue {
        switch option.kind {
        case .string(let allowsEmpty):
            allowsEmpty ? ["type": text(option)] : ["type": text(option), "minLength": 1]
        case .secret: ["type": "string", "minLength": 1]
        case .template: ["type": text(option)]
        case .word(let words):
            ["anyOf": [["enum": .array(words.map(JSONValue.string))], ["type": "string"]]]
        case .integer(let range): orVariable(integer(range))
        case .boolean: orVariable(["type": "boolean"])
        case .duration: reference("duration")
        case .byteCount(let range):
            ["anyOf": [integer(range), ["type": "string", "pattern": #"^[0-9]+ *([KkMmGg][Ii]?)?[Bb]?$|\$\{"#]]]
        case .list(let minimum): ["type": "array", "items": ["type": "string"], "minItems": .integer(minimum)]
        case .map: map(["type": "string"], names: nil)
        case .group(let options): .object(closed(options.flatMap(properties), required(options)))
        }
    }
}
