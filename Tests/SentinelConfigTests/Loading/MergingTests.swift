import Foundation
import SentinelModels
import Testing

@testable import SentinelConfig

/// One configuration in several files: what adds up, what may stand once, and whose places messages name.
@Suite("Several files")
struct MergingTests {
    /// Loads texts as the files `0.yaml`, `1.yaml`, … of a directory; marks have the file's number in front.
    private func load(_ texts: [String], _ environment: [String: String] = [:]) throws -> LoadedConfiguration {
        try withFolder { folder in
            for (number, text) in texts.enumerated() { try write(text, to: folder + "/\(number).yaml") }
            return ConfigurationLoader(integrations: TestIntegrations.all, environment: environment).load(paths: [
                folder
            ])
        }
    }

    private func said(_ loaded: LoadedConfiguration) -> [String] {
        loaded.diagnostics.map { diagnostic in
            let place = diagnostic.position.map { position in
                "\(position.file.split(separator: "/").last ?? ""):\(position.line):\(position.column) "
            }
            return (place ?? "") + diagnostic.code
        }
    }

    private static let base = "version: 1\ndatabase: {url: 'sqlite:///t.db'}\n"

    @Test("Sections may be in any file, and files in any order")
    func orderOfFiles() throws {
        let parts = [
            Self.base, "receivers: {r: {type: webhook, url: u}}\n", "defaults: {timeout: 7s, notify: [r]}\n",
            "alerts: [{name: a, query: q, every: 1m, source: w}]\n", "sources: {w: {url: 'sqlite:///w.db'}}\n",
            "state: {url: 'sqlite:///s.db'}\n", "egress: {mode: strict}\n",
        ]
        var orders = [parts, parts.reversed()]
        var generator = MutationTests.Generator(state: 5)
        for _ in 0..<6 { orders.append(parts.shuffled(using: &generator)) }
        for order in orders {
            let loaded = try load(order)
            #expect(said(loaded) == [])
            let made = try #require(loaded.configuration)
            #expect(made.alerts.map(\.routes.count) == [1])
            #expect(made.alerts[0].policy.timeout == .seconds(7))
            #expect(made.sources.map(\.name) == ["default", "w"])
            #expect(made.egress.mode == .strict)
            #expect(made.state?.url == .literal(Secret("sqlite:///s.db")))
        }
    }

    @Test("A version in one of the files counts for all of them")
    func versions() throws {
        let alerts = "alerts: [{name: a, query: q, every: 1m, enabled: \"yes\"}]\n"
        #expect(try said(load([Self.base, alerts])) == ["1.yaml:1:50 wrong_type"])
        let original = try load([Self.base.replacing("version: 1\n", with: ""), alerts])
        #expect(original.configuration?.strictness == .original)
        #expect(original.configuration?.alerts[0].isEnabled == true)
        #expect(try said(load([alerts, Self.base])) == ["0.yaml:1:50 wrong_type"])
    }

    @Test("Alerts keep the order of files and lists")
    func orderOfAlerts() throws {
        let alerts = (0..<4).map { file in
            "alerts:\n" + (0..<3).map { "  - {name: a\(file)\($0), query: q, every: 1m}\n" }.joined()
        }
        let made = try #require(try load([Self.base] + alerts).configuration)
        #expect(made.alerts.map(\.name) == (0..<4).flatMap { file in (0..<3).map { "a\(file)\($0)" } })
        #expect(made.queryPositions[AlertKey("a21")]?.line == 3)
        #expect(made.queryPositions[AlertKey("a21")]?.file.hasSuffix("/3.yaml") == true)
        #expect(made.queryPositions.count == 12)
    }

