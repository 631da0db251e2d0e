import SentinelModels

/// A body template: like ``MessageTemplate``, but braces that enclose no name are text, so that JSON can be written.
struct DocumentTemplate: Sendable, Hashable {
    /// How values are made harmless, by the body's content type.
    enum Format: Sendable, Hashable {
        /// Inside quotes the value's text, escaped; outside the value as JSON.
        case json
        /// Percent-encoded.
        case form
        /// With entities.
        case markup
        /// As it is.
        case plain

        /// The format of a media type.
        init(contentType: String) {
            let type = contentType.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
            switch type {
            case "application/json", "text/json": self = .json
            case "application/x-www-form-urlencoded": self = .form
            case "application/xml", "text/xml", "text/html": self = .markup
            case _ where type.hasSuffix("+json"): self = .json
            case _ where type.hasSuffix("+xml"): self = .markup
            default: self = .plain
            }
        }
    }

    private enum Segment: Sendable, Hashable {
        case text(String)
        case field(TemplateField)
    }

    private var segments: [Segment] = []

    /// Reads a template; refuses `{name}` with a name that does not exist, and `{{`, which is kept for a later form.
    init(_ source: String) throws(WebhookOptions.Invalid) {
        var text = ""
        var rest = source[...]
        while let brace = rest.firstIndex(of: "{") {
            text += rest[..<brace]
            let after = rest.index(after: brace)
            guard rest[after...].first != "{" else {
                throw WebhookOptions.Invalid(option: "body", text: "'{{' is not supported yet")
            }
            let name = rest[after...].prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            if name.first.map({ !$0.isNumber }) ?? false, name.endIndex < rest.endIndex, rest[name.endIndex] == "}" {
                segments.append(.text(text))
                segments.append(.field(try Self.field(String(name))))
                text = ""
                rest = rest[rest.index(after: name.endIndex)...]
            } else {
                text += "{"
                rest = rest[after...]
            }
        }
        segments.append(.text(text + rest))
    }

    /// The body with every name replaced, in one pass.
    func rendered(_ fields: MessageFields, as format: Format) -> String {
        var result = ""
        var isQuoted = false
        for segment in segments {
            switch segment {
            case .text(let text):
                if format == .json { isQuoted = Self.isQuoted(after: text, from: isQuoted) }
                result += text
            case .field(let field): result += Self.text(field, fields, format, isQuoted: isQuoted)
            }
        }
        return result
    }

    private static func text(
        _ field: TemplateField, _ fields: MessageFields, _ format: Format, isQuoted: Bool
    ) -> String {
        switch format {
        case .json where isQuoted: String(JSONValue.string(fields(field)).encoded().dropFirst().dropLast())
        case .json: fields.json(field).encoded()
        case .form: percentEncoded(fields(field))
        case .markup: Markup.escaped(fields(field))
        case .plain: fields(field)
        }
    }

    /// Whether a JSON text is inside a string after `text`.
    private static func isQuoted(after text: String, from start: Bool) -> Bool {
        var isQuoted = start
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = isQuoted
            } else if scalar == "\"" {
                isQuoted.toggle()
            }
        }
        return isQuoted
    }

    private static func percentEncoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += "%" + [byte].hexadecimal.uppercased()
            }
        }
        return result
    }

    private static func field(_ name: String) throws(WebhookOptions.Invalid) -> TemplateField {
        if let field = TemplateField(rawValue: name) { return field }
        let names = TemplateField.allCases.map(\.rawValue)
        let hint = Spelling.suggestion(for: name, among: names).map { "did you mean {\($0)}?" }
        throw WebhookOptions.Invalid(option: "body", text: "unknown placeholder '{\(name)}'", hint: hint)
    }
}

extension MessageFields {
    /// What a template's `{name}` stands for as JSON: numbers exact, absent values null.
    func json(_ field: TemplateField) -> JSONValue {
        switch field {
        case .actualValue: content.actualValue?.jsonValue ?? .null
        case .threshold: content.threshold?.jsonValue ?? .null
        case .sequence: .integer(content.sequence)
        case .context: .object(content.context.map { JSONValue.Member($0.name, $0.value.jsonValue) })
        case .severity: .optional(content.severity?.rawValue)
        case .description: .optional(content.description)
        case .error: .optional(content.error?.message)
        default: .string(self(field))
        }
    }
}
