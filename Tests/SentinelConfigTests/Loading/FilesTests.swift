import Foundation
import SentinelModels
import Testing

@testable import SentinelConfig

@Suite("Files, directories and globs")
struct FilesTests {
    private func load(_ folder: String, _ files: [String: String], _ paths: [String] = [""]) throws
        -> LoadedConfiguration
    {
        for (name, text) in files {
            let path = folder + "/" + name
            let parent = URL(filePath: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
            try write(text, to: path)
        }
        return ConfigurationLoader(integrations: TestIntegrations.all, environment: [:])
            .load(paths: paths.map { folder + ($0.isEmpty ? "" : "/" + $0) })
    }

    /// Marks with the file's name in front.
    private func places(_ loaded: LoadedConfiguration) -> [String] {
        loaded.diagnostics.map { diagnostic in
            let file = diagnostic.position?.file.split(separator: "/").last ?? "-"
            return "\(file):\(diagnostic.position?.line ?? 0) \(diagnostic.code)"
        }
    }

    static let parts = [
        "10-base.yaml": "version: 1\ndatabase: {url: 'sqlite:///t.db'}\nreceivers: {a: {type: webhook, url: u}}\n",
        "20-more.yml":
            "receivers: {b: {type: webhook, url: v}}\nalerts: [{name: x, query: q, every: 1m, notify: [a, b]}]\n",
        "30-last.yaml": "alerts: [{name: y, query: q, every: 1m}]\n",
    ]

    @Test func aDirectoryIsOneConfiguration() throws {
        try withFolder { folder in
            let files = Self.parts.merging(["notes.txt": "no", ".hidden.yaml": "no", "sub/z.yaml": "no"]) { a, _ in a }
            let loaded = try load(folder, files)
            #expect(places(loaded) == [])
            let made = try #require(loaded.configuration)
            #expect(made.strictness == .current)
            #expect(made.alerts.map(\.name) == ["x", "y"])
            #expect(made.receivers.map(\.key.description) == ["a", "b"])
        }
    }

    @Test func sectionsThatOccurOnce() throws {
        try withFolder { folder in
            let again = "version: 1\ndatabase: {url: 'sqlite:///u.db'}\nstate: {url: x}\ndefaults: {}\negress: {}\n"
            let loaded = try load(folder, Self.parts.merging(["40.yaml": again, "50.yaml": again]) { a, _ in a })
            #expect(
                places(loaded) == [
                    "40.yaml:1 repeated_section", "40.yaml:2 repeated_section", "50.yaml:1 repeated_section",
                    "50.yaml:2 repeated_section", "50.yaml:3 repeated_section", "50.yaml:4 repeated_section",
                    "50.yaml:5 repeated_section",
                ])
            #expect(loaded.diagnostics[0].message.contains("10-base.yaml:1:1"))
        }
    }

    @Test func namesMustBeUniqueOverFiles() throws {
        try withFolder { folder in
            let again = "receivers: {a: {type: webhook, url: u}}\nalerts: [{name: x, query: q, every: 1m}]\n"
            let loaded = try load(folder, Self.parts.merging(["40.yaml": again]) { a, _ in a })
            #expect(places(loaded) == ["40.yaml:1 duplicate_name", "40.yaml:2 duplicate_name"])
            #expect(loaded.diagnostics[0].message.contains("10-base.yaml:3:13"))
            #expect(loaded.diagnostics[1].message.contains("20-more.yml:2:17"))
        }
    }

    @Test(arguments: [
        (["10*.yaml", "[23]0-*"], ["x", "y"]),
        (["*.y?ml"], ["y"]),
        (["30-last.yaml", "*0-*"], ["y", "x"]),
        (["10-base.yaml", "30-last.yaml"], ["y"]),
        (["[!2]*"], ["y"]),
        (["../*/*.y*ml"], ["x", "y"]),
        (["*"], ["x", "y"]),
    ])
    func globs(_ patterns: [String], _ names: [String]) throws {
        try withFolder { outer in
            let folder = outer + "/conf"
            let loaded = try load(folder, Self.parts, patterns)
            #expect(loaded.configuration?.alerts.map(\.name) ?? ["y"] == names, "\(loaded.diagnostics)")
            #expect(loaded.alertCount == names.count)
        }
    }

    @Test(arguments: [
        ("abc", "abc", true),
        ("abc", "a*", true),
        ("abc", "*c", true),
        ("abc", "a?c", true),
        ("abc", "*", true),
        ("", "*", true),
        ("abc", "a?", false),
        ("abc", "b*", false),
        ("abc", "[a-c]bc", true),
        ("abc", "[!a]bc", false),
        ("abc", "[^b-z]bc", true),
        ("a-c", "a[-x]c", true),
        ("abc", "[ab", false),
        ("abc", "abcd", false),
        ("aXbXc", "a*X*c", true),
        ("]", "[]]", true),
    ])
    func patterns(_ name: String, _ pattern: String, _ isMatch: Bool) {
        #expect(Glob.matches(name[...], pattern[...]) == isMatch)
    }

    @Test func pathsThatLeadNowhere() throws {
        try withFolder { folder in
            for paths in [["none.yaml"], ["*.yaml"], [""]] {
                let loaded = try load(folder, [:], paths)
                #expect(places(loaded) == ["-:0 no_files"])
            }
        }
    }

    @Test func aFileThatCannotBeRead() throws {
        try withFolder { folder in
            let link = folder + "/a.yaml"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder + "/gone")
            let loaded = try load(folder, ["b.yaml": alert("")])
            #expect(places(loaded) == ["a.yaml:1 file_unreadable"])
            #expect(loaded.configuration == nil)
        }
    }

    @Test("A part of a directory may be commented out")
    func emptyFilesAmongOthers() throws {
        try withFolder { folder in
            let loaded = try load(folder, ["a.yaml": "# off\n", "b.yaml": alert("")])
            #expect(places(loaded) == ["a.yaml:1 empty_file"])
            #expect(loaded.configuration?.alerts.count == 1)
        }
    }

    @Test func aFaultyFileDoesNotHideTheMistakesOfOthers() throws {
        try withFolder { folder in
            let loaded = try load(folder, ["a.yaml": "a: [", "b.yaml": alert("x: 1")])
            #expect(places(loaded) == ["a.yaml:2 yaml_syntax", "b.yaml:7 unknown_key"])
        }
    }

    @Test func contentHashFollowsTheContent() throws {
        let one = try configuration(alert("")).contentHash
        #expect(one == Digest.sha256(alert("")))
        #expect(try configuration(alert("splay: 0")).contentHash != one)
        try withFolder { folder in
            let first = try load(folder, Self.parts).configuration?.contentHash
            let again = try load(folder, [:]).configuration?.contentHash
            #expect(first == again)
            #expect(first?.count == 64)
        }
    }
}
