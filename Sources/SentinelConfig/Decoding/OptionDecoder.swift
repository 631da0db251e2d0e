internal import SentinelModels

/// Decodes the options of one source or receiver, all of them by their descriptions.
struct OptionDecoder {
    /// Where options may stand.
    enum Place {
        /// In `sources` or `receivers`.
        case section
        /// In a route that describes its receiver.
        case inline
        /// In a route to a configured receiver: what belongs to the message.
        case route
    }

    let reading: Reading
    let place: Place
    /// What messages call the thing: `the email receiver`.
    let title: String
    /// Where the thing stands, for what is missing in it.
    let position: SourcePosition

    /// What decoding came to.
    struct Result {
        var options = IntegrationOptions()
        /// The message options as texts.
        var messages: [String: String] = [:]
        /// The parts of the address, for the key of an inline receiver.
        var addresses: [String] = []
        /// The other options that were written, for telling receivers at one address apart.
        var extras: [String] = []
        var isComplete = true
    }

    /// Decodes options; keys that belong to no option have been reported already.
    func decode(_ entries: [ConfigEntry], _ table: OptionTable, path: String = "") -> Result {
        var result = Result()
        for (index, option) in table.options.enumerated() where place != .route || option.scope == .message {
            decode(option, index, entries, table, path, &result)
        }
        return result
    }

    private func decode(
        _ option: OptionDescriptor, _ index: Int, _ entries: [ConfigEntry], _ table: OptionTable, _ path: String,
        _ result: inout Result
    ) {
        let entry = entries.first { $0.key == option.name }
        let twin = twin(of: option, in: entries)
        let name = path + option.name
        if place == .inline, !option.isInline, let entry = entry ?? twin {
            reading.error(
                .unknownKey, "'\(path + entry.key)' cannot be written in a route", at: entry.keyPosition,
                hint: "configure the receiver under 'receivers'")
            result.isComplete = false
            return
        }
        if case .group = option.kind, let nested = table.groups[index] {
            return decodeGroup(option, nested, entry, name, &result)
        }
        if let entry, !(entry.value.scalar?.kind == .null && option.acceptsNull) {
            if let twin {
                reading.error(.conflictingKeys, "'\(name)' and '\(name)_file' exclude each other", at: twin.keyPosition)
            }
            result.options.positions[option.name] = entry.value.position
            guard let value = reading.value(of: option.kind, entry.value, name) else {
                result.isComplete = false
                return
            }
            return store(value, of: option, name, isWritten: true, &result)
        }
        if let twin {
            result.options.positions[option.name] = twin.value.position
            guard let path = reading.path(twin.value, name + "_file") else {
                result.isComplete = false
                return
            }
            return store(.secret(.file(path: path)), of: option, name, isWritten: true, &result)
        }
        decodeAbsent(option, table.defaults[index], name, &result)
    }

    /// The entry that names a file for a secret.
    private func twin(of option: OptionDescriptor, in entries: [ConfigEntry]) -> ConfigEntry? {
        guard case .secret = option.kind else { return nil }
        return entries.first { $0.key == option.name + "_file" }
    }

    /// What stands in for an option that is not written: its variable, its default, or the error that it is missing.
    private func decodeAbsent(
        _ option: OptionDescriptor, _ fallback: IntegrationOptions.Value?, _ name: String, _ result: inout Result
    ) {
        guard place != .route else { return }
        if let variable = option.environment, let text = reading.variable(variable) {
            if case .secret = option.kind {
                return store(.secret(.environment(name: variable)), of: option, name, isWritten: false, &result)
            }
            let scalar = ConfigScalar(text: text, isSubstituted: true)
            let node = ConfigNode(.scalar(scalar), at: position)
            let whole = if case .list = option.kind { ConfigNode(.sequence([node]), at: position) } else { node }
            guard let value = reading.value(of: option.kind, whole, variable) else {
                result.isComplete = false
                return
            }
            return store(value, of: option, name, isWritten: false, &result)
        }
        if let fallback { return store(fallback, of: option, name, isWritten: false, &result) }
        guard option.isRequired else { return }
        result.isComplete = false
        let hint = option.environment.map { "write '\(name)' or set the variable \($0)" }
        reading.error(.incomplete, "\(title) needs '\(name)'", at: position, hint: hint)
    }

    private func decodeGroup(
        _ option: OptionDescriptor, _ table: OptionTable, _ entry: ConfigEntry?, _ name: String,
        _ result: inout Result
    ) {
        var entries: [ConfigEntry] = []
        if let entry {
            guard let found = entry.value.entries else {
                reading.wrongType(entry.value, name, "a mapping")
                result.isComplete = false
                return
            }
            entries = found
            for nested in found where table.slots[nested.key] == nil {
                reading.unknownKey(nested, in: "'\(name)'", candidates: table.keys)
            }
        } else if !option.isRequired, !mayStandIn(table) {
            return
        }
        let nested = OptionDecoder(
            reading: reading, place: place, title: title, position: entry?.value.position ?? position)
        let inner = nested.decode(entries, table, path: name + ".")
        result.isComplete = result.isComplete && inner.isComplete
        result.addresses += inner.addresses
        result.extras += inner.extras
        if let entry { result.options.positions[option.name] = entry.value.position }
        guard !inner.options.values.isEmpty else { return }
        result.options.values[option.name] = .group(inner.options)
    }

    /// Whether a group that is not written may come from the environment.
    private func mayStandIn(_ table: OptionTable) -> Bool {
        table.options.contains { $0.environment.flatMap(reading.variable) != nil }
            || !table.options.contains(where: \.isRequired) && table.defaults.contains { $0 != nil }
    }

    private func store(
        _ value: IntegrationOptions.Value, of option: OptionDescriptor, _ name: String, isWritten: Bool,
        _ result: inout Result
    ) {
        if option.scope == .message {
            if isWritten { result.messages[option.name] = value.canonicalText(in: reading) }
            if place != .section { return }
        } else if option.isAddress {
            result.addresses.append("\(name)=\(value.canonicalText(in: reading))")
        } else if isWritten {
            result.extras.append("\(name)=\(value.canonicalText(in: reading))")
        }
        result.options.values[option.name] = value
    }
}

extension OptionDescriptor {
    /// Whether null means the same as nothing, as it does for the original's optional texts.
    var acceptsNull: Bool {
        switch kind {
        case .string, .template: !isRequired && defaultText == nil && !isAddress
        default: false
        }
    }
}

extension IntegrationOptions.Value {
    /// A text that is the same exactly for the same value; of a secret from the environment, the secret itself.
    func canonicalText(in reading: Reading) -> String {
        switch self {
        case .string(let text): text
        case .integer(let value): String(value)
        case .boolean(let value): value ? "true" : "false"
        case .duration(let value): value.text
        case .secret(let reference): Self.text(of: reference, in: reading)
        case .list(let elements): elements.map { "\($0.utf8.count):\($0)" }.joined()
        case .map(let pairs):
            pairs.map { "\($0.name.utf8.count):\($0.name)=\($0.value.utf8.count):\($0.value)" }.joined()
        case .secretMap(let pairs):
            pairs.map { pair in
                let text = Self.text(of: pair.value, in: reading)
                return "\(pair.name.utf8.count):\(pair.name)=\(text.utf8.count):\(text)"
            }.joined()
        case .group: ""
        @unknown default: ""
        }
    }

    private static func text(of reference: SecretReference, in reading: Reading) -> String {
        switch reference {
        case .literal(let secret): secret.reveal()
        case .file(let path): "file:" + path
        case .environment(let name): reading.environment[name] ?? ""
        }
    }
}
