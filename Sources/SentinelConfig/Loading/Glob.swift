/// Shell patterns for one name: `*`, `?`, `[a-z]`, `[!a-z]`.
enum Glob {
    /// Whether the whole name matches.
    static func matches(_ name: Substring, _ pattern: Substring) -> Bool {
        guard let first = pattern.first else { return name.isEmpty }
        switch first {
        case "*":
            var rest = name
            while true {
                if matches(rest, pattern.dropFirst()) { return true }
                guard !rest.isEmpty else { return false }
                rest = rest.dropFirst()
            }
        case "?": return !name.isEmpty && matches(name.dropFirst(), pattern.dropFirst())
        case "[":
            guard let character = name.first, let end = pattern.dropFirst(2).firstIndex(of: "]") else { return false }
            let set = pattern[pattern.index(after: pattern.startIndex)..<end]
            let isNegated = set.first == "!" || set.first == "^"
            guard contains(isNegated ? set.dropFirst() : set, character) != isNegated else { return false }
            return matches(name.dropFirst(), pattern[pattern.index(after: end)...])
        default: return name.first == first && matches(name.dropFirst(), pattern.dropFirst())
        }
    }

    private static func contains(_ set: Substring, _ character: Character) -> Bool {
        var rest = set
        while let bound = rest.popFirst() {
            guard rest.count > 1, rest.first == "-", let end = rest.dropFirst().first else {
                if bound == character { return true }
                continue
            }
            if bound <= character, character <= end { return true }
            rest = rest.dropFirst(2)
        }
        return false
    }
}
