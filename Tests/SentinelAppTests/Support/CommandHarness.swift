import Foundation
import SentinelApp
import SentinelModels
import SentinelTesting

/// Runs commands in this process, in a folder of their own.
struct CommandHarness: Sendable {
    /// What a command did.
    struct Outcome: Sendable {
        var code: Int32
        var output: String
        var errors: String

        /// The output as JSON; null if it is none.
        var json: JSONValue { (try? JSONValue(parsing: output)) ?? .null }
    }

    /// A clock that always shows the same time and sleeps for real.
    struct StoppedClock: SentinelClock {
        var time = Timestamp(seconds: 1_795_424_400)
        func now() -> Timestamp { time }
        func sleep(for duration: Duration) async throws { try await Task.sleep(for: duration) }
    }

    /// A clock that was set to a time when it was made and goes on from there.
    struct SetClock: SentinelClock {
        private let offset: Duration

        init(_ time: Timestamp = Timestamp(seconds: 1_795_424_400)) {
            offset = SystemClock().now().duration(to: time)
        }

        func now() -> Timestamp { SystemClock().now().advanced(by: offset) }
        func sleep(for duration: Duration) async throws { try await Task.sleep(for: duration) }
    }

    let folder: TemporaryFolder
    let deliveries = Deliveries()
    var variables: [String: String] = [:]
    var clock: any SentinelClock = SystemClock()
    var terminal: TerminalTraits = TerminalTraits()
    var integrations: [IntegrationDescriptor]
    var layers = Layers.standard
    var input = ""

    init() throws {
        folder = try TemporaryFolder()
        integrations = TestIntegrations.all(deliveries)
        layers.sharedResources = { _ in [] }
    }

    /// Writes a file into the folder.
    func write(_ text: String, to name: String = "alerts.yaml") throws {
        try Data(text.utf8).write(to: URL(filePath: folder.file(name)))
    }

    /// The text of a file of the folder.
    func read(_ name: String) throws -> String {
        try String(contentsOf: URL(filePath: folder.file(name)), encoding: .utf8)
    }

    /// Runs a command to its end; the folder's path in its output becomes `DIR`.
    func run(_ arguments: String...) async -> Outcome {
        await run(arguments)
    }

    func run(_ arguments: [String]) async -> Outcome {
        let output = BufferSink()
        let errors = BufferSink()
        let input = input
        let environment = Environment(
            arguments: arguments, variables: variables, standardInput: { Array(input.utf8) }, standardOutput: output,
            standardError: errors, outputTraits: terminal, errorTraits: terminal, workingDirectory: folder.path,
            clock: clock)
        let code = await SentinelMain.execute(environment: environment, integrations: integrations, layers: layers)
        return Outcome(
            code: code, output: output.text.replacingOccurrences(of: folder.path, with: "DIR"),
            errors: errors.text.replacingOccurrences(of: folder.path, with: "DIR"))
    }
}
