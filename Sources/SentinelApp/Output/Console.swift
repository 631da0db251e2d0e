import SentinelModels

/// Writes for people and programs: data to standard output, talk to standard error.
struct Console: Sendable {
    private let environment: Environment
    private let isQuiet: Bool
    /// Whether details are wanted (`-v`).
    let isVerbose: Bool
    private let colorsOutput: Bool
    private let colorsErrors: Bool

    init(_ environment: Environment, quiet: Bool = false, verbose: Bool = false, noColor: Bool = false) {
        self.environment = environment
        isQuiet = quiet
        isVerbose = verbose
        let variables = environment.variables
        colorsOutput = environment.outputTraits.showsColor(variables, isForbidden: noColor)
        colorsErrors = environment.errorTraits.showsColor(variables, isForbidden: noColor)
    }

    /// How many columns the output has.
    var width: Int { environment.outputTraits.width(environment.variables) }

    /// Whether progress may be shown.
    var showsProgress: Bool {
        environment.errorTraits.isTerminal && !isQuiet && environment.variables["TERM"] != "dumb"
    }

    /// A piece of text for standard output, in a style if the stream shows it.
    func styled(_ text: String, _ style: TextStyle) -> String {
        colorsOutput ? style.applied(to: text) : text
    }

    /// Writes lines of data.
    func data(_ text: String) {
        environment.standardOutput.write(Array((text + "\n").utf8))
    }

    /// Writes a JSON document.
    func data(_ json: JSONValue) {
        environment.standardOutput.write(json.encodedBytes(pretty: true) + [UInt8(ascii: "\n")])
    }

    /// Writes a table, as wide as the output.
    func data(_ table: TextTable) {
        let isTerminal = environment.outputTraits.isTerminal
        data(table.rendered(width: width, breaksWords: isTerminal, style: styled))
    }

    /// Says something that scripts do not need; `-q` leaves it out.
    func note(_ text: String) {
        guard !isQuiet else { return }
        talk(text.visible)
    }

    /// Says something that needs attention.
    func warning(_ text: String) {
        talk("sentinel: " + styledTalk("warning:", .warning) + " " + text.visible)
    }

    /// Says why the command failed.
    func error(_ failure: CommandFailure) {
        for diagnostic in failure.diagnostics { talk(Self.line(for: diagnostic, style: styledTalk)) }
        talk("sentinel: " + styledTalk("error:", .badBold) + " " + failure.message.visible)
        if let hint = failure.hint { talk("  hint: " + hint.visible) }
    }

    /// Says what is the matter with a configuration.
    func note(_ diagnostics: [Diagnostic]) {
        for diagnostic in diagnostics { talk(Self.line(for: diagnostic, style: styledTalk)) }
    }

    /// Replaces the last line of the terminal; an empty text takes it away.
    func progress(_ text: String) {
        environment.standardError.write(Array(("\r\u{1B}[K" + text).utf8))
    }

    /// `file:line:column: error: text (hint)`, the severity in its colour.
    static func line(for diagnostic: Diagnostic, style: (String, TextStyle) -> String) -> String {
        let place = diagnostic.position.map { "\($0): ".visible } ?? ""
        let severity = style("\(diagnostic.severity.rawValue):", diagnostic.severity == .error ? .badBold : .warning)
        let text = diagnostic.message + (diagnostic.hint.map { " (\($0))" } ?? "")
        return place + severity + " " + text.visible
    }

    private func styledTalk(_ text: String, _ style: TextStyle) -> String {
        colorsErrors ? style.applied(to: text) : text
    }

    private func talk(_ text: String) {
        environment.standardError.write(Array((text + "\n").utf8))
    }
}
