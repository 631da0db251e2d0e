import Foundation
import SentinelModels
import Testing

@testable import SentinelConfig

@Suite("Paths")
struct PathTests {
    private static let text = alert("")

    /// The file names, in order, that a path leads to.
    private func files(_ folder: String, _ path: String) -> [String] {
        ConfigurationFiles.files(at: [folder + "/" + path]) { _ in }.map { String($0.dropFirst(folder.count + 1)) }
    }

    /// A tree: two visible files, a hidden one, a folder with a file's name, links, and a folder of folders.
    private func withTree(_ body: (String) throws -> Void) throws {
        try withFolder { folder in
            for path in ["dir.yaml", "sub/one", "sub/two", "sub/.hidden"] {
                try FileManager.default.createDirectory(atPath: folder + "/" + path, withIntermediateDirectories: true)
            }
            let names = [
                "b.yaml", "a.yml", ".c.yaml", "d.YAML", "e.txt", "[f].yaml", "dir.yaml/g.yaml", "sub/one/h.yaml",
                "sub/two/h.yaml",
                "sub/.hidden/h.yaml",
            ]
            for name in names { try write(Self.text, to: folder + "/" + name) }
            try FileManager.default.createSymbolicLink(atPath: folder + "/link.yaml", withDestinationPath: "b.yaml")
            try FileManager.default.createSymbolicLink(atPath: folder + "/folder", withDestinationPath: "sub/one")
            try body(folder)
        }
    }

    @Test(
        "What paths, folders and patterns lead to",
        arguments: [
            ("b.yaml", ["b.yaml"]),
            (".c.yaml", [".c.yaml"]),
            ("e.txt", ["e.txt"]),
            ("d.YAML", ["d.YAML"]),
            ("[f].yaml", ["[f].yaml"]),
            ("dir.yaml", ["dir.yaml/g.yaml"]),
            ("sub/one", ["sub/one/h.yaml"]),
            ("sub/one/", ["sub/one/h.yaml"]),
            ("folder", ["folder/h.yaml"]),
            ("sub", []),
            ("none.yaml", []),
            ("*.yaml", ["[f].yaml", "b.yaml", "link.yaml"]),
            ("*.y*ml", ["[f].yaml", "a.yml", "b.yaml", "link.yaml"]),
            ("?.y*", ["a.yml", "b.yaml"]),
            ("[!b].yml", ["a.yml"]),
            ("sub/*/h.yaml", ["sub/one/h.yaml", "sub/two/h.yaml"]),
            ("*/*/h.*", ["sub/one/h.yaml", "sub/two/h.yaml"]),
            ("s*/t*/*", ["sub/two/h.yaml"]),
            ("fold*/*", ["folder/h.yaml"]),
            ("*.json", []),
            ("none/*", []),
        ])
    func expansion(_ path: String, _ expected: [String]) throws {
        try withTree { #expect(files($0, path) == expected) }
    }

    @Test func aFolderIsItsVisibleYAMLFiles() throws {
        try withTree { folder in
            let found = ConfigurationFiles.files(at: [folder]) { _ in }.map { $0.dropFirst(folder.count + 1) }
            #expect(found == ["[f].yaml", "a.yml", "b.yaml", "link.yaml"])
        }
    }

    @Test(
        "Each path that leads nowhere is reported by its name",
        arguments: ["", "none.yaml", "none/*.yaml", "a\u{7}b", "[x"])
    func nowhere(_ path: String) {
        let loaded = ConfigurationLoader(integrations: [], environment: [:]).load(paths: [path, path + "2"])
        #expect(
            loaded.diagnostics.map(\.description)
                == [path, path + "2"].map {
                    "error: '\($0.quotable)' leads to no file (name a file, a directory with .yaml files, or a glob in quotes)"
                })
        #expect(loaded.configuration == nil)
        #expect(loaded.alertCount == 0)
    }

    @Test func noPathAtAll() {
        let loaded = ConfigurationLoader(integrations: [], environment: [:]).load(paths: [])
        #expect(loaded.configuration == nil)
        #expect(loaded.diagnostics.map(\.description) == ["error: no path is given"])
    }

    @Test("A device and a file that refuses to be read end with an answer", arguments: ["/dev/null", "/proc/self/mem"])
    func strangeFiles(_ path: String) {
        let loaded = ConfigurationLoader(integrations: [], environment: [:]).load(paths: [path])
        #expect(loaded.configuration == nil)
        #expect(loaded.diagnostics.count == 1)
        #expect(["empty_file", "file_unreadable"].contains(loaded.diagnostics[0].code))
    }
}
