internal import SentinelModels

/// The entries of a mapping whose keys were checked against their group, with typed access.
struct Fields {
    let entries: [ConfigEntry]
    let position: SourcePosition
    let group: KeyGroup
    let reading: Reading

    /// Checks that a node is a mapping with known keys; reports and returns nil if it is no mapping.
    ///
    /// `extra` tells whether a key belongs to an integration, `candidates` which such keys may be suggested.
    init?(
        _ node: ConfigNode, _ group: KeyGroup, _ reading: Reading, title: String? = nil,
        extra: (String) -> Bool = { _ in false }, candidates: () -> [String] = { [] }
    ) {
        guard let entries = node.entries else {
            reading.error(
                .wrongType, "\(title ?? group.title) must be a mapping, not \(node.kindName)", at: node.position)
            return nil
        }
        self.entries = entries
        position = node.position
        self.group = group
        self.reading = reading
        for entry in entries where !group.contains(entry.key) && !extra(entry.key) {
            reading.unknownKey(
                entry, in: title ?? group.title, candidates: group.keys.map(\.name) + candidates(),
                later: group.laterKeys)
        }
    }

    /// The value of a key.
    subscript(name: String) -> ConfigNode? {
        for entry in entries where entry.key == name { return entry.value }
        return nil
    }

    /// The value of a key that must be there; reports if it is not.
    func required(_ name: String) -> ConfigNode? {
        if let node = self[name] { return node }
        reading.error(.missingKey, "\(group.title) needs '\(name)'", at: position)
        return nil
    }

    // MARK: Typed values, by the shape in the group

    func text(_ name: String) -> String? {
        self[name].flatMap { text($0, name) }
    }

    func text(_ node: ConfigNode, _ name: String) -> String? {
        guard let text = reading.text(node, name) else { return nil }
        if case .text(let maximum?)? = group[name]?.shape, text.unicodeScalars.count > maximum {
            reading.error(.outOfRange, "'\(name)' is longer than \(maximum) characters", at: node.position)
            return nil
        }
        return text
    }

    func word(_ name: String) -> String? {
        guard let node = self[name], case .word(let words)? = group[name]?.shape else { return nil }
        return reading.word(node, name, words)
    }

    func boolean(_ name: String) -> Bool? {
        self[name].flatMap { reading.boolean($0, name) }
    }

    func integer(_ name: String) -> Int64? {
        guard let node = self[name], case .integer(let range)? = group[name]?.shape else { return nil }
        return reading.integer(node, name, range)
    }

    func duration(_ name: String) -> Duration? {
        guard let node = self[name], case .duration(let range)? = group[name]?.shape else { return nil }
        return reading.duration(node, name, range)
    }

    /// The words of a list as the values of an enumeration.
    func words<Value: RawRepresentable & CaseIterable & Hashable>(_ name: String) -> Set<Value>?
    where Value.RawValue == String {
        guard let node = self[name], case .list(_, let minimum)? = group[name]?.shape else { return nil }
        guard let elements = reading.list(node, name, minimum: minimum) else { return nil }
        return Set(
            elements.compactMap { reading.word($0, name, Value.allCases.map(\.rawValue)).flatMap(Value.init) })
    }
}

extension Reading {
    /// Reports a key that does not exist, with what was probably meant. Keys that start with `x-` are for their author.
    func unknownKey(_ entry: ConfigEntry, in title: String, candidates: [String], later: [String] = []) {
        guard !entry.key.hasPrefix("x-") else { return }
        let key = entry.key.quotable
        guard !later.contains(entry.key) else {
            return error(.unsupportedKey, "'\(key)' is not supported yet", at: entry.keyPosition)
        }
        error(
            .unknownKey, "unknown key '\(key)' in \(title)", at: entry.keyPosition,
            hint: suggestion(for: entry.key, among: candidates) ?? listing(candidates))
    }

    /// `did you mean 'enabled'?`
    func suggestion(for word: String, among candidates: [String]) -> String? {
        guard word.utf8.count <= 64 else { return nil }
        return Spelling.suggestion(for: word, among: candidates).map { "did you mean '\($0)'?" }
    }

    /// `known are: a, b`, if they are few enough to help.
    func listing(_ candidates: [String]) -> String? {
        candidates.isEmpty || candidates.count > 12 ? nil : "known are: " + candidates.joined(separator: ", ")
    }
}
