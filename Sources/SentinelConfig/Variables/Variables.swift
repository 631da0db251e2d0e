internal import SentinelModels

/// Substitutes `${NAME}`, `${NAME:-default}`, `${NAME:?message}` and `$$` in texts, in a single pass: a value that
/// contains `${` is never substituted again.
struct Variables: Sendable {
    /// The texts by name.
    var environment: [String: String]
    /// Whether `$NAME` works too, and what is no variable stays as it is: the original's format.
    var allowsBare: Bool

    /// A text after substitution.
    struct Expansion {
        var text = ""
        /// Whether a variable's value is in it.
        var isSubstituted = false
        var problems: [VariableProblem] = []
    }

    /// The text with its variables substituted.
    func expanded(_ text: String) -> Expansion {
        var expansion = Expansion()
        var rest = text[...].utf8
        while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
            expansion.text += Substring(rest[..<dollar])
            rest = rest[rest.index(after: dollar)...]
            switch rest.first {
            case UInt8(ascii: "$"):
                expansion.text += "$"
                rest = rest.dropFirst()
            case UInt8(ascii: "{"): braced(&rest, &expansion)
            default: bare(&rest, &expansion)
            }
        }
        expansion.text += Substring(rest)
        return expansion
    }

    /// The names of set variables that a text would use if it were substituted, for the warning about queries.
    func names(in text: String) -> [String] {
        var names: [String] = []
        var rest = text[...].utf8
        while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
            rest = rest[rest.index(after: dollar)...]
            if rest.first == UInt8(ascii: "{") { rest = rest.dropFirst() }
            let name = String(Substring(Self.name(rest)))
            if environment[name] != nil { names.append(name) }
        }
        return names
    }

    private func bare(_ rest: inout Substring.UTF8View, _ expansion: inout Expansion) {
        let found = Self.name(rest)
        guard allowsBare, !found.isEmpty else {
            expansion.text += "$"
            return
        }
        rest = rest[found.endIndex...]
        let name = String(Substring(found))
        substitute(name, environment[name], otherwise: "$" + name, &expansion)
    }

    private func braced(_ rest: inout Substring.UTF8View, _ expansion: inout Expansion) {
        let body = rest.dropFirst()
        let found = Self.name(body)
        let name = String(Substring(found))
        let after = body[found.endIndex...]
        guard !name.isEmpty, let end = after.firstIndex(of: UInt8(ascii: "}")) else {
            return malformed(&rest, &expansion)
        }
        let argument = Substring(after[..<end])
        let whole = "${\(name)\(argument)}"
        guard !argument.contains("${") else { return malformed(&rest, &expansion) }
        switch argument.prefix(2) {
        case "": substitute(name, environment[name], otherwise: whole, &expansion)
        case ":-":
            if let value = environment[name], !value.isEmpty {
                substitute(name, value, otherwise: whole, &expansion)
            } else {
                expansion.text += argument.dropFirst(2)
            }
        case ":?":
            let value = environment[name].flatMap { $0.isEmpty ? nil : $0 }
            if value == nil { expansion.problems.append(.required(name: name, message: String(argument.dropFirst(2)))) }
            expansion.text += value ?? whole
            expansion.isSubstituted = true
        default: return malformed(&rest, &expansion)
        }
        rest = after[after.index(after: end)...]
    }

    private func substitute(_ name: String, _ value: String?, otherwise: String, _ expansion: inout Expansion) {
        if value == nil { expansion.problems.append(.unset(name: name)) }
        expansion.text += value ?? otherwise
        expansion.isSubstituted = true
    }

    private func malformed(_ rest: inout Substring.UTF8View, _ expansion: inout Expansion) {
        if !allowsBare { expansion.problems.append(.malformed) }
        expansion.text += "$"
    }

    /// The longest name at the start of a text; empty if there is none.
    static func name(_ text: Substring.UTF8View) -> Substring.UTF8View {
        guard let first = text.first, !YAMLResolver.isDigit(first) else { return text.prefix(0) }
        return text.prefix { byte in
            YAMLResolver.isDigit(byte) || byte == UInt8(ascii: "_") || (byte | 32) &- 97 < 26
        }
    }
}

/// What can be wrong with a variable in a text.
enum VariableProblem: Hashable {
    /// Not set, and no default.
    case unset(name: String)
    /// Not set or empty, and its author says what that means.
    case required(name: String, message: String)
    /// `${` that is followed by something else than a variable.
    case malformed

    func diagnostic(at position: SourcePosition) -> Diagnostic {
        switch self {
        case .unset(let name):
            Diagnostic(
                .error, code: ConfigurationProblem.unsetVariable.rawValue, "the variable \(name) is not set",
                at: position, hint: "set it, write ${\(name):-default}, or $$ for a dollar sign")
        case .required(let name, let message):
            Diagnostic(
                .error, code: ConfigurationProblem.unsetVariable.rawValue,
                "the variable \(name) is not set" + (message.isEmpty ? "" : ": \(message.sayable)"), at: position)
        case .malformed:
            Diagnostic(
                .error, code: ConfigurationProblem.invalidVariable.rawValue, "'${' does not start a variable",
                at: position, hint: "write ${NAME}, ${NAME:-default} or ${NAME:?message}, or $$ for a dollar sign")
        }
    }
}
