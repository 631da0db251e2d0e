#if SQLite
    import Foundation
    import SentinelTesting
    import Testing

    /// What `Scripts/demo` shows after the build.
    @Suite struct DemoTests {
        private func run(_ arguments: [String]) throws -> (code: Int32, output: String, errors: String) {
            let folder = try TemporaryFolder()
            let program = try SentinelProcess.program()
            let demo = program.deletingLastPathComponent().appending(path: "sentinel-demo")
            return try SentinelProcess(
                arguments.map { $0 == "SENTINEL" ? program.path : $0 }, in: folder, program: demo
            ).finish()
        }

        @Test func `the demo tells a story of a fault and its end, in 80 columns`() throws {
            let shop = Repository.root.appending(path: "Examples/configs/shop").path
            let outcome = try run(["shop", "SENTINEL", shop])
            #expect(outcome.code == 0, "\(outcome.errors)")
            #expect(outcome.output.split(separator: "\n").filter { $0.count > 80 } == [])
            var rest = outcome.output[...]
            for part in [
                "$ sentinel validate", "✓ valid", "$ sentinel run", "Payments fail", "ALERT", "+- Slack",
                "PAYMENTS FAIL",
                "+- webhook: POST /pager", "+- mail to", "Subject:", "$ sentinel run", "(no message)", "$ sentinel run",
                "+- Slack", "$ sentinel status", "Nothing is left behind",
            ] {
                let found = try #require(rest.firstRange(of: part), "'\(part)' is missing, or too early")
                rest = rest[found.upperBound...]
            }
        }

        @Test func `without words it says how to call it`() throws {
            let outcome = try run([])
            #expect(outcome.code == 2)
            #expect(outcome.errors.hasPrefix("usage: sentinel-demo"))
        }

        @Test func `a script that is not there is a failure`() throws {
            let outcome = try run(["database", "absent.sql", "x.db"])
            #expect(outcome.code == 1)
            #expect(outcome.errors.hasPrefix("sentinel-demo: "))
        }
    }
#endif
