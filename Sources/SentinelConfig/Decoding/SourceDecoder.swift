internal import SentinelModels

/// Decodes `database`, `sources` and `state`.
struct SourceDecoder {
    let reading: Reading

    /// A source of a section; nil if it cannot be made.
    func source(_ node: ConfigNode, name: String) -> SourceConfiguration? {
        let scheme = Self.scheme(of: node["url"]?.scalar?.text ?? "")
        let kind = kind(node, scheme)
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

    /// The `database` that an environment variable stands in for, as the original's daemon reads it.
    func environmentSource() -> SourceConfiguration? {
        guard let text = reading.variable("DATABASE_URL") else { return nil }
        let scheme = Self.scheme(of: text)
        let reference = SecretReference.environment(name: "DATABASE_URL")
        var result = SourceConfiguration(
            name: "default", url: reference, displayURL: Self.display(text, isSubstituted: true), scheme: scheme,
            options: IntegrationOptions(["url": .secret(reference)]))
        guard let kind = reading.integrations.schemes[scheme] else { return result }
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
        return StateConfiguration(url: url.reference, position: url.position)
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
        guard let path = fields.text("url_file") else { return nil }
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
        let schemes = reading.integrations.schemes.keys.sorted()
        let message =
            scheme.isEmpty
            ? "the URL has no scheme such as \(schemes.first ?? "sqlite")://" : "no source opens \(scheme):// URLs"
        let hint = reading.suggestion(for: scheme, among: schemes) ?? reading.listing(schemes)
        if reading.isOriginal {
            reading.warning(.unknownScheme, message + "; its alerts will fail", at: url.position, hint: hint)
            return false
        }
        reading.error(.unknownScheme, message, at: url.position, hint: hint)
        return true
    }

    /// The scheme in lower case up to a driver's name: `sqlite` of `sqlite+pysqlite://`; empty if there is none.
    static func scheme(of url: String) -> String {
        guard let end = url.firstRange(of: "://")?.lowerBound else { return "" }
        let scheme = url[..<end].prefix { $0 != "+" }.lowercased()
        let isName = scheme.utf8.allSatisfy { ($0 &- 97 < 26) || YAMLResolver.isDigit($0) || $0 == 45 || $0 == 46 }
        return isName && scheme.utf8.first.map { $0 &- 97 < 26 } == true ? scheme : ""
    }

    /// The URL without password, parameters and fragment.
    static func display(_ url: String, isSubstituted: Bool) -> String {
        guard let range = url.firstRange(of: "://") else { return isSubstituted ? "<secret>" : url.quotable }
        let scheme = url[..<range.upperBound]
        let rest = url[range.upperBound...].prefix { $0 != "?" && $0 != "#" && $0 != ";" }
        guard let at = rest.lastIndex(of: "@"), let colon = rest[..<at].firstIndex(of: ":") else {
            return String(scheme + rest).quotable
        }
        return String(scheme + rest[..<colon] + rest[at...]).quotable
    }
}
