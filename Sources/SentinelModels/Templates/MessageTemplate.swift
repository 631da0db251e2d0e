/// A text with `{names}`, checked once and filled in a single pass: a value that contains braces is never expanded.
public struct MessageTemplate: Sendable, Hashable {
    private enum Segment: Sendable, Hashable {
        case text(String)
        case field(TemplateField)
    }

    /// Why a template is refused.
    public struct ParsingError: Error, Sendable, Hashable {
        /// What is wrong, in one sentence without a full stop.
        public var message: String
        /// What to do about it.
        public var hint: String?
    }

    private var segments: [Segment]

    /// Reads a template.
    ///
    /// Refuses unknown names (with a suggestion), format rules as in `{threshold:.2f}`, stray braces, and `{{`, which
    /// is kept free for a later form.
    public init(_ source: String) throws(ParsingError) {
        segments = []
        // By scalars, as a brace and a combining mark behind it are one character.
        var rest = source.unicodeScalars[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            if brace > rest.startIndex { segments.append(.text(String(rest[..<brace]))) }
            let after = rest.index(after: brace)
            if after < rest.endIndex, rest[after] == rest[brace] {
                throw ParsingError(message: "'\(rest[brace])\(rest[brace])' is not supported yet", hint: nil)
            }
            guard rest[brace] == "{", let end = rest[after...].firstIndex(of: "}") else {
                throw ParsingError(message: "stray '\(rest[brace])' in the template", hint: "write {name}")
            }
            segments.append(.field(try Self.field(named: String(rest[after..<end]))))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { segments.append(.text(String(rest))) }
    }

    /// The text with every name replaced by what `value` gives for it; the caller escapes inside `value`.
    public func rendered(_ value: (TemplateField) -> String) -> String {
        segments.map { segment in
            switch segment {
            case .text(let text): text
            case .field(let field): value(field)
            }
        }.joined()
    }

    private static func field(named name: String) throws(ParsingError) -> TemplateField {
        if let field = TemplateField(rawValue: name) { return field }
        if let cut = name.firstIndex(where: { ":!.[".contains($0) }),
            TemplateField(rawValue: String(name[..<cut])) != nil
        {
            throw ParsingError(
                message: "'{\(name)}' has a format rule, which is not supported", hint: "write {\(name[..<cut])}")
        }
        let names = TemplateField.allCases.map(\.rawValue)
        let suggestion = Spelling.suggestion(for: name, among: names).map { "did you mean {\($0)}?" }
        throw ParsingError(
            message: "unknown placeholder '{\(name)}'",
            hint: suggestion ?? "known are " + names.map { "{\($0)}" }.joined(separator: ", "))
    }
}
