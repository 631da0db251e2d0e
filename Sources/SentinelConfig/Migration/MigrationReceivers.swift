internal import SentinelModels

/// Moves the receivers that routes describe to `receivers`, each once.
struct MigrationReceivers {
    private let tape: YAMLTape
    private let kinds: [String: IntegrationDescriptor]

    init(_ tape: YAMLTape, _ integrations: [IntegrationDescriptor]) {
        self.tape = tape
        kinds = Dictionary(integrations.filter { !$0.isSource }.map { ($0.type, $0) }) { first, _ in first }
    }

    /// Replaces the routes by names; returns the receivers. Moves nothing out of a file with aliases, where one route
    /// may stand for several, or one that has receivers already.
    func move(_ edits: inout TextEdits) -> [JSONValue.Member] {
        var receivers: [JSONValue.Member] = []
        guard !tape.hasAliases, tape.duplicates.isEmpty, section("receivers") == nil, let alerts = section("alerts"),
            tape.nodes[alerts].kind == .sequence
        else { return [] }
        for alert in tape.elements(of: alerts) where tape.nodes[alert].kind == .mapping {
            guard let routes = value(of: "notify", in: alert), tape.nodes[routes].kind == .sequence else { continue }
            for route in tape.elements(of: routes) { move(route, &receivers, &edits) }
        }
        return receivers
    }

    private func move(_ route: Int, _ receivers: inout [JSONValue.Member], _ edits: inout TextEdits) {
        guard tape.nodes[route].kind == .mapping, let channel = value(of: "channel", in: route),
            let kind = kinds[tape.string(channel)]
        else { return }
        let range = edits.start(route)..<edits.end(route)
        guard !edits.bytes[range].contains(UInt8(ascii: "#")) || !edits.text(range).contains(" #") else { return }
        let messages = Set(kind.options.filter { $0.scope == .message }.map(\.name) + ["events"])
        var receiver: [JSONValue.Member] = [.init("type", .string(kind.type))]
        var own: [JSONValue.Member] = []
        for (key, value) in tape.pairs(of: route) {
            let name = tape.string(key)
            if name == "channel" { continue }
            let member = JSONValue.Member(name, json(value))
            if messages.contains(name) { own.append(member) } else { receiver.append(member) }
        }
        let name = name(.object(receiver), kind.type, &receivers)
        let reference: JSONValue =
            own.isEmpty ? .string(name) : .object([.init("receiver", .string(name))] + own)
        edits.remove(range, insert: YAMLWriter.flow(reference))
    }

    /// The name under which a receiver stands, after its kind: `email`, `email-2`.
    private func name(_ receiver: JSONValue, _ type: String, _ receivers: inout [JSONValue.Member]) -> String {
        if let known = receivers.first(where: { $0.value == receiver }) { return known.key }
        let count = receivers.reduce(into: 1) { if $1.value["type"] == .string(type) { $0 += 1 } }
        let name = count == 1 ? type : "\(type)-\(count)"
        receivers.append(.init(name, receiver))
        return name
    }

    /// A value as it is written, with the new form of variables.
    private func json(_ index: Int) -> JSONValue {
        switch tape.nodes[index].kind {
        case .sequence: return .array(tape.elements(of: index).map(json))
        case .mapping:
            return .object(tape.pairs(of: index).map { .init(tape.string($0.key), json($0.value)) })
        case .scalar, .alias:
            let scalar = tape.scalar(index)
            switch scalar.kind {
            case .string: return .string(MigrationRewriter.braced(scalar.text))
            case .bool(let value): return .bool(value)
            case .null: return .null
            case .integer, .number, .timestamp: return .number(scalar.text)
            }
        }
    }

    private func section(_ name: String) -> Int? { value(of: name, in: 0) }

    private func value(of name: String, in mapping: Int) -> Int? {
        tape.pairs(of: mapping).last { tape.string(tape.resolved($0.key)) == name }?.value
    }
}
