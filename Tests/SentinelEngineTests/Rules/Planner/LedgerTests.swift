import SentinelModels
import Testing

@testable import SentinelEngine

@Suite("RouteLedger: reminders")
struct LedgerTests {
    private static let start = Timestamp(seconds: 1000)

    private func event(_ kind: EventKind, _ sequence: Int64, at seconds: Int64) -> Event {
        Event(
            sequence: sequence, kind: kind, cause: .transition, subject: .single, from: "ok", to: "firing",
            at: Timestamp(seconds: seconds), episode: Episode(id: "e", openedAt: Self.start))
    }

    @Test(
        "the next reminder is due by the count of those before, the last of the list repeating",
        arguments: [
            ([], [nil, nil, nil]), ([60], [60, 60, 60]), ([60, 600], [60, 600, 600]), ([1, 2, 3], [1, 2, 3]),
        ] as [([Int], [Int?])])
    func due(list: [Int], expected: [Int?]) {
        let reminders = list.map { Duration.seconds($0) }
        var ledger = RouteLedger(episodeID: "e")
        #expect(ledger.reminderDue(by: reminders) == nil, "nothing was promised yet")
        for (index, seconds) in expected.enumerated() {
            let time = Self.start.advanced(by: .seconds(index * 10_000))
            ledger.promise(
                event(index == 0 ? .firing : .reminder, Int64(index + 1), at: time.microseconds / 1_000_000),
                reminders: reminders)
            #expect(ledger.nextReminderAt == seconds.map { time.advanced(by: .seconds($0)) })
            #expect(ledger.nextReminderAt == ledger.reminderDue(by: reminders))
            #expect(ledger.reminderCount == index)
            #expect(ledger.noticeCount == index + 1)
            #expect(ledger.lastSequence == Int64(index + 1))
        }
    }

    @Test("a reminder that a silence swallowed counts as one that was due, not as a notice")
    func postponed() {
        var ledger = RouteLedger(episodeID: "e")
        let reminders = [Duration.seconds(60), .seconds(600)]
        ledger.promise(event(.firing, 1, at: 1000), reminders: reminders)
        ledger.postponeReminder(at: Timestamp(seconds: 1060), reminders: reminders)
        #expect(ledger.nextReminderAt == Timestamp(seconds: 1660))
        #expect(ledger.noticeCount == 1)
        #expect(ledger.reminderCount == 1)
        #expect(ledger.lastSequence == 1)
    }

    @Test(
        "announced is who was promised more than was given up",
        arguments: [(0, 0, false), (1, 0, true), (1, 1, false), (3, 2, true), (2, 2, false)])
    func announced(notices: Int, givenUp: Int, expected: Bool) {
        var ledger = RouteLedger(episodeID: "e")
        ledger.noticeCount = notices
        ledger.giveUpCount = givenUp
        #expect(ledger.wasAnnounced == expected)
    }
}

/// What a store does to a state when a silence takes back the message of an end.
@Suite("AlertState: an end that is owed again")
struct OwedEndTests {
    private static let episode = Episode(id: "e1", openedAt: Timestamp(seconds: 1))

    private func state(_ condition: InstanceCondition, episode: Episode? = nil, health: AlertHealth = .answering)
        -> AlertState
    {
        var state = AlertState()
        state.health = health
        state.healthEpisode = episode
        state.instances[.single] = InstanceState(condition: condition, since: Timestamp(seconds: 2), episode: episode)
        return state
    }

    @Test("is remembered with its episode, for the routes that were told", arguments: [Fingerprint.single, .health])
    func owed(subject: Fingerprint) {
        var state = state(.ok)
        let isOwed = [
            state.oweEnd(of: Self.episode, subject: subject, route: "ops", notices: 3),
            state.oweEnd(of: Self.episode, subject: subject, route: "dev", notices: 0),
        ]
        #expect(isOwed == [true, true])
        let episode = subject == .health ? state.healthEpisode : state.instances[.single]?.episode
        #expect(episode == Self.episode)
        let ledgers = ["ops", "dev"].map { state.ledger[LedgerKey(subject: subject, route: $0)] }
        #expect(ledgers.map { $0?.noticeCount } == [3, 1])
        #expect(ledgers.map { $0?.wasAnnounced } == [true, true])
        #expect(ledgers.map { $0?.isTold } == [false, false])
    }

    @Test("is not remembered once the problem is back or another is")
    func refused() {
        let other = Episode(id: "e2", openedAt: Timestamp(seconds: 9))
        for (subject, before) in [
            (Fingerprint.single, state(.firing, episode: other)), (.single, state(.ok, episode: other)),
            (.single, AlertState()), (.health, state(.ok, episode: other)),
            (.health, toldAgain(.failing)), (.health, toldAgain(.noData)),
        ] {
            var after = before
            let isOwed = after.oweEnd(of: Self.episode, subject: subject, route: "ops", notices: 1)
            #expect(!isOwed)
            #expect(after == before)
        }
    }

    /// A state whose problem is back in the same episode, and "ops" knows.
    private func toldAgain(_ health: AlertHealth) -> AlertState {
        var state = state(.ok, episode: Self.episode, health: health)
        var ledger = RouteLedger(episodeID: Self.episode.id)
        ledger.noticeCount = 3
        state.ledger[LedgerKey(subject: .health, route: "ops")] = ledger
        return state
    }

    @Test("is remembered over errors that nobody was told of", arguments: [AlertHealth.failing, .noData])
    func owedDuringErrors(health: AlertHealth) {
        for before in [state(.ok, health: health), state(.ok, episode: Self.episode, health: health)] {
            var state = before
            let isOwed = state.oweEnd(of: Self.episode, subject: .health, route: "ops", notices: 2)
            #expect(isOwed)
            #expect(state.healthEpisode == Self.episode)
            #expect(state.ledger[LedgerKey(subject: .health, route: "ops")]?.noticeCount == 2)
        }
    }

    @Test("is told when errors that nobody was told of have passed")
    func toldAfterErrors() {
        var scene = PlannerScene(policy: AlertPolicy(onError: .init(after: 2)))
        #expect(scene.fails() == [])
        #expect(scene.fails() == ["error ops: notify transition"])
        let episode = scene.lastPlan?.events.first?.episode ?? Self.episode
        #expect(scene.isFine() == ["recovered ops: notify transition"])
        #expect(scene.fails() == [])
        let isOwed = scene.state.oweEnd(of: episode, subject: .health, route: "ops", notices: 1)
        #expect(isOwed)
        #expect(scene.isFine() == ["recovered ops: notify transition"])
        #expect(scene.state.healthEpisode == nil)
        #expect(scene.isFine() == [])
    }

    @Test("is told at the next answer", arguments: [true, false])
    func told(staysQuiet: Bool) {
        var scene = PlannerScene(policy: AlertPolicy(onSilenceEnd: staysQuiet ? .stayQuiet : .notify))
        _ = scene.alerts()
        _ = scene.isFine()
        let episode = scene.lastPlan?.events.first?.episode ?? Self.episode
        let isOwed = scene.state.oweEnd(of: episode, subject: .single, route: "ops", notices: 1)
        #expect(isOwed)
        #expect(scene.isFine() == (staysQuiet ? [] : ["resolved ops: notify silence_ended"]))
        #expect(scene.state.instances[.single]?.episode == nil)
        #expect(scene.state.ledger.isEmpty)
        #expect(scene.isFine() == [])
    }

    @Test("kinds that tell of an end", arguments: EventKind.allCases)
    func ends(kind: EventKind) {
        #expect(kind.isEnd == [.resolved, .recovered].contains(kind))
    }
}
