import Foundation
import SentinelModels
import Testing

@testable import SentinelApp

@Suite struct InitCommandTests {
    @Test(arguments: [("sentinel.yaml", "sentinel.yaml"), (".", "./sentinel.yaml")])
    func `a path gives a configuration that is valid`(path: String, place: String) async throws {
        let harness = try CommandHarness()
        let outcome = await harness.run("init", path)
        #expect(outcome.code == 0)
        #expect(outcome.output == "wrote \(place)\n")
        let text = try harness.read("sentinel.yaml").replacingOccurrences(of: "sqlite:///shop.db", with: "echo://shop")
        try harness.write(text, to: "sentinel.yaml")
        let check = await harness.run("validate", "sentinel.yaml", "-o", "json")
        #expect(check.json == ["valid": true, "alerts": 1, "diagnostics": []], "\(check.output)")
    }

    @Test func `a file is never overwritten`() async throws {
        let harness = try CommandHarness()
        try harness.write("mine", to: "sentinel.yaml")
        let outcome = await harness.run("init", "sentinel.yaml")
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("sentinel.yaml exists already"))
        #expect(try harness.read("sentinel.yaml") == "mine")
    }

    @Test func `a place that cannot be written is a failure`() async throws {
        let outcome = try await CommandHarness().run("init", "absent/sentinel.yaml")
        #expect(outcome.code == 3)
        #expect(outcome.errors.contains("absent/sentinel.yaml cannot be written"))
    }

    @Test func `without a path the state database is made`() async throws {
        let outcome = try await CommandHarness().run("init", "--state-db", "sqlite:///made.db")
        #expect(outcome.code == 0)
        #expect(outcome.output == "state database ready: sqlite:///DIR/made.db\n")
    }

    @Test func `a path is no URL, as in the original`() async throws {
        let outcome = try await CommandHarness().run("init", "--state-db", "state.db")
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("hint: write sqlite:///state.db for a file"))
    }
}
