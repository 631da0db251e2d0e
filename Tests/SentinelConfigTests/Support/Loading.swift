import Foundation
import SentinelConfig
import SentinelModels
import Testing

/// Loads a text with the test integrations. Lines with `|` in front keep literals readable.
func load(_ text: String, _ environment: [String: String] = [:]) -> LoadedConfiguration {
    ConfigurationLoader(integrations: TestIntegrations.all, environment: environment).load(text: text, name: "c.yaml")
}

/// The configuration of a text that has nothing wrong with it.
func configuration(
    _ text: String, _ environment: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
) throws -> Configuration {
    let loaded = load(text, environment)
    #expect(loaded.diagnostics.map(\.description) == [], sourceLocation: sourceLocation)
    return try #require(loaded.configuration, sourceLocation: sourceLocation)
}

/// `line:column code`, the short form the tables of these tests are written in.
func marks(_ loaded: LoadedConfiguration) -> [String] {
    loaded.diagnostics.map { diagnostic in
        (diagnostic.position.map { "\($0.line):\($0.column) " } ?? "") + diagnostic.code
    }
}

/// A version 1 configuration with one alert that has these extra lines.
func alert(_ lines: String, top: String = "") -> String {
    let body = lines.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }.joined()
    return """
        version: 1
        database: {url: "sqlite:///t.db"}
        alerts:
          - name: a
            query: SELECT 1
            schedule: "@daily"

        """ + body + top
}

/// A folder of its own for the time of a closure.
func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "config-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
}

/// Writes a text file.
func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
}
