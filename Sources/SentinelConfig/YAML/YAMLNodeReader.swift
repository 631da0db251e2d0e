internal import SentinelModels

/// Makes parts of a tape into ``ConfigNode``s, with variables substituted and aliases expanded.
struct YAMLNodeReader {
    let tape: YAMLTape
    let variables: Variables
    let report: (Diagnostic) -> Void

    /// The tree at an index. The value of `literalKey` in it, if it is a mapping, is left as written
    /// (a query), and its `x-` keys are left out.
    func node(_ index: Int, literalKey: String? = nil) -> ConfigNode {
        let target = tape.resolved(index)
        let position = tape.position(index)
        switch tape.nodes[target].kind {
        case .scalar, .alias: return ConfigNode(.scalar(scalar(target, at: position)), at: position)
        case .sequence:
            var elements: [ConfigNode] = []
            elements.reserveCapacity(Int(tape.nodes[target].count))
            var element = target + 1
            while element < Int(tape.nodes[target].next) {
                elements.append(node(element))
                element = Int(tape.nodes[element].next)
            }
            return ConfigNode(.sequence(elements), at: position)
        case .mapping: return ConfigNode(.mapping(entries(target, literalKey)), at: position)
        }
    }

    private func entries(_ mapping: Int, _ literalKey: String?) -> [ConfigEntry] {
        var entries: [ConfigEntry] = []
        entries.reserveCapacity(Int(tape.nodes[mapping].count) / 2)
        guard tape.nodes[mapping].traits.isDisjoint(with: [.hasMerge, .hasDuplicates]) else {
            for (key, value) in tape.flattenedPairs(of: mapping) { entries.append(entry(key, value, literalKey)) }
            return entries
        }
        var key = mapping + 1
        while key < Int(tape.nodes[mapping].next) {
            entries.append(entry(key, key + 1, literalKey))
            key = Int(tape.nodes[key + 1].next)
        }
        return entries
    }

    private func entry(_ key: Int, _ value: Int, _ literalKey: String?) -> ConfigEntry {
        let name = tape.scalar(tape.resolved(key))
        let isLiteral = literalKey == name.text && tape.nodes[tape.resolved(value)].kind == .scalar
        let node =
            isLiteral
            ? ConfigNode(.scalar(tape.scalar(tape.resolved(value))), at: tape.position(value))
            : literalKey != nil && name.text.hasPrefix("x-")
                ? ConfigNode(.sequence([]), at: tape.position(value)) : node(value)
        return ConfigEntry(key: name.text, keyKind: name.kind, keyPosition: tape.position(key), value: node)
    }

    private func scalar(_ index: Int, at position: SourcePosition) -> ConfigScalar {
        var scalar = tape.scalar(index)
        guard scalar.kind == .string, tape.withBytes(index, { $0.has(UInt8(ascii: "$")) }) else { return scalar }
        let expansion = variables.expanded(scalar.text)
        for problem in expansion.problems { report(problem.diagnostic(at: position)) }
        scalar.text = expansion.text
        scalar.isSubstituted = expansion.isSubstituted
        return scalar
    }
}
