extension YAMLTape {
    /// Whether a key is the merge key: `<<` without quotes.
    func isMergeKey(_ index: Int) -> Bool {
        let node = nodes[index]
        guard node.kind == .scalar, node.count == 2, node.traits.contains(.isPlain) else { return false }
        return text[Int(node.start)] == UInt8(ascii: "<") && text[Int(node.start) + 1] == UInt8(ascii: "<")
    }

    /// The keys and values of a mapping with merge keys resolved and, of a key that occurs twice, the last value.
    ///
    /// As in PyYAML: own keys win over merged ones, in a list of merged mappings the earlier wins.
    func flattenedPairs(of mapping: Int) -> [(key: Int, value: Int)] {
        let own = pairs(of: mapping)
        guard !nodes[mapping].traits.isDisjoint(with: [.hasMerge, .hasDuplicates]) else { return own }
        var all: [(key: Int, value: Int)] = []
        for pair in own where isMergeKey(pair.key) {
            let value = resolved(pair.value)
            let sources = nodes[value].kind == .sequence ? elements(of: value).reversed() : [value]
            for source in sources { all += flattenedPairs(of: resolved(source)) }
        }
        all += own.filter { !isMergeKey($0.key) }
        var places: [String: Int] = [:]
        var result: [(key: Int, value: Int)] = []
        for pair in all {
            let key = string(resolved(pair.key))
            if let place = places[key] {
                result[place] = pair
            } else {
                places[key] = result.count
                result.append(pair)
            }
        }
        return result
    }
}
