/// Checks the keys of a mapping when it is closed: scalars only, merges of mappings only, and which occur twice.
enum YAMLKeyCheck {
    static func check(_ mapping: Int, in tape: inout YAMLTape) throws(YAMLError) {
        let end = Int(tape.nodes[mapping].next)
        let count = Int(tape.nodes[mapping].count) / 2
        var seen: [YAMLTextKey: Int] = [:]
        var index = mapping + 1
        var earlier = ContiguousArray<Int>()
        earlier.reserveCapacity(min(count, smallCount))
        while index < end {
            let key = tape.resolved(index)
            guard tape.nodes[key].kind == .scalar else {
                throw YAMLError(.yamlKey, "a key must be a text, not a list or mapping", at: tape.position(index))
            }
            if tape.isMergeKey(key) {
                try checkMerge(index + 1, in: tape)
                tape.nodes[mapping].traits.insert(.hasMerge)
            } else if count <= smallCount {
                if let first = earlier.first(where: { isSame(tape.resolved($0), key, in: tape) }) {
                    note(first, index, of: mapping, in: &tape)
                }
                earlier.append(index)
            } else if let first = seen.updateValue(index, forKey: YAMLTextKey(tape.string(key))) {
                note(first, index, of: mapping, in: &tape)
            }
            index = Int(tape.nodes[index + 1].next)
        }
    }

    /// Up to this many keys are compared pair by pair, which needs no hashing and no copies.
    private static let smallCount = 16

    private static func note(_ first: Int, _ second: Int, of mapping: Int, in tape: inout YAMLTape) {
        tape.duplicates.append(YAMLTape.Duplicate(first: first, second: second))
        tape.nodes[mapping].traits.insert(.hasDuplicates)
    }

    private static func isSame(_ left: Int, _ right: Int, in tape: YAMLTape) -> Bool {
        let (a, b) = (tape.nodes[left], tape.nodes[right])
        guard a.count == b.count else { return false }
        for place in 0..<Int(a.count) where tape.text[Int(a.start) + place] != tape.text[Int(b.start) + place] {
            return false
        }
        return true
    }

    private static func checkMerge(_ value: Int, in tape: YAMLTape) throws(YAMLError) {
        let target = tape.resolved(value)
        let sources = tape.nodes[target].kind == .sequence ? tape.elements(of: target) : [target]
        guard sources.allSatisfy({ tape.nodes[tape.resolved($0)].kind == .mapping }) else {
            throw YAMLError(.yamlKey, "'<<' merges a mapping or a list of mappings", at: tape.position(value))
        }
    }
}

/// A key compared byte by byte, unlike `String`, which holds different spellings of one character for equal.
private struct YAMLTextKey: Hashable {
    private let bytes: [UInt8]

    init(_ text: String) {
        bytes = Array(text.utf8)
    }
}
