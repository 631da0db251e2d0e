public import SentinelModels

/// The reference page of the configuration, made from the same descriptions that check it.
public enum ConfigurationReference {
    /// The page in Markdown for these integrations.
    public static func markdown(integrations: [IntegrationDescriptor]) -> String {
        var page = """
            # Configuration reference

            A configuration is one YAML file, a directory of them, or a glob. Keys that start with `x-` are ignored, all
            other unknown keys are errors. `${VAR}`, `${VAR:-default}`, `${VAR:?message}` and `$$` work in all texts but
            `query`. Lengths of time are written `30s`, `5m`, `1h30m` or `2d`. Every secret key has a twin with `_file`
            that names a file to read it from.

            """
        for (heading, group) in groups { page += section(heading, rows(group)) }
        page += "\n## Kinds of sources\n"
        for kind in integrations where kind.isSource { page += integration(kind) }
        page += "\n## Kinds of receivers\n"
        for kind in integrations where !kind.isSource { page += integration(kind) }
        page += "\n## Codes of messages\n\n| code |\n|---|\n"
        for problem in ConfigurationProblem.allCases { page += "| `\(problem.rawValue)` |\n" }
        return page
    }

    private static let groups: [(String, KeyGroup)] = [
        ("Top level", CoreKeys.top), ("`database` and each of `sources`", CoreKeys.source),
        ("`state`", CoreKeys.state), ("`defaults`", CoreKeys.defaults), ("`egress`", CoreKeys.egress),
        ("Each of `receivers`", CoreKeys.receiver), ("Each of `alerts`", CoreKeys.alert),
        ("A route: an element of `notify`", CoreKeys.route), ("`schedule` as a mapping", CoreKeys.every),
        ("`when`", CoreKeys.when), ("`on_no_data` as a mapping", CoreKeys.onNoData),
        ("`on_error`", CoreKeys.onError),
    ]

    private static func section(_ heading: String, _ rows: [String], level: Int = 2) -> String {
        "\n\(String(repeating: "#", count: level)) \(heading)\n\n| key | takes | default | meaning |\n|---|---|---|---|\n"
            + rows.map { $0 + "\n" }.joined()
    }

    private static func rows(_ group: KeyGroup) -> [String] {
        group.keys.map { key in
            row(key.name, text(key.shape), key.isRequired ? "required" : key.defaultText, key.documentation)
        }
    }

    private static func row(_ name: String, _ takes: String, _ fallback: String?, _ text: String) -> String {
        let fallback = fallback.map { $0 == "required" ? $0 : "`\($0)`" } ?? ""
        return "| `\(name)` | \(escaped(takes)) | \(fallback) | \(escaped(text)) |"
    }

    private static func escaped(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }

    private static func text(_ shape: KeyShape) -> String {
        switch shape {
        case .text(let maximum): maximum.map { "text up to \($0)" } ?? "text"
        case .optionalText: "text"
        case .path: "path"
        case .secret: "text, kept secret"
        case .word(let words): words.map { "`\($0)`" }.joined(separator: ", ")
        case .boolean: "true or false"
        case .integer(let range):
            range.lowerBound == range.upperBound
                ? "`\(range.lowerBound)`" : "number " + Reading.text(of: range)
        case .duration(let range): "time from \(range.lowerBound.text) to \(range.upperBound.text)"
        case .scalar: "number, text or truth value"
        case .list(let element, _): "list of: " + text(element)
        case .map(let value, _): "names with: " + text(value)
        case .group: "mapping, see below"
        case .either(let shapes): shapes.map(text).joined(separator: "; or ")
        case .source: "source"
        case .receiver: "receiver"
        case .route: "route"
        }
    }

    // MARK: Integrations

    private static func integration(_ kind: IntegrationDescriptor) -> String {
        let schemes = kind.urlSchemes.map { "`\($0)://`" }.joined(separator: ", ")
        let intro = kind.summary + (schemes.isEmpty ? "" : " URLs: \(schemes).")
        return section("`\(kind.type)`", rows(kind.options, path: ""), level: 3)
            .replacingFirst("\n\n", with: "\n\n\(intro)\n\n")
    }

    private static func rows(_ options: [OptionDescriptor], path: String) -> [String] {
        options.flatMap { option -> [String] in
            let name = path + option.name
            let own = row(
                name, text(option.kind), option.isRequired ? "required" : option.defaultText, notes(option))
            guard case .group(let nested) = option.kind else { return [own] }
            return [own] + rows(nested, path: name + ".")
        }
    }

    private static func notes(_ option: OptionDescriptor) -> String {
        var notes = [option.documentation]
        if let variable = option.environment { notes.append("Without it the variable `\(variable)` counts.") }
        if option.scope == .message { notes.append("Routes may say it too.") }
        if !option.isInline { notes.append("Not in inline routes.") }
        return notes.joined(separator: " ")
    }

    private static func text(_ kind: OptionDescriptor.Kind) -> String {
        switch kind {
        case .string: "text"
        case .word(let words): words.map { "`\($0)`" }.joined(separator: ", ")
        case .integer(let range): "number " + Reading.text(of: range)
        case .boolean: "true or false"
        case .duration(let range): "time from \(range.lowerBound.text) to \(range.upperBound.text)"
        case .byteCount: "bytes such as `1MiB`"
        case .secret: "text, kept secret"
        case .template: "text with `{names}`"
        case .list: "list of texts"
        case .map(let isSecret): isSecret ? "names with texts, kept secret" : "names with texts"
        case .group: "mapping"
        }
    }
}

extension String {
    /// The text with the first occurrence of `part` replaced.
    fileprivate func replacingFirst(_ part: String, with other: String) -> String {
        guard let range = dropFirst().firstRange(of: part) else { return self }
        return self[..<range.lowerBound] + other + self[range.upperBound...]
    }
}
