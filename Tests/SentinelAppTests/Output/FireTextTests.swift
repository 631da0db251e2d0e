import SentinelModels
import Testing

@testable import SentinelApp

/// What `next` shows around changes of the clocks, where people look twice.
@Suite struct FireTextTests {
    /// A schedule, a zone, a start, and the lines that must be shown.
    struct Case: Sendable, CustomTestStringConvertible {
        var schedule: String
        var zone: String
        var after: String
        var lines: [String]
        var testDescription: String { "\(schedule) in \(zone)" }
    }

    static let cases = [
        Case(
            schedule: "30 2 * * *", zone: "Europe/Berlin", after: "2026-03-28T00:00:00Z",
            lines: [
                "Europe/Berlin                   UTC", "Sat 2026-03-28 02:30:00 +01:00  Sat 2026-03-28 01:30:00Z",
                "Sun 2026-03-29 03:00:00 +02:00  Sun 2026-03-29 01:00:00Z",
                "Mon 2026-03-30 02:30:00 +02:00  Mon 2026-03-30 00:30:00Z",
            ]),
        Case(
            schedule: "30 2 * * *", zone: "Europe/Berlin", after: "2026-10-24T12:00:00Z",
            lines: [
                "Europe/Berlin                   UTC", "Sun 2026-10-25 02:30:00 +02:00  Sun 2026-10-25 00:30:00Z",
                "Mon 2026-10-26 02:30:00 +01:00  Mon 2026-10-26 01:30:00Z",
                "Tue 2026-10-27 02:30:00 +01:00  Tue 2026-10-27 01:30:00Z",
            ]),
        Case(
            schedule: "0 9 * * 1", zone: "Asia/Kathmandu", after: "2026-01-01T00:00:00Z",
            lines: [
                "Asia/Kathmandu                  UTC", "Mon 2026-01-05 09:00:00 +05:45  Mon 2026-01-05 03:15:00Z",
                "Mon 2026-01-12 09:00:00 +05:45  Mon 2026-01-12 03:15:00Z",
                "Mon 2026-01-19 09:00:00 +05:45  Mon 2026-01-19 03:15:00Z",
            ]),
        Case(
            schedule: "0 9 * * *", zone: "America/St_Johns", after: "2026-07-01T00:00:00Z",
            lines: [
                "America/St_Johns                UTC", "Wed 2026-07-01 09:00:00 -02:30  Wed 2026-07-01 11:30:00Z",
                "Thu 2026-07-02 09:00:00 -02:30  Thu 2026-07-02 11:30:00Z",
                "Fri 2026-07-03 09:00:00 -02:30  Fri 2026-07-03 11:30:00Z",
            ]),
        Case(
            schedule: "0 0 29 2 *", zone: "UTC", after: "2026-01-01T00:00:00Z",
            lines: [
                "UTC", "Tue 2028-02-29 00:00:00Z", "Sun 2032-02-29 00:00:00Z", "Fri 2036-02-29 00:00:00Z",
            ]),
        Case(
            schedule: "every 90s", zone: "UTC", after: "2026-12-31T23:58:00Z",
            lines: [
                "UTC", "Thu 2026-12-31 23:58:30Z", "Fri 2027-01-01 00:00:00Z", "Fri 2027-01-01 00:01:30Z",
            ]),
    ]

    @Test(arguments: cases)
    func `local time, its offset and UTC stand side by side`(case: Case) async throws {
        let outcome = try await CommandHarness().run(
            "next", `case`.schedule, "--timezone", `case`.zone, "--after", `case`.after, "--count", "3")
        #expect(outcome.code == 0)
        #expect(outcome.output.split(separator: "\n").map(String.init) == `case`.lines)
    }

    @Test(arguments: cases) func `JSON has the same times`(case: Case) async throws {
        let outcome = try await CommandHarness().run(
            "next", `case`.schedule, "--timezone", `case`.zone, "--after", `case`.after, "--count", "3", "-o", "json")
        let times = outcome.json["fires"]?.arrayValue?.compactMap(\.stringValue) ?? []
        let shown = `case`.lines.dropFirst().map { $0.split(separator: " ").suffix(2).joined(separator: "T") }
        #expect(times == shown)
    }
}
