internal import SentinelModels

/// The edits at the top of the file: `version`, the defaults of the original, and the receivers.
struct MigrationHead {
    let tape: YAMLTape

    private static let events: JSONValue = ["firing", "error", "recovered"]

    func insert(_ receivers: [JSONValue.Member], _ edits: inout TextEdits) {
        var members: [JSONValue.Member] = [.init("version", 1)]
        if let defaults = value(of: "defaults") {
            addEvents(to: defaults, &edits)
        } else {
            members.append(.init("defaults", ["notify_on": Self.events]))
        }
        if !receivers.isEmpty { members.append(.init("receivers", .object(receivers))) }
        guard tape.nodes[0].count > 0 else { return }
        if tape.nodes[0].traits.contains(.isFlow) {
            edits.insert(members.map(flow).joined(separator: ", ") + ", ", at: edits.start(1))
        } else {
            let (place, indent) = start(in: edits)
            let margin = "\n" + String(repeating: " ", count: indent)
            edits.insert(members.map { block($0, margin) }.joined(), at: place)
        }
    }

    /// Where the first key starts, with the `?` of a key that has one, and how far it is indented.
    private func start(in edits: TextEdits) -> (place: Int, indent: Int) {
        let key = edits.start(1)
        let before = edits.bytes[..<key].lastIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        guard let before, edits.bytes[before] == UInt8(ascii: "?") else { return (key, Int(tape.nodes[1].column)) }
        return (before, Int(tape.nodes[1].column) - (key - before))
    }

    private func flow(_ member: JSONValue.Member) -> String {
        "\(member.key): \(YAMLWriter.flow(member.value))"
    }

    /// A key with its value on one line; the receivers one a line.
    private func block(_ member: JSONValue.Member, _ margin: String) -> String {
        guard member.key == "receivers", case .object(let receivers) = member.value else {
            return flow(member) + margin
        }
        let lines = receivers.map { margin + "  " + flow($0) }
        return "receivers:" + lines.joined() + margin
    }

    private func value(of name: String) -> Int? {
        tape.pairs(of: 0).last { tape.string(tape.resolved($0.key)) == name }?.value
    }

    private func addEvents(to defaults: Int, _ edits: inout TextEdits) {
        let node = tape.nodes[defaults]
        guard node.kind == .mapping, node.count > 0,
            !tape.pairs(of: defaults).contains(where: { tape.string(tape.resolved($0.key)) == "notify_on" })
        else { return }
        let margin = String(repeating: " ", count: Int(tape.nodes[defaults + 1].column))
        let text = "notify_on: " + YAMLWriter.flow(Self.events)
        edits.insert(
            text + (node.traits.contains(.isFlow) ? ", " : "\n" + margin), at: edits.start(defaults + 1))
    }
}
