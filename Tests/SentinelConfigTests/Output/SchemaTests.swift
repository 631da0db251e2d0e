import Foundation
import SentinelConfig
import SentinelModels
import TestTools
import Testing

@testable import SentinelConfig

@Suite("JSON Schema and reference")
struct SchemaTests {
    static let schema = ConfigurationSchema.json(integrations: TestIntegrations.all)

    @Test func describesTheTopLevel() {
        #expect(Self.schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
        #expect(Self.schema["additionalProperties"] == false)
        #expect(Self.schema["required"] == nil, "a part of a directory may have none")
        #expect(Self.schema["x-requiredInWhole"] == ["alerts"])
        #expect(Self.schema["$comment"]?.stringValue?.contains("x-requiredInWhole") == true)
        for key in ["version", "database", "sources", "state", "defaults", "egress", "receivers", "alerts"] {
            #expect(Self.schema["properties"]?[key]?["description"]?.stringValue?.isEmpty == false, "\(key)")
        }
    }

    /// Every object of a schema with what leads to it.
    static func objects(_ value: JSONValue, _ path: String = "#") -> [(String, [JSONValue.Member])] {
        switch value {
        case .object(let members):
            [(path, members)] + members.flatMap { objects($0.value, path + "/" + $0.key) }
        case .array(let elements): elements.flatMap { objects($0, path + "/-") }
        default: []
        }
    }

    @Test func allReferencesLeadSomewhere() {
        for (path, members) in Self.objects(Self.schema) {
            guard let target = members.first(where: { $0.key == "$ref" })?.value.stringValue else { continue }
            #expect(Self.schema["$defs"]?[String(target.dropFirst("#/$defs/".count))] != nil, "\(path)")
        }
    }

    @Test func noKeyOccursTwice() {
        for (path, members) in Self.objects(Self.schema) {
            #expect(Set(members.map(\.key)).count == members.count, "\(path)")
        }
    }

    @Test func listsTheOptionsOfIntegrations() throws {
        let receivers = try #require(Self.schema["$defs"]?["receiver"]?["anyOf"]?.arrayValue)
        #expect(receivers.map { $0["properties"]?["type"]?["const"] } == ["email", "slack", "webhook"])
        #expect(receivers[1]["properties"]?["webhook_url_file"] != nil)
        #expect(receivers[0]["properties"]?["smtp"]?["properties"]?["password_file"] != nil)
        let sources = try #require(Self.schema["$defs"]?["source"]?["anyOf"]?.arrayValue)
        #expect(sources.count == 1)
        #expect(sources[0]["properties"]?["max_connections"]?["description"] == "How many readers.")
    }

    // MARK: With a validator

    /// Runs a Python script; returns its exit code.
    static func run(_ script: String, _ input: String) -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [PythonTools.interpreter, "-c", script]
        let pipe = Pipe()
        process.standardInput = pipe
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return -1 }
        pipe.fileHandleForWriting.write(Data(input.utf8))
        try? pipe.fileHandleForWriting.close()
        process.waitUntilExit()
        return process.terminationStatus
    }

    static let script = """
        import sys, json, jsonschema
        schema, good, bad = json.load(sys.stdin)
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        assert all(validator.is_valid(d) for d in good), [e.message for d in good for e in validator.iter_errors(d)]
        assert not any(validator.is_valid(d) for d in bad), [d for d in bad if validator.is_valid(d)]
        """

    @Test(
        "A validator agrees with the loader",
        .enabled(if: PythonTools.has("jsonschema"), "the Python package jsonschema is missing"))
    func aValidatorAgrees() throws {
        let good = [
            AlertDecodingTests.example, alert("notify: [{channel: webhook, url: u, headers: {x-a: b}}]"),
            alert("x-note: [1]\non_no_data: {do: ok}\nremind: [1h]\nenabled: \"${ON}\""),
        ]
        let bad = [
            alert("enabeld: no"), alert("timeout: 5"), alert("severity: x"), alert("notify: [{channel: sms}]"),
            alert("labels: {1a: x}"), alert("", top: "zzz: 1\n"), alert("notify: [{channel: email, recipients: []}]"),
            alert("", top: "receivers: {a: {type: slack, url: x}}\n"), "version: 2\nalerts: []\n",
        ]
        let input = JSONValue.array([
            Self.schema, .array(try good.map { Self.json(try read($0)) }),
            .array(try bad.map { Self.json(try read($0)) }),
        ])
        #expect(Self.run(Self.script, input.encoded()) == 0)
    }

    /// A tree as JSON, as a YAML 1.1 reader makes it.
    static func json(_ node: ConfigNode) -> JSONValue {
        switch node.content {
        case .sequence(let elements): return .array(elements.map(json))
        case .mapping(let entries): return .object(entries.map { .init($0.key, json($0.value)) })
        case .scalar(let scalar):
            switch scalar.kind {
            case .null: return .null
            case .bool(let value): return .bool(value)
            case .integer(let value?): return .integer(value)
            case .number(let value): return .number("\(value)")
            default: return .string(scalar.text)
            }
        }
    }

    // MARK: Reference

    @Test("The reference lists every key, option and code")
    func reference() {
        let page = ConfigurationReference.markdown(integrations: TestIntegrations.all)
        let keys = [CoreKeys.top, CoreKeys.alert, CoreKeys.defaults, CoreKeys.when, CoreKeys.source, CoreKeys.route]
            .flatMap(\.keys).map(\.name)
        let options = TestIntegrations.all.flatMap(\.options).map(\.name) + ["smtp.host", "smtp.timeout"]
        for name in keys + options + ConfigurationProblem.allCases.map(\.rawValue) {
            #expect(page.contains("| `\(name)` |"), "\(name)")
        }
        #expect(page.contains("### `sqlite`\n\nA SQLite file. URLs: `sqlite://`."))
        #expect(page.contains("Without it the variable `SMTP_HOST` counts."))
        #expect(page.contains("Not in inline routes."))
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
        #expect(rows.allSatisfy { $0.hasSuffix(" |") })
    }

    @Test("Keys of later releases are in no schema and not among the keys")
    func laterKeys() {
        #expect(CoreKeys.alert.laterKeys.count == 10)
        #expect(CoreKeys.alert.laterKeys.allSatisfy { !CoreKeys.alert.contains($0) })
    }
}
