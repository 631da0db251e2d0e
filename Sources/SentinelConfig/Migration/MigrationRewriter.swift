internal import SentinelModels

/// The edits inside what is already there: variables, truth values, keys that occur twice.
struct MigrationRewriter {
    let tape: YAMLTape

    func rewrite(_ edits: inout TextEdits) {
        for (key, value) in tape.pairs(of: 0) where !tape.string(tape.resolved(key)).hasPrefix("x-") || tape.hasAliases
        {
            let isAlerts = tape.string(tape.resolved(key)) == "alerts"
            rewrite(value, isFlow: tape.nodes[0].traits.contains(.isFlow), isAlert: isAlerts ? 0 : nil, &edits)
        }
        removeDuplicates(&edits)
    }

    /// Mappings whose names are their author's: `enabled` in them is a text like any other.
    private static let freeNames: Set<String> = ["headers", "labels", "annotations"]

    /// Rewrites a subtree; `isAlert` counts down from the list of alerts to an alert's keys.
    private func rewrite(
        _ index: Int, isFlow: Bool, isAlert: Int?, isFree: Bool = false, _ edits: inout TextEdits
    ) {
        let node = tape.nodes[index]
        let isFlow = isFlow || node.traits.contains(.isFlow)
        switch node.kind {
        case .alias: break
        case .scalar: variables(index, isFlow: isFlow, &edits)
        case .sequence:
            for element in tape.elements(of: index) {
                rewrite(element, isFlow: isFlow, isAlert: isAlert == 0 ? 1 : nil, &edits)
            }
        case .mapping:
            for (key, value) in tape.pairs(of: index) {
                let name = tape.string(tape.resolved(key))
                if isAlert == 1, name == "query" { continue }
                if name == "enabled", !isFree, tape.nodes[value].kind == .scalar { truth(value, &edits) }
                rewrite(value, isFlow: isFlow, isAlert: nil, isFree: Self.freeNames.contains(name), &edits)
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
