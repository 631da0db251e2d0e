import SentinelModels
import Testing

@Suite struct MessageTemplateTests {
    @Test(arguments: [
        ("", ""), ("plain", "plain"), ("{alert_name}", "<alert_name>"),
        ("{alert_name}: {status}", "<alert_name>: <status>"),
        ("a{event}b{event}c", "a<event>b<event>c"),
        ("é{time}😀", "é<time>😀"),
    ])
    func fills(_ source: String, _ text: String) throws {
        #expect(try MessageTemplate(source).rendered { "<\($0.rawValue)>" } == text)
    }

    @Test(arguments: TemplateField.allCases)
    func knowsEveryField(_ field: TemplateField) throws {
        #expect(try MessageTemplate("[{\(field.rawValue)}]").rendered { $0 == field ? "x" : "?" } == "[x]")
    }

    /// A value that looks like a template stays as it is.
    @Test func neverExpandsValues() throws {
        let template = try MessageTemplate("{alert_name}{status}")
        #expect(template.rendered { $0 == .alertName ? "{status}" : "{alert_name}" } == "{status}{alert_name}")
    }

    @Test(arguments: [
        ("{statsu}", "unknown placeholder '{statsu}'", "did you mean {status}?"),
        ("{alert}", "unknown placeholder '{alert}'", "did you mean {alert_name}?"),
        ("{}", "unknown placeholder '{}'", "known are {alert_name}, "),
        ("{ status }", "unknown placeholder '{ status }'", "did you mean {status}?"),
        ("{threshold:.2f}", "'{threshold:.2f}' has a format rule, which is not supported", "write {threshold}"),
        ("{threshold!r}", "'{threshold!r}' has a format rule, which is not supported", "write {threshold}"),
        ("{context.a}", "'{context.a}' has a format rule, which is not supported", "write {context}"),
        ("{context[a]}", "'{context[a]}' has a format rule, which is not supported", "write {context}"),
        ("{", "stray '{' in the template", "write {name}"), ("}", "stray '}' in the template", "write {name}"),
        ("a } b", "stray '}' in the template", "write {name}"),
        ("{status", "stray '{' in the template", "write {name}"),
        ("{{status}}", "'{{' is not supported yet", ""), ("a}}", "'}}' is not supported yet", ""),
    ])
    func refuses(_ source: String, _ message: String, _ hint: String) {
        let error = #expect(throws: MessageTemplate.ParsingError.self) { try MessageTemplate(source) }
        #expect(error?.message == message)
        let shown = error?.hint ?? ""
        #expect(shown.hasPrefix(hint))
    }
}
