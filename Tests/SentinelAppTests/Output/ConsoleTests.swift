import SentinelModels
import Testing

@testable import SentinelApp

@Suite struct ConsoleTests {
    /// A console and what it writes.
    private func console(
        terminal: Bool = false, quiet: Bool = false, variables: [String: String] = [:]
    ) -> (console: Console, output: BufferSink, errors: BufferSink) {
        let (output, errors) = (BufferSink(), BufferSink())
        let traits = TerminalTraits(isTerminal: terminal, columns: terminal ? 80 : nil)
        let environment = Environment(
            arguments: [], variables: variables, standardOutput: output, standardError: errors, outputTraits: traits,
            errorTraits: traits, workingDirectory: "/")
        return (Console(environment, quiet: quiet), output, errors)
    }

    private let place = SourcePosition(file: "a.yaml", line: 3, column: 7)

    @Test func `data goes to output, talk to errors`() {
        let (console, output, errors) = console()
        console.data("data")
        console.data(["a": [1, nil]] as JSONValue)
        console.note("note")
        console.warning("careful")
        #expect(output.text == "data\n{\n  \"a\": [\n    1,\n    null\n  ]\n}\n")
        #expect(errors.text == "note\nsentinel: warning: careful\n")
    }

    @Test func `quiet leaves out notes but not warnings`() {
        let (console, _, errors) = console(quiet: true)
        console.note("note")
        console.warning("careful")
        #expect(errors.text == "sentinel: warning: careful\n")
    }

    @Test func `an error comes after its diagnostics and before its hint`() {
        let (console, _, errors) = console()
        console.error(
            CommandFailure(
                code: .configuration, message: "it is wrong", hint: "mend it", status: .usage,
                diagnostics: [
                    Diagnostic(.error, code: "x", "bad", at: place, hint: "good"),
                    Diagnostic(.warning, code: "y", "odd", at: nil),
                ]))
        #expect(
            errors.text == """
                a.yaml:3:7: error: bad (good)
                warning: odd
                sentinel: error: it is wrong
                  hint: mend it

                """)
    }

    @Test func `colours are around words only`() {
        let (console, _, errors) = console(terminal: true)
        console.note([Diagnostic(.error, code: "x", "bad", at: place)])
        #expect(errors.text == "a.yaml:3:7: \u{1B}[1;31merror:\u{1B}[0m bad\n")
    }

    @Test(
        arguments: [
            (true, false, [:], true), (false, false, [:], false), (true, true, [:], false),
            (true, false, ["TERM": "dumb"], false),
        ] as [(Bool, Bool, [String: String], Bool)])
    func `progress is for people at a terminal`(
        terminal: Bool, quiet: Bool, variables: [String: String], isShown: Bool
    ) {
        #expect(console(terminal: terminal, quiet: quiet, variables: variables).console.showsProgress == isShown)
    }

    @Test func `a failure is JSON with its diagnostics`() {
        let failure = CommandFailure(
            code: .store, message: "m", hint: nil, status: .failure,
            diagnostics: [Diagnostic(.warning, code: "c", "t", at: place, hint: "h")])
        #expect(
            failure.json == [
                "error": ["code": "store", "message": "m", "hint": nil],
                "diagnostics": [
                    [
                        "file": "a.yaml", "line": 3, "column": 7, "severity": "warning", "code": "c", "message": "t",
                        "hint": "h",
                    ]
                ],
            ])
    }
}
