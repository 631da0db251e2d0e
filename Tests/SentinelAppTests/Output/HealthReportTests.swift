import SentinelModels
import Testing

@testable import SentinelApp

@Suite struct HealthReportTests {
    private func report(
        state: HealthReport.Status = .healthy, sources: [HealthReport.Status] = [.healthy],
        channels: [HealthReport.Status] = [], dead: Int = 0, receivers: [HealthReport.Receiver] = []
    ) -> HealthReport {
        HealthReport(
            time: Timestamp(seconds: 1_795_424_400), state: .init(name: "state", status: state, message: "m"),
            sources: sources.enumerated().map { index, status in
                .init(
                    name: index == 0 ? "default" : "s\(index)", status: status, message: "m",
                    latency: .microseconds(1500))
            }, receivers: receivers,
            channels: channels.map { .init(name: "email", status: $0, message: "m") }, deadMessages: dead)
    }

    @Test(
        arguments: [
            (.healthy, [.healthy], [.healthy], 0, .healthy), (.healthy, [], [], 0, .healthy),
            (.healthy, [.healthy], [.notConfigured], 0, .healthy), (.healthy, [.healthy], [.degraded], 0, .degraded),
            (.healthy, [.healthy], [.healthy, .degraded], 0, .degraded),
            (.healthy, [.healthy], [.healthy], 1, .degraded),
            (.unhealthy, [.healthy], [.healthy], 0, .unhealthy),
            (.healthy, [.healthy, .unhealthy], [.healthy], 0, .unhealthy),
            (.healthy, [.unhealthy], [.degraded], 3, .unhealthy), (.healthy, [.healthy], [.unhealthy], 0, .unhealthy),
        ] as [(HealthReport.Status, [HealthReport.Status], [HealthReport.Status], Int, HealthReport.Status)])
    func `the worst part is the whole`(
        state: HealthReport.Status, sources: [HealthReport.Status], channels: [HealthReport.Status], dead: Int,
        whole: HealthReport.Status
    ) {
        let report = report(state: state, sources: sources, channels: channels, dead: dead)
        #expect(report.status == whole)
        #expect(report.json["status"] == .string(whole.rawValue))
        let text = report.text.rendered(width: 200, breaksWords: false) { text, _ in text }
        #expect(text.split(separator: "\n").last?.contains(whole.rawValue) == true)
    }

    @Test func `without a source named default the original's key is there, not configured`() {
        let json = report(sources: []).json["checks"]?["alert_database"]
        #expect(json?["status"] == "not_configured")
        #expect(json?["message"] == "no source is named 'default'")
    }

    @Test func `times are exact, and in milliseconds`() {
        #expect(report().json["checks"]?["alert_database"]?["latency_ms"] == .number("1.500"))
        #expect(report().json["timestamp"] == "2026-11-23T09:00:00Z")
    }

    @Test(arguments: [
        (0, ""), (1, "1 undeliverable message: see 'sentinel outbox list'"), (2, "2 undeliverable messages"),
    ])
    func `messages that were given up are told`(dead: Int, words: String) {
        let text = report(dead: dead).text.rendered(width: 200, breaksWords: false) { text, _ in text }
        #expect(text.contains(words))
        #expect(text.contains("undeliverable") == (dead > 0))
    }

    @Test func `a receiver shows its last delivery and its last error only while it fails`() {
        let key = ReceiverKey("ops")
        func shown(_ health: ReceiverHealth, breaker: String) -> String {
            report(receivers: [.init(key: key, type: "slack", breaker: breaker, health: health)])
                .text.rendered(width: 200, breaksWords: false) { text, _ in text }
        }
        var health = ReceiverHealth(receiver: key)
        #expect(shown(health, breaker: "closed").contains("nothing delivered yet"))
        health.lastError = RunFailure(code: .receiverFailed, message: "out of order")
        health.lastSuccessAt = Timestamp(seconds: 1_795_424_400)
        #expect(!shown(health, breaker: "closed").contains("out of order"))
        health.failureStreak = 2
        let failing = shown(health, breaker: "open")
        #expect(failing.contains("breaker open"))
        #expect(failing.contains("last delivery 2026-11-23 09:00Z; out of order"))
    }

    /// "Healthy" while every delivery fails is what the original said (PEER 11.7).
    @Test func `a receiver that keeps failing makes its kind degraded, before its breaker opens`() async throws {
        let harness = try CommandHarness()
        try harness.write(
            """
            version: 1
            database: {url: "echo://db"}
            state: {url: "sqlite:///state.db"}
            receivers: {ops: {type: recorder, url: "https://example.com/later"}}
            alerts: [{name: a, query: "status=ALERT", schedule: "@daily", notify: [ops]}]
            """)
        #expect(await harness.run("healthcheck", "-o", "json").json["status"] == "healthy")
        #expect(await harness.run("run", "--deliver-timeout", "100ms").code == 4)
        let outcome = await harness.run("healthcheck", "-o", "json")
        #expect(outcome.code == 0)
        #expect(outcome.json["status"] == "degraded")
        let channel = outcome.json["checks"]?["notifications"]?["channels"]?["recorder"]
        #expect(channel == ["status": "degraded", "message": "1 receiver, 1 failing"])
    }
}
