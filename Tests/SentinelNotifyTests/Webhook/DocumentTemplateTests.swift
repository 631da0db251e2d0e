import Foundation
import SentinelModels
import Testing

@testable import SentinelNotify

@Suite("Body templates") struct DocumentTemplateTests {
    @Test(
        "what is no known name in braces is an error that helps",
        arguments: [
            ("{alertname}", "unknown placeholder '{alertname}'", "did you mean {alert_name}?"),
            ("{Status}", "unknown placeholder '{Status}'", "did you mean {status}?"),
            ("{threshold2}", "unknown placeholder '{threshold2}'", "did you mean {threshold}?"),
            ("{x9}", "unknown placeholder '{x9}'", nil), ("{_}", "unknown placeholder '{_}'", nil),
            ("{{alert_name}}", "'{{' is not supported yet", nil), ("{{#each}}", "'{{' is not supported yet", nil),
            ("a {{ b", "'{{' is not supported yet", nil), ("{status}{{x", "'{{' is not supported yet", nil),
        ] as [(String, String, String?)])
    func unknown(source: String, message: String, hint: String?) {
        let error = #expect(throws: WebhookOptions.Invalid.self) { try DocumentTemplate(source) }
        #expect(error?.text == message)
        #expect(error?.hint == hint)
        #expect(error?.option == "body")
        let options = IntegrationOptions(["url": .literal("https://h/"), "body": .string(source)])
        #expect(IntegrationDescriptor.webhook.validate(options, .current).map(\.message) == [message])
    }

    @Test(
        "braces around something else are text",
        arguments: [
            "{}", "{ }", "{ status }", "{\"a\": {\"b\": 1}}", "}}", "{", "}", "{3}", "{3,5}", "{9x}", "{a-b}", "{a b}",
            "{ä}", "${", "{status", "x{\n}", "{status:x}",
        ])
    func text(source: String) throws {
        #expect(try DocumentTemplate(source).rendered(.sample, as: .plain) == source)
    }

    @Test("a value that looks like a placeholder is not filled in", arguments: TemplateField.allCases)
    func singlePass(field: TemplateField) throws {
        let hostile = "{\(field.rawValue)} {{\(field.rawValue)}}"
        let content = NotifyScene.content(hostile) { content in
            content.description = hostile
            content.actualValue = .text(hostile)
        }
        let fields = MessageFields(NotifyScene.message(content))
        let body = try DocumentTemplate("{alert_name}|{description}|{actual_value}").rendered(fields, as: .plain)
        #expect(body == "\(hostile)|\(hostile)|\(hostile)")
        let title = try MessageTemplate("{alert_name}|{actual_value}").rendered(fields.callAsFunction)
        #expect(title == "\(hostile)|\(hostile)")
    }

    @Test("a JSON template stays the JSON it is, whatever the values are", arguments: 0..<30)
    func json(seed: Int) throws {
        let template = try DocumentTemplate(
            #"{"name":"{alert_name}","desc":{description},"value":{actual_value},"limit":{threshold},"all":{context},"#
                + #""mix":"<{status}> \"{error}\" {x {alert_name}"}"#)
        var random = RandomTexts(seed: UInt64(seed))
        for _ in 0..<10 {
            let content = random.content()
            let fields = MessageFields(NotifyScene.message(content))
            let parsed = try JSONValue(parsing: template.rendered(fields, as: .json))
            guard case .object(let members) = parsed else {
                Issue.record("no object")
                return
            }
            #expect(members.map(\.key) == ["name", "desc", "value", "limit", "all", "mix"])
            #expect(parsed["name"] == .string(fields.alertName))
            #expect(parsed["desc"] == .optional(content.description))
            #expect(parsed["value"] == content.actualValue?.jsonValue ?? .null)
            #expect(parsed["limit"] == content.threshold?.jsonValue ?? .null)
            #expect(
                parsed["all"] == .object(content.context.map { JSONValue.Member($0.name, $0.value.jsonValue) }))
            let mix = "<\(content.status)> \"\(fields(.error))\" {x \(fields.alertName)"
            #expect(parsed["mix"]?.stringValue == mix)
        }
    }

    @Test("a form stays one pair for each name", arguments: HostileTexts.markup)
    func forms(text: String) throws {
        let content = NotifyScene.content(text) { $0.actualValue = .text(text) }
        let fields = MessageFields(NotifyScene.message(content))
        let form = try DocumentTemplate("a={alert_name}&b={actual_value}").rendered(fields, as: .form)
        let pairs = form.split(separator: "&", omittingEmptySubsequences: false).map {
            $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        }
        #expect(pairs.map(\.first) == ["a", "b"])
        #expect(pairs.map { $0.last?.removingPercentEncoding } == [fields.alertName, fields.alertName])
        #expect(form.utf8.allSatisfy { (33...126).contains($0) && $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "<") })
    }

    @Test("markup shows the value and nothing else", arguments: HostileTexts.markup)
    func markup(text: String) throws {
        let fields = MessageFields(NotifyScene.message(NotifyScene.content(text)))
        let body = try DocumentTemplate("<p title='{alert_name}'>{alert_name}</p>").rendered(fields, as: .markup)
        let inside = body.unicodeScalars.dropFirst("<p title='".count).dropLast("</p>".count)
        #expect(inside.count { $0 == "<" } == 0)
        #expect(inside.count { $0 == ">" } == 1)
        #expect(inside.count { $0 == "'" } == 1)
        #expect(inside.count { $0 == "\"" } == 0)
    }

    @Test("JSON by its other name is JSON too")
    func textJSON() {
        #expect(DocumentTemplate.Format(contentType: "text/json; charset=utf-8") == .json)
    }
}
