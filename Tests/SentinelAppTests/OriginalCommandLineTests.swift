import Foundation
import SentinelModels
import Testing

@testable import SentinelApp

/// Command lines that users of the Python original have in their scripts: all are understood (PEER 4).
@Suite struct OriginalCommandLineTests {
    private static let state = ["--state-db", "sqlite:///state.db"]

    @Test(
        arguments: [
            (["init"] + state, 0), (["validate", "alerts.yaml"], 0), (["run", "alerts.yaml"] + state, 0),
            (["run", "alerts.yaml", "--alert", "hot"] + state, 0), (["run", "alerts.yaml", "--dry-run"] + state, 0),
            (["run", "alerts.yaml", "--alert", "hot", "--dry-run"] + state, 0),
            (["history", "alerts.yaml", "--alert", "hot", "--limit", "5"] + state, 0),
            (["history", "alerts.yaml", "--limit", "-1"] + state, 0), (["status", "alerts.yaml"] + state, 0),
            (["status", "alerts.yaml", "--alert", "hot"] + state, 0),
            (["silence", "alerts.yaml", "--alert", "hot", "--duration", "2"] + state, 0),
            (["unsilence", "alerts.yaml", "--alert", "hot"] + state, 0), (["metrics", "--output", "text"], 0),
            (["metrics", "--output", "json"], 0),
            (["healthcheck", "alerts.yaml", "--database-url", "echo://db", "--output", "text"] + state, 0),
            (["healthcheck", "alerts.yaml", "--output", "json"] + state, 0), (["--version"], 0),
            (["run", "alerts.yaml", "--state-db", "state.db"], 2), (["run"], 2),
            (["status", "alerts.yaml", "--alert", "x"], 2),
            (["silence", "alerts.yaml", "--alert", "hot", "--duration", "1.5"] + state, 2),
        ] as [([String], Int32)])
    func `a command line of the original works`(arguments: [String], code: Int32) async throws {
        let harness = try CommandHarness()
        try harness.write(
            """
            database:
              url: "echo://db"
            alerts:
              - name: hot
                schedule: "*/5 * * * *"
                query: status=OK actual_value=1
            """, to: arguments.contains("alerts.yaml") ? "alerts.yaml" : "unused.txt")
        _ = await harness.run(["init"] + Self.state)
        let outcome = await harness.run(arguments)
        #expect(outcome.code == code, "\(outcome.output)\(outcome.errors)")
    }

    @Test func `a program of one's own is one call`() {
        // That this compiles is the test: `.standard + […]`, and a call that never returns.
        let program: @Sendable ([IntegrationDescriptor]) async -> Never = SentinelMain.run(integrations:)
        let integrations: [IntegrationDescriptor] = .standard + TestIntegrations.all()
        #expect(integrations.count == [IntegrationDescriptor].standard.count + 2)
        #expect(type(of: program) == (@Sendable ([IntegrationDescriptor]) async -> Never).self)
    }
}
