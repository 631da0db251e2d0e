import SentinelModels
import SentinelTesting
import Testing

/// Templates put together from parts, and texts that are none.
@Suite struct TemplatePropertyTests {
    static let texts = ["", "a", " ", "é😀", "\n", "$x", "%s", "\\", "<b>", "'", "\"", "[status]", "(", ":!."]

    /// A template and what it must become, part by part.
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func fillsEveryPartOnce(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            var source = ""
            var expected = ""
            var asked: [TemplateField] = []
            for _ in 0..<Int.random(in: 0...8, using: &generator) {
                if Bool.random(using: &generator), let field = TemplateField.allCases.randomElement(using: &generator) {
                    source += "{\(field.rawValue)}"
                    expected += "{\(field.rawValue):2}"
                    asked.append(field)
                } else {
                    let text = Self.texts.randomElement(using: &generator) ?? ""
                    source += text
                    expected += text
                }
            }
            let template = try MessageTemplate(source)
            var seen: [TemplateField] = []
            let rendered = template.rendered { field in
                seen.append(field)
                // A value that looks like a template is not looked at again.
                return "{\(field.rawValue):2}"
            }
            #expect(rendered == expected && seen == asked, "\(source)")
        }
    }

    /// A name with one letter left out or another letter case is refused and its right form suggested.
    @Test(arguments: TemplateField.allCases)
    func findsMistakesInEveryName(_ field: TemplateField) {
        let name = field.rawValue
        for typed in [name.uppercased(), String(name.dropLast()), String(name.dropFirst()), name + "s", " " + name] {
            let error = #expect(throws: MessageTemplate.ParsingError.self) { try MessageTemplate("x {\(typed)} y") }
            #expect(error?.message == "unknown placeholder '{\(typed)}'")
            #expect(error?.hint == "did you mean {\(name)}?", "\(typed)")
        }
        for rule in [":>10", "!r", ".real", "[0]"] {
            let error = #expect(throws: MessageTemplate.ParsingError.self) { try MessageTemplate("{\(name)\(rule)}") }
            #expect(error?.message == "'{\(name)\(rule)}' has a format rule, which is not supported")
            #expect(error?.hint == "write {\(name)}")
        }
    }

    /// A brace is a brace whatever mark stands behind it.
    @Test(arguments: [
        ("{status}\u{301}", "!\u{301}"), ("{status}\u{FE0F}", "!\u{FE0F}"),
        ("\u{200D}{status}\u{200D}", "\u{200D}!\u{200D}"),
        ("a\u{301}{status}", "a\u{301}!"), ("\r\n{status}\r\n", "\r\n!\r\n"),
    ])
    func marksBelongToTheText(_ source: String, _ text: String) throws {
        let rendered = try MessageTemplate(source).rendered { _ in "!" }
        #expect(Array(rendered.unicodeScalars) == Array(text.unicodeScalars))
    }

    @Test(arguments: [
        ("{\u{301}status}", "unknown placeholder '{\u{301}status}'"), ("a{\u{FE0F}", "stray '{' in the template"),
        ("}\u{301}", "stray '}' in the template"), ("{{\u{301}status}}", "'{{' is not supported yet"),
        ("{sta{tus}", "unknown placeholder '{sta{tus}'"), ("{status}}", "stray '}' in the template"),
        ("{\n}", "unknown placeholder '{\n}'"), ("{status", "stray '{' in the template"),
    ])
    func marksHideNoMistake(_ source: String, _ message: String) {
        let error = #expect(throws: MessageTemplate.ParsingError.self) { try MessageTemplate(source) }
        #expect(error?.message == message)
    }

    @Test func templatesCompareByWhatTheySay() throws {
        #expect(try MessageTemplate("{status} x") == MessageTemplate("{status} x"))
        #expect(try MessageTemplate("{status} x") != MessageTemplate("{event} x"))
        #expect(try MessageTemplate("").rendered { _ in "never" }.isEmpty)
    }

    /// Any text is a template or is refused with a message; nothing else.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func survivesAnyText(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let parts = ["{", "}", "{", "}", "status", "event", "x", ":", "\u{301}", "é", "\n", "{status}"]
        for _ in 0..<1000 {
            var text = ""
            for _ in 0..<Int.random(in: 0...8, using: &generator) {
                text += parts.randomElement(using: &generator) ?? ""
            }
            guard let template = try? MessageTemplate(text) else { continue }
            // What is accepted shows no brace that was not asked for.
            let rendered = template.rendered { _ in "" }
            #expect(!rendered.unicodeScalars.contains { $0 == "{" || $0 == "}" }, "\(text)")
        }
    }
}