    @Test(
        "What occurs twice names the file and place of the first",
        arguments: [
            ("sources: {w: {url: 'sqlite://'}}\n", "duplicate_name", "'w' is already in 'sources' at"),
            ("receivers: {w: {type: webhook, url: u}}\n", "duplicate_name", "'w' is already in 'receivers' at"),
            ("state: {url: x}\n", "repeated_section", "'state' is already at"),
            ("egress: {}\n", "repeated_section", "'egress' is already at"),
            ("defaults: {}\n", "repeated_section", "'defaults' is already at"),
            ("database: {url: 'sqlite://'}\n", "repeated_section", "'database' is already at"),
            ("version: 1\n", "repeated_section", "'version' is already at"),
            ("alerts: [{name: a, query: q, every: 1m}]\n", "duplicate_name", "the name 'a' is already used at"),
            (
                "alerts: [{name: b, id: a, query: q, every: 1m}]\n", "duplicate_name",
                "the id already identifies the alert at"
            ),
        ])
    func twice(_ text: String, _ code: String, _ message: String) throws {
        let base = Self.base + "alerts: [{name: a, query: q, every: 1m}]\n"
        let isInBase = text.hasPrefix("database") || text.hasPrefix("version") || text.hasPrefix("alerts")
        let files = isInBase ? [base, text] : [base, text, text]
        let loaded = try load(files)
        #expect(loaded.diagnostics.map(\.code) == [code])
        let said = try #require(loaded.diagnostics.first)
        #expect(said.position?.file.hasSuffix("\(files.count - 1).yaml") == true)
        #expect(said.message.hasPrefix(message))
        #expect(said.message.contains("/\(files.count - 2).yaml:"))
        #expect(loaded.configuration == nil)
    }

    @Test("A section of the wrong type in one file does not hide those of the others")
    func wrongSections() throws {
        let loaded = try load([
            Self.base, "sources: [w]\n", "sources: {v: {url: 'sqlite://'}}\n", "receivers: x\n", "alerts: {a: b}\n",
            "alerts: [{name: a, query: q, every: 1m, source: v}]\n", "alerts: [{name: a, query: q}]\n",
        ])
        #expect(
            said(loaded) == [
                "1.yaml:1:10 wrong_type", "3.yaml:1:12 wrong_type", "4.yaml:1:9 wrong_type",
                "6.yaml:1:10 missing_key", "6.yaml:1:17 duplicate_name",
            ])
        #expect(loaded.alertCount == 2)
    }

    @Test("An anchor belongs to its file")
    func anchors() throws {
        let loaded = try load([
            Self.base + "x-a: &a {every: 1m}\nalerts: [{<<: *a, name: a, query: q}]\n",
            "alerts: [{<<: *a, name: b, query: q}]\n",
        ])
        #expect(said(loaded) == ["1.yaml:1:15 yaml_alias"])
    }

    @Test("Every file is read even if several are broken, and each fault has its file")
    func brokenFiles() throws {
        let loaded = try load(["a: [", "\u{0}", "a: 1\n---\nb: 2\n", "- x\n", Self.base, "zzz: 1\n"])
        #expect(
            said(loaded) == [
                "0.yaml:2:1 yaml_syntax", "1.yaml:1:1 yaml_encoding", "2.yaml:2:1 yaml_documents",
                "3.yaml:1:1 wrong_type",
                "4.yaml:1:1 missing_key", "5.yaml:1:1 unknown_key",
            ])
    }

    @Test("A file named twice is read once, and the order is that of the paths")
    func filesNamedTwice() throws {
        try withFolder { folder in
            try write(Self.base + "alerts: [{name: a, query: q, every: 1m}]\n", to: folder + "/b.yaml")
            try write("alerts: [{name: z, query: q, every: 1m}]\n", to: folder + "/a.yaml")
            let loader = ConfigurationLoader(integrations: TestIntegrations.all, environment: [:])
            let paths = [folder + "/b.yaml", folder, folder + "/*.yaml", folder + "/a.yaml"]
            let loaded = loader.load(paths: paths)
            #expect(loaded.diagnostics == [])
            #expect(loaded.configuration?.alerts.map(\.name) == ["a", "z"])
        }
    }

    @Test("The content's hash follows each file's content and their order, not their names")
    func contentHash() throws {
        let alerts = ["a", "b"].map { "alerts: [{name: \($0), query: q, every: 1m}]\n" }
        let hashes = try [[0, 1], [1, 0], [0], [0, 1]].map { order in
            try load([Self.base] + order.map { alerts[$0] }).configuration?.contentHash
        }
        #expect(Set(hashes).count == 3)
        #expect(hashes[0] == hashes[3])
    }
}
