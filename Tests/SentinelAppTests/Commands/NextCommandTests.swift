import SentinelModels
import Testing

@testable import SentinelApp

@Suite struct NextCommandTests {
    private let configuration = """
        version: 1
        database: {url: "echo://db"}
        alerts:
          - {name: Daily revenue, query: "status=OK", schedule: "0 9 * * *", timezone: Europe/Berlin}
          - {name: Queue, query: "status=OK", schedule: {every: 5m}}
        """

    private func harness() throws -> CommandHarness {
        var harness = try CommandHarness()
        harness.clock = CommandHarness.StoppedClock()
        return harness
    }

    @Test(arguments: [
        (["0 9 * * 1-5", "--count", "3"], "0 9 * * 1-5", "UTC", "2026-11-24T09:00:00Z"),
        (["0", "9", "*", "*", "1-5"], "0 9 * * 1-5", "UTC", "2026-11-24T09:00:00Z"),
        (["0 9 * * *", "--timezone", "Europe/Berlin"], "0 9 * * *", "Europe/Berlin", "2026-11-24T08:00:00Z"),
        (["@hourly", "--after", "2026-01-01T00:30:00Z"], "@hourly", "UTC", "2026-01-01T01:00:00Z"),
        (["every 15m"], "every 15m", "UTC", "2026-11-23T09:15:00Z"),
        (["every: 90s"], "every 1m30s", "UTC", "2026-11-23T09:01:30Z"),
        (["Daily revenue", "-c", "alerts.yaml"], "0 9 * * *", "Europe/Berlin", "2026-11-24T08:00:00Z"),
        (["Daily revenue", "--timezone", "UTC"], "0 9 * * *", "UTC", "2026-11-24T09:00:00Z"),
    ])
    func `JSON names schedule, zone and fires`(
        arguments: [String], schedule: String, zone: String, first: String
    ) async throws {
        let harness = try harness()
        try harness.write(configuration)
        let outcome = await harness.run(["next"] + arguments + ["-o", "json"])
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.json["schedule"] == .string(schedule))
        #expect(outcome.json["timezone"] == .string(zone))
        #expect(outcome.json["fires"]?[0] == .string(first))
    }

    @Test func `the variable TIMEZONE counts where nothing else does`() async throws {
        var harness = try harness()
        harness.variables["TIMEZONE"] = "Asia/Tokyo"
        #expect(await harness.run("next", "@daily", "-o", "json").json["fires"]?[0] == "2026-11-23T15:00:00Z")
    }

    @Test func `people see local time with its offset`() async throws {
        let outcome = try await harness().run(
            "next", "30 2 * * *", "--timezone", "America/New_York", "--after", "2026-03-06T00:00:00Z", "--count", "3")
        try Golden.check(outcome.output, "next-new-york")
    }

    @Test(arguments: [
        (["0 9 * *"], "'0 9 * *' is no schedule"),
        (["0 0 30 2 *"], "the date never comes"),
        (["every soon"], "'soon' is no length of time"),
        (["Dayly revenue", "-c", "alerts.yaml"], "did you mean 'Daily revenue'?"),
        (["x", "-c", "alerts.yaml"], "available alerts: Daily revenue, Queue"),
        (["@daily", "--timezone", "Mars/Olympus"], "Mars/Olympus"),
    ])
    func `what is neither a schedule nor an alert is refused`(arguments: [String], message: String) async throws {
        let harness = try harness()
        if arguments.contains("-c") { try harness.write(configuration) }
        let outcome = await harness.run(["next"] + arguments)
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }
}
