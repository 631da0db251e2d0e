internal import SentinelModels

extension Reading {
    /// The value of an integration's option, by its kind; reports and returns nil if the node does not hold one.
    ///
    /// Groups are no values: ``OptionDecoder`` descends into them.
    func value(of kind: OptionDescriptor.Kind, _ node: ConfigNode, _ name: String) -> IntegrationOptions.Value? {
        switch kind {
        case .string(let allowsEmpty): string(node, name, allowsEmpty).map(IntegrationOptions.Value.string)
        case .word(let words): word(node, name, words, anyCase: true).map(IntegrationOptions.Value.string)
        case .integer(let range): integer(node, name, range).map(IntegrationOptions.Value.integer)
        case .boolean: boolean(node, name).map(IntegrationOptions.Value.boolean)
        case .duration(let range): duration(node, name, range).map(IntegrationOptions.Value.duration)
        case .byteCount(let range): byteCount(node, name, range).map(IntegrationOptions.Value.integer)
        case .secret: secret(node, name).map(IntegrationOptions.Value.secret)
        case .template: template(node, name).map(IntegrationOptions.Value.string)
        case .list(let minimum): texts(node, name, minimum).map(IntegrationOptions.Value.list)
        case .map(isSecret: false): map(node, name).map(IntegrationOptions.Value.map)
        case .map(isSecret: true): secretMap(node, name).map(IntegrationOptions.Value.secretMap)
        case .group: nil
        }
    }

    private func string(_ node: ConfigNode, _ name: String, _ allowsEmpty: Bool) -> String? {
        guard let text = text(node, name) else { return nil }
        guard allowsEmpty || !text.isEmpty else {
            error(.invalidValue, "'\(name)' is empty", at: node.position)
            return nil
        }
        return text
    }

    /// A secret. No message ever shows any of it.
    func secret(_ node: ConfigNode, _ name: String) -> SecretReference? {
        guard let scalar = node.scalar, scalar.kind == .string else {
            wrongType(node, name, "a text", hint: "put it in quotes")
            return nil
        }
        guard !scalar.text.isEmpty else {
            error(.invalidValue, "'\(name)' is empty", at: node.position)
            return nil
        }
        return .literal(Secret(scalar.text))
    }

    /// The path of a file that holds a secret.
    func path(_ node: ConfigNode, _ name: String) -> String? {
        guard let path = text(node, name) else { return nil }
        guard !path.isEmpty else {
            error(.invalidValue, "'\(name)' is empty", at: node.position)
            return nil
        }
        return path
    }

    private func secretMap(_ node: ConfigNode, _ name: String) -> [IntegrationOptions.SecretPair]? {
        guard let entries = node.entries else {
            wrongType(node, name, "a mapping")
            return nil
        }
        let pairs = entries.compactMap { entry -> IntegrationOptions.SecretPair? in
            if isOriginal, entry.keyKind != .string {
                error(
                    .wrongType, "a key of '\(name)' must be a text", at: entry.keyPosition, hint: "put it in quotes")
            }
            guard let scalar = entry.value.scalar, scalar.kind == .string else {
                wrongType(entry.value, "\(name).\(entry.key.quotable)", "a text", hint: "put it in quotes")
                return nil
            }
            return IntegrationOptions.SecretPair(entry.key, .literal(Secret(scalar.text)))
        }
        return pairs.count == entries.count ? pairs : nil
    }

    private func texts(_ node: ConfigNode, _ name: String, _ minimum: Int) -> [String]? {
        guard let elements = list(node, name, minimum: minimum) else { return nil }
        let texts = elements.compactMap { text($0, name) }
        return texts.count == elements.count ? texts : nil
    }

    /// A message template whose placeholders all exist.
    func template(_ node: ConfigNode, _ name: String) -> String? {
        guard let text = text(node, name) else { return nil }
        do throws(MessageTemplate.ParsingError) {
            _ = try MessageTemplate(text)
            return text
        } catch {
            let isShown = node.scalar?.isSubstituted == false
            self.error(
                .invalidTemplate, isShown ? error.message.sayable : "'\(name)' is no valid template",
                at: node.position, hint: isShown ? error.hint : nil)
            return nil
        }
    }

    private func byteCount(_ node: ConfigNode, _ name: String, _ range: ClosedRange<Int64>) -> Int64? {
        let value: Int64?
        switch node.scalar?.kind {
        case .integer(let number): value = number
        case .string: value = node.scalar.flatMap { Self.byteCount(of: $0.text) }
        default: value = nil
        }
        guard let value else {
            wrongType(node, name, "a number of bytes such as 1MiB")
            return nil
        }
        guard range.contains(value) else {
            error(.outOfRange, "'\(name)' must be \(Self.text(of: range)) bytes", at: node.position)
            return nil
        }
        return value
    }

    /// `512`, `64KiB`, `10MB`.
    static func byteCount(of text: String) -> Int64? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int64(digits) else { return nil }
        let factor: Int64
        switch text.dropFirst(digits.count).drop(while: { $0 == " " }).lowercased() {
        case "", "b": factor = 1
        case "kb": factor = 1000
        case "mb": factor = 1_000_000
        case "gb": factor = 1_000_000_000
        case "kib": factor = 1 << 10
        case "mib": factor = 1 << 20
        case "gib": factor = 1 << 30
        default: return nil
        }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }
}
