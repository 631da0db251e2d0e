#if SQLite
    import Foundation
    import SentinelModels
    import SentinelTesting
    import Testing

    /// What only a process of its own can show: signals, pipes, descriptors, exit codes.
    @Suite struct ProcessTests {
        private let folder: TemporaryFolder

        init() throws {
            folder = try .withShop()
        }

        private func write(_ query: String, notify: String = "[]") throws {
            try folder.configure(
                """
                alerts:
                  - name: One
                    query: "\(query)"
                    schedule: "@daily"
                    timeout: 60s
                    notify: \(notify)
                """)
        }

        private static let endless = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 'OK' AS status, count(*) AS c FROM n
            """

        @Test(
            arguments: [(["version"], 0), (["frob"], 2), ([], 2), (["run", "absent.yaml"], 2)] as [([String], Int32)])
        func `exit codes reach the shell`(arguments: [String], code: Int32) throws {
            #expect(try SentinelProcess(arguments, in: folder).finish().code == code)
        }

        @Test func `a run keeps state between processes`() throws {
            try write("SELECT 'ALERT' AS status, 9007199254740993 AS actual_value")
            let first = try SentinelProcess(["run", "-o", "json"], in: folder).finish()
            #expect(first.code == 1, "\(first.errors)")
            let run = try JSONValue(parsing: first.output)["runs"]?[0]
            #expect(run?["actual_value"] == .number("9007199254740993"))
            #expect(run?["transition"]?["kind"] == "firing")
            let second = try SentinelProcess(["run", "-o", "json"], in: folder).finish()
            #expect(try JSONValue(parsing: second.output)["runs"]?[0]?["transition"] == .null)
            #expect(FileManager.default.fileExists(atPath: folder.file("sqlsentinel.db")))
        }

        @Test func `a dry run leaves the folder as it is`() throws {
            try write("SELECT 'ALERT' AS status")
            let before = try folder.contents()
            #expect(try SentinelProcess(["run", "--dry-run"], in: folder).finish().code == 1)
            #expect(try folder.contents() == before)
        }

        @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
        func `a signal stops the query, gives the slot back and ends in order`(signal: Int32, code: Int32) async throws
        {
            try write(Self.endless)
            let running = try SentinelProcess(["run"], in: folder)
            try await waitForState()
            kill(running.process.processIdentifier, signal)
            #expect(running.finish().code == code)
            try write("SELECT 'OK' AS status")
            let started = ContinuousClock.now
            #expect(try SentinelProcess(["run"], in: folder).finish().code == 0)
            #expect(ContinuousClock.now - started < .seconds(20), "the slot was not given back")
        }

        @Test func `colours are shown only when asked for`() throws {
            try write("SELECT 'ALERT' AS status")
            let escape = "\u{1B}["
            let run = { (variables: [String: String], options: [String]) in
                try SentinelProcess(["run", "--dry-run"] + options, in: folder, variables: variables).finish().output
            }
            #expect(!(try run([:], [])).contains(escape))
            #expect(try run(["FORCE_COLOR": "1"], []).contains(escape))
            #expect(!(try run(["FORCE_COLOR": "1", "NO_COLOR": "1"], [])).contains(escape))
            #expect(!(try run(["CLICOLOR_FORCE": "1"], ["--no-color"])).contains(escape))
        }

        @Test func `a reader that goes away does not keep the run from being stored`() throws {
            try write("SELECT 'OK' AS status")
            let running = try SentinelProcess(["run"], in: folder)
            try running.output.fileHandleForReading.close()
            running.process.waitUntilExit()
            #expect(running.process.terminationReason == .exit)
            #expect(running.process.terminationStatus == 0)
            let history = try SentinelProcess(["history", "-o", "json"], in: folder).finish()
            #expect(try JSONValue(parsing: history.output)["runs"]?.arrayValue?.count == 1)
        }

        /// Waits until the process has made the state database, which it does before it runs anything.
        private func waitForState() async throws {
            let end = ContinuousClock.now + .seconds(20)
            while !FileManager.default.fileExists(atPath: folder.file("sqlsentinel.db.owners")) {
                try #require(ContinuousClock.now < end, "the run did not start")
                try await Task.sleep(for: .milliseconds(5))
            }
        }
    }
#endif
