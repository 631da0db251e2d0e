internal import SentinelModels

/// Decodes `database`, `sources` and `state`.
struct SourceDecoder {
    let reading: Reading

    /// A source of a section; nil if it cannot be made.
    func source(_ node: ConfigNode, name: String) -> SourceConfiguration? {
        let scheme = Self.scheme(of: node["url"]?.scalar?.text ?? "")
        let kind = kind(node, scheme)
        if let type = node["type"], reading.text(type, "type") == nil { return nil }
        let title = "the source '\(name.quotable)'"
        let known = kind.map { CoreKeys.source.keys.map(\.name) + $0.options.keys }
        guard
            let fields = Fields(
                node, CoreKeys.source, reading, title: title,
                extra: { known.map { names in { names.contains($0) } }?($0) ?? true },
                candidates: { kind?.options.keys ?? [] }),
            let url = url(fields, title)
        else { return nil }
        var result = SourceConfiguration(
            name: name, url: url.reference, displayURL: url.display, scheme: scheme,
            options: IntegrationOptions(["url": .secret(url.reference)]), timeout: fields.duration("timeout"),
            maxRows: fields.integer("max_rows").map { Int($0) } ?? 1000, position: node.position)
        if let timeout = result.timeout { result.options.values["timeout"] = .duration(timeout) }
        guard let kind else { return unknown(scheme, fields, url) ? nil : result }
        checkScheme(scheme, kind, at: fields["type"]?.position)
        if result.scheme.isEmpty { result.scheme = kind.descriptor.urlSchemes.first ?? "" }
        let decoder = OptionDecoder(reading: reading, place: .section, title: title, position: node.position)
        let entries = fields.entries.filter { !CoreKeys.source.contains($0.key) }
        let decoded = decoder.decode(
            entries, OptionTable(kind.descriptor.options.filter { !CoreKeys.source.contains($0.name) }))
        result.options.values.merge(decoded.options.values) { _, new in new }
        result.options.positions = decoded.options.positions
        result.options.positions["url"] = url.position
        reading.validate(result.options, kind.descriptor, title, at: node.position)
        return result
    }

    /// The `database` that the variable DATABASE_URL stands in for, as the original's daemon reads it.
    func environmentSource(_ text: String) -> SourceConfiguration? {
        let scheme = Self.scheme(of: text)
        let reference = SecretReference.environment(name: "DATABASE_URL")
        var result = SourceConfiguration(
            name: "default", url: reference, displayURL: Self.display(text, isSubstituted: true), scheme: scheme,
            options: IntegrationOptions(["url": .secret(reference)]))
        guard let kind = reading.integrations.schemes[scheme] else {
            return unknownScheme(scheme, "the variable DATABASE_URL", at: nil) ? nil : result
        }
        let decoder = OptionDecoder(
            reading: reading, place: .section, title: "the database of DATABASE_URL",
            position: SourcePosition(file: "DATABASE_URL", line: 1, column: 1))
        let table = OptionTable(kind.descriptor.options.filter { !CoreKeys.source.contains($0.name) })
        result.options.values.merge(decoder.decode([], table).options.values) { _, new in new }
        return result
    }

    /// The state database.
    func state(_ node: ConfigNode) -> StateConfiguration? {
        guard let fields = Fields(node, CoreKeys.state, reading),
            let url = url(fields, CoreKeys.state.title)
        else { return nil }
        return StateConfiguration(url: url.reference, password: statePassword(fields), position: url.position)
    }

    private func statePassword(_ fields: Fields) -> SecretReference? {
        guard let node = fields["password"] else {
            return fields["password_file"].flatMap { reading.path($0, "password_file") }.map { .file(path: $0) }
        }
        if fields["password_file"] != nil {
            reading.error(.conflictingKeys, "'password' and 'password_file' exclude each other", at: node.position)
        }
        guard let scalar = node.scalar, scalar.kind == .string else {
            reading.wrongType(node, "password", "a text", hint: "put it in quotes")
            return nil
        }
        return .literal(Secret(scalar.text))
    }

    // MARK: URLs

    private struct URL {
        var reference: SecretReference
        var display: String
        var position: SourcePosition
    }

    private func url(_ fields: Fields, _ title: String) -> URL? {
        if let node = fields["url"] {
            if fields["url_file"] != nil {
                reading.error(.conflictingKeys, "'url' and 'url_file' exclude each other", at: node.position)
            }
            guard let scalar = node.scalar, scalar.kind == .string else {
                reading.wrongType(node, "url", "a text", hint: "put it in quotes")
                return nil
            }
            guard reading.isOriginal || !scalar.text.isEmpty else {
                reading.error(.invalidValue, "'url' is empty", at: node.position)
                return nil
            }
            return URL(
                reference: .literal(Secret(scalar.text)),
                display: Self.display(scalar.text, isSubstituted: scalar.isSubstituted), position: node.position)
        }
        guard let file = fields["url_file"] else {
            reading.error(.missingKey, "\(title) needs 'url'", at: fields.position)
            return nil
        }
        guard let path = reading.path(file, "url_file") else { return nil }
        return URL(reference: .file(path: path), display: "(in \(path))", position: file.position)
    }

    private func kind(_ node: ConfigNode, _ scheme: String) -> IntegrationTable.Kind? {
        guard let type = node["type"]?.scalar?.text else { return reading.integrations.schemes[scheme] }
        return reading.integrations.sources[type]
    }

    /// Reports that no integration opens the URL; returns whether the source is unusable.
    private func unknown(_ scheme: String, _ fields: Fields, _ url: URL) -> Bool {
        if let type = fields["type"] {
            let types = reading.integrations.sources.keys.sorted()
            reading.error(
                .unknownType, "there is no such kind of source", at: type.position,
                hint: reading.suggestion(for: type.scalar?.text ?? "", among: types) ?? reading.listing(types))
            return true
        }
        if fields["url"] == nil {
            reading.error(
                .missingKey, "'url_file' needs 'type', the kind of database", at: url.position,
                hint: reading.listing(reading.integrations.sources.keys.sorted()))
            return true
        }
        return unknownScheme(scheme, "the URL", at: url.position)
    }

    /// Reports a scheme that no integration opens: an error, but in the original's format, whose `validate` never
    /// looked at URLs, only a warning. Returns whether it is an error.
    private func unknownScheme(_ scheme: String, _ subject: String, at position: SourcePosition?) -> Bool {
        let schemes = reading.integrations.schemes.keys.sorted()
        let message =
            scheme.isEmpty
            ? "\(subject) has no scheme such as \(schemes.first ?? "sqlite")://"
            : "no source opens \(scheme):// URLs" + (position == nil ? " such as that of \(subject)" : "")
        let hint = reading.suggestion(for: scheme, among: schemes) ?? reading.listing(schemes)
        if reading.isOriginal {
            reading.warning(.unknownScheme, message + "; its alerts will fail", at: position, hint: hint)
            return false
        }
        reading.error(.unknownScheme, message, at: position, hint: hint)
        return true
    }

    /// Reports a `type` that the URL contradicts.
    private func checkScheme(_ scheme: String, _ kind: IntegrationTable.Kind, at type: SourcePosition?) {
        guard let type, let other = reading.integrations.schemes[scheme]?.descriptor.type, other != kind.descriptor.type
        else { return }
        reading.error(
            .conflictingKeys, "'type' says \(kind.descriptor.type), but \(scheme):// URLs are opened by \(other)",
            at: type, hint: "leave 'type' out")
    }
}
