import SentinelModels
import Testing

/// Small rules that stores share.
@Suite struct StatisticsTests {
    @Test func statisticsAreInOneOrderInEveryStore() {
        let runs: [(String, RunOutcome)] = [("b", .ok), ("a", .ok), ("a", .alert), ("B", .error), ("a", .error)]
        let messages: [(String, DeliveryState)] = [
            ("ops", .sent), ("ops", .dead), ("email:1", .sent), ("ops", .pending),
        ]
        var statistics = StoreStatistics(
            runs: runs.map { .init(alertName: $0.0, outcome: $0.1, count: 1, totalDuration: .seconds(1)) },
            messages: messages.map { .init(receiver: ReceiverKey($0.0), state: $0.1, count: 1) })
        statistics.sort()
        #expect(
            statistics.runs.map { "\($0.alertName) \($0.outcome)" } == [
                "B error", "a alert", "a error", "a ok", "b ok",
            ])
        #expect(
            statistics.messages.map { "\($0.receiver) \($0.state)" } == [
                "email:1 sent", "ops dead", "ops pending", "ops sent",
            ])
        let sorted = statistics
        statistics.sort()
        #expect(statistics == sorted && statistics.oldestUnsettled == nil)
    }

    @Test func failuresOfThePeopleAndProcessesInvolvedAreNamed() {
        #expect(RunFailure.dropped(by: Actor(.operatorCLI, name: "anna")).message == "dropped by anna")
        #expect(RunFailure.dropped(by: .engine) == RunFailure(code: .dropped, message: "dropped by engine"))
        #expect(RunFailure.abandoned.code == .fenced)
        #expect(RunFailure.abandoned.message == "the process that ran it ended before there was a result")
    }

    @Test(arguments: [(0, 0 as Int64), (1, 1_000_000), (90, 90_000_000), (-5, -5_000_000)])
    func episodesLastFromTheirOpening(_ seconds: Int, _ microseconds: Int64) {
        var content = StoredFormTests.content
        content.occurredAt = content.episode.openedAt.advanced(by: .seconds(seconds))
        #expect(content.episodeDuration == .microseconds(microseconds))
    }

    /// Every pair of times before, at and after: held until the later one is over.
    @Test func receiversAreHeldUntilBothTimesAreOver() {
        let now = StoredFormTests.time
        let offsets: [Int?] = [nil, -1, 0, 1]
        for open in offsets {
            for held in offsets {
                var health = ReceiverHealth(receiver: ReceiverKey("r"))
                health.openUntil = open.map { now.advanced(by: .microseconds($0)) }
                health.heldUntil = held.map { now.advanced(by: .microseconds($0)) }
                #expect(health.isHeld(at: now) == (open == 1 || held == 1), "\(open as Any) \(held as Any)")
                #expect(health.isProbing == (open != nil))
            }
        }
    }
}
