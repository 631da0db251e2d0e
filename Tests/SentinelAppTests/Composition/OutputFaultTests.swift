import Foundation
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelApp

/// Results that nobody can read must not look like success.
@Suite struct OutputFaultTests {
    /// A sink that is full from the start.
    private struct FullSink: OutputSink {
        var fault: String? { "No space left on device" }
        func write(_ bytes: [UInt8]) {}
    }

    private func run(_ arguments: [String], query: String = "status=OK") async throws -> (code: Int32, errors: String) {
        let harness = try CommandHarness()
        try harness.write(
            """
            version: 1
            database: {url: "echo://db"}
            receivers: {ops: {type: recorder, url: "https://example.com/refuse"}}
            alerts: [{name: a, query: "\(query)", schedule: "@daily", notify: [ops]}]
            """)
        let errors = BufferSink()
        let environment = Environment(
            arguments: arguments, standardOutput: FullSink(), standardError: errors,
            workingDirectory: harness.folder.path)
        let code = await SentinelMain.execute(
            environment: environment, integrations: harness.integrations, layers: harness.layers)
        return (code, errors.text)
    }

    @Test(arguments: [
        ["version"], ["--help"], ["--version"], ["schema"], ["completion", "bash"], ["validate"], ["status"],
        ["metrics"],
        ["run", "--dry-run"], ["run", "--dry-run", "-o", "json"], ["frob"], ["healthcheck"], ["next", "@daily"],
    ])
    func `output that cannot be written ends with 3 and says why`(arguments: [String]) async throws {
        let outcome = try await run(arguments)
        #expect(outcome.code == 3)
        #expect(
            outcome.errors.hasSuffix(
                "sentinel: error: standard output cannot be written: No space left on device\n"), "\(outcome.errors)")
    }

    @Test func `a graver reason keeps its code`() async throws {
        #expect(try await run(["run"], query: "status=ALERT").code == 4)
    }

    @Test func `a closed pipe is no fault, a closed descriptor is one`() throws {
        BrokenPipes.ignore()
        let pipe = Pipe()
        let sink = DescriptorSink(pipe.fileHandleForWriting.fileDescriptor)
        try pipe.fileHandleForReading.close()
        sink.write([1])
        #expect(sink.fault == nil)
        let closed = DescriptorSink(-1)
        #expect(closed.fault == nil)
        closed.write([1])
        #expect(closed.fault == "Bad file descriptor")
    }

    #if os(Linux)
        @Test func `a full device is a fault, and nothing more is tried`() throws {
            let device = try #require(FileHandle(forWritingAtPath: "/dev/full"))
            let sink = DescriptorSink(device.fileDescriptor)
            sink.write([])
            #expect(sink.fault == nil)
            sink.write([1, 2, 3])
            #expect(sink.fault == "No space left on device")
        }
    #endif

    @Test func `input that never ends is left when the command is stopped`() async {
        let pipe = Pipe()
        let descriptor = pipe.fileHandleForReading.fileDescriptor
        pipe.fileHandleForWriting.write(Data("half".utf8))
        let reading = Task.detached { DescriptorSource.readAll(descriptor) }
        reading.cancel()
        #expect(await reading.value == Array("half".utf8))
        withExtendedLifetime(pipe) {}
    }
}
