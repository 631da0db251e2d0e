#if SQLite
    import Foundation
    import SentinelModels
    import SentinelTesting
    import Testing

    /// Programs around the program: pipes that close, disks that are full, people who type Ctrl-C.
    @Suite struct PipeAndSignalTests {
        private let folder: TemporaryFolder

        init() throws {
            folder = try .withShop()
            try folder.configure("alerts: [{name: One, query: \"SELECT 'OK' AS status\", schedule: \"@daily\"}]\n")
        }

        private func shell(_ script: String) throws -> (code: Int32, output: String, errors: String) {
            let program = try SentinelProcess.program().path
            let text = script.replacing("sentinel ", with: program + " ")
            return try SentinelProcess(["-c", text], in: folder, program: URL(filePath: "/bin/bash")).finish()
        }

        @Test(arguments: ["history", "schema", "--help", "status -o json", "metrics"])
        func `a reader of one line ends nobody`(command: String) throws {
            _ = try SentinelProcess(["run", "-q"], in: folder).finish()
            let outcome = try shell("sentinel \(command) | head -1; echo ${PIPESTATUS[0]}")
            let lines = outcome.output.split(separator: "\n")
            #expect(lines.count == 2)
            #expect(lines.last == "0")
            #expect(outcome.errors.isEmpty)
        }

        #if os(Linux)
            @Test(arguments: ["version", "schema", "status", "history", "run", "validate -o json"])
            func `a full disk behind output is told and ends with 3`(command: String) throws {
                _ = try SentinelProcess(["run", "-q"], in: folder).finish()
                let outcome = try shell("sentinel \(command) > /dev/full")
                #expect(outcome.code == 3)
                #expect(outcome.errors.contains("standard output cannot be written: No space left on device"))
            }

            @Test func `a folder that may not be written is named`() throws {
                // Not even root may write there.
                let outcome = try shell("sentinel run --state-db sqlite:////proc/self/state.db")
                #expect(outcome.code == 3)
                #expect(outcome.errors.contains("/proc/self/state.db"), "\(outcome.errors)")
            }

            @Test func `errors that cannot be told change no exit code`() throws {
                #expect(try shell("sentinel run absent.yaml 2> /dev/full").code == 2)
                #expect(try shell("sentinel run -v 2> /dev/full").code == 0)
            }
        #endif

        @Test(arguments: [
            "cat sentinel.yaml | sentinel validate -", "sentinel validate - < sentinel.yaml",
            "sentinel validate /dev/stdin < sentinel.yaml", "SENTINEL_CONFIG=sentinel.yaml sentinel validate",
            "sentinel validate -- sentinel.yaml", "sentinel validate './*.yaml'", "sentinel validate .",
        ])
        func `a configuration comes in all the usual ways`(script: String) throws {
            let outcome = try shell(script)
            #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
            #expect(outcome.output.hasPrefix("✓ valid: 1 alert"))
        }

        @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
        func `a command that waits for input ends at the first signal`(signal: Int32, code: Int32) async throws {
            let input = Pipe()
            let process = try SentinelProcess.configured(["run", "-"], in: folder)
            process.standardInput = input
            let errors = Pipe()
            process.standardError = errors
            try process.run()
            input.fileHandleForWriting.write(Data("version: 1\n".utf8))
            // There is nothing to see of a process that reads; a signal before it watches ends it just the same.
            try await Task.sleep(for: .milliseconds(300))
            kill(process.processIdentifier, signal)
            process.waitUntilExit()
            let status = process.terminationStatus
            #expect(process.terminationReason == .exit ? status == code : status == signal)
            #expect(errors.fileHandleForReading.readDataToEndOfFile().isEmpty)
            #expect(try folder.contents()["sqlsentinel.db"] == nil)
            withExtendedLifetime(input) {}
        }

        @Test func `variables are empty or absent alike`() throws {
            let outcome = try shell(
                "STATE_DB_URL= SENTINEL_CONFIG= DATABASE_URL= LOG_LEVEL= LOG_FILE= TIMEZONE= sentinel run -o json")
            #expect(outcome.code == 0, "\(outcome.errors)")
            #expect(try folder.contents().keys.contains("sqlsentinel.db"))
        }
    }
#endif
