/// Finds what a misspelt word was probably meant to be.
public enum Spelling {
    /// The closest of `candidates`, if it is close: at most a third of the word differs (insertions, deletions,
    /// replacements and swapped neighbours each count one), or one is the start of the other.
    public static func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
        let lowered = word.lowercased()
        let characters = Array(lowered)
        let limit = max(1, characters.count / 3)
        var best: (distance: Int, candidate: String)?
        for candidate in candidates {
            let other = Array(candidate.lowercased())
            guard abs(other.count - characters.count) <= limit else { continue }
            let distance = distance(characters, other)
            if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
        }
        if let best { return best.candidate }
        guard lowered.count >= 3 else { return nil }
        return candidates.first {
            $0.lowercased().hasPrefix(lowered) || lowered.hasPrefix($0.lowercased()) && $0.count >= 3
        }
    }

    /// The optimal string alignment distance.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, character) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = min(last[column] + (character == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, character == right[column - 1], left[row - 1] == other {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
