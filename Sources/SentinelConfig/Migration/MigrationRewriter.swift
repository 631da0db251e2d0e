internal import SentinelModels

/// The edits inside what is already there: variables, truth values, keys that occur twice.
struct MigrationRewriter {
    let tape: YAMLTape

    /// What is known of a place from what leads to it.
    private struct Context {
        var isFlow: Bool
        /// The levels down to the mapping of an alert; nil elsewhere.
        var levelsToAlert: Int?
        /// In an author's own section, where anything may be the part of an alert.
        var isOwn = false
        /// The names are their author's: `enabled` is a text like any other.
        var isFree = false

        /// Whether a key here may be an alert's.
        var isAlert: Bool { levelsToAlert == 0 || isOwn && !isFree }
    }

    private static let freeNames: Set<String> = ["headers", "labels", "annotations"]

    func rewrite(_ edits: inout TextEdits) {
        for (key, value) in tape.pairs(of: 0) {
            let name = tape.string(tape.resolved(key))
            let isOwn = name.hasPrefix("x-")
            guard !isOwn || tape.hasAliases else { continue }
            let isFlow = tape.nodes[0].traits.contains(.isFlow)
            rewrite(value, Context(isFlow: isFlow, levelsToAlert: name == "alerts" ? 1 : nil, isOwn: isOwn), &edits)
        }
        removeDuplicates(&edits)
    }

    private func rewrite(_ index: Int, _ context: Context, _ edits: inout TextEdits) {
        let node = tape.nodes[index]
        var inner = context
        inner.isFlow = context.isFlow || node.traits.contains(.isFlow)
        inner.levelsToAlert = context.levelsToAlert == 1 && node.kind == .sequence ? 0 : nil
        switch node.kind {
        case .alias: break
        case .scalar: variables(index, isFlow: context.isFlow, &edits)
        case .sequence:
            for element in tape.elements(of: index) { rewrite(element, inner, &edits) }
        case .mapping:
            for (key, value) in tape.pairs(of: index) {
                let name = tape.string(tape.resolved(key))
                if name == "query", context.isAlert { continue }
                if name == "enabled", !context.isFree, tape.nodes[value].kind == .scalar { truth(value, &edits) }
                inner.isFree = Self.freeNames.contains(name)
                inner.levelsToAlert = context.levelsToAlert == 0 && tape.isMergeKey(key) ? 0 : nil
                rewrite(value, inner, &edits)
            }
        }
    }

    /// Version 1 takes `true` and `false` only, not their texts and numbers.
    private func truth(_ index: Int, _ edits: inout TextEdits) {
        let scalar = tape.scalar(index)
        let value: Bool?
        switch scalar.kind {
        case .string: value = Reading.boolean(of: scalar.text)
        case .integer(let number?): value = number == 1
        case .number(let number): value = number == 1
        default: value = nil
        }
        guard let value else { return }
        edits.replace(edits.start(index)..<edits.end(index), with: value ? "true" : "false")
    }

    /// `$VAR` becomes `${VAR}`; in brackets the text then needs quotes.
    private func variables(_ index: Int, isFlow: Bool, _ edits: inout TextEdits) {
        guard tape.scalar(index).kind == .string, tape.withBytes(index, { $0.has(UInt8(ascii: "$")) }) else {
            return
        }
        let old = edits.text(index)
        let new = Self.braced(old)
        guard new != old else { return }
        let needsQuotes = isFlow && tape.nodes[index].traits.contains(.isPlain)
        edits.replace(edits.start(index)..<edits.end(index), with: needsQuotes ? YAMLWriter.quoted(new) : new)
    }

    /// A text whose bare variables have braces and whose other `${` are escaped.
    static func braced(_ text: String) -> String {
        var result = ""
        var rest = text[...].utf8
        while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
            result += Substring(rest[..<dollar])
            rest = rest[rest.index(after: dollar)...]
            if rest.first == UInt8(ascii: "$") {
                result += "$$"
                rest = rest.dropFirst()
            } else if rest.first == UInt8(ascii: "{") {
                let end = rest.firstIndex(of: UInt8(ascii: "}")).map { rest.index(after: $0) } ?? rest.endIndex
                let variable = "$" + Substring(rest[..<end])
                let expansion = Variables(environment: [:], allowsBare: false).expanded(variable)
                guard expansion.problems.first != .malformed else {
                    result += "$$"
                    continue
                }
                result += variable
                rest = rest[end...]
            } else {
                let name = Variables.name(rest)
                result += name.isEmpty ? "$" : "${\(Substring(name))}"
                rest = rest[name.endIndex...]
            }
        }
        return result + Substring(rest)
    }

    /// Of keys that occur twice the last one counts in the original; version 1 refuses them.
    private func removeDuplicates(_ edits: inout TextEdits) {
        var groups: [Int: [Int]] = [:]
        for duplicate in tape.duplicates {
            groups[duplicate.first, default: [duplicate.first]].append(duplicate.second)
        }
        for keys in groups.values {
            for key in keys.dropLast() {
                let next = Int(tape.nodes[key + 1].next)
                edits.remove(edits.start(key)..<edits.start(next))
            }
        }
    }
}
