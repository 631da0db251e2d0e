import Foundation
import Testing

@testable import SentinelModels

/// What a route was told, and how that is taken back.
@Suite struct RouteLedgerTests {
    static let time = Timestamp(seconds: 1_700_000_000)

    /// A ledger after `count` notices, the last one with this number.
    static func ledger(last: Int64? = 7, count: Int = 2, isTold: Bool = true) -> RouteLedger {
        var ledger = RouteLedger(episodeID: "e")
        ledger.lastSequence = last
        ledger.lastPromisedAt = isTold ? time : nil
        ledger.noticeCount = count
        return ledger
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var ledger: RouteLedger
        var episode = "e"
        var sequence: Int64 = 7
        var gaveUp = false
        var withdrew = false
        /// Whether the route knows of the episode afterwards, for both ways.
        var isToldAfterGivingUp = true
        var isToldAfterWithdrawal = true
        var testDescription: String { name }
    }

    static let cases = [
        Case(
            name: "the last notice", ledger: ledger(), gaveUp: true, withdrew: true, isToldAfterGivingUp: false,
            isToldAfterWithdrawal: false),
        Case(name: "an earlier notice", ledger: ledger(), sequence: 6, withdrew: true),
        Case(name: "a later notice", ledger: ledger(), sequence: 8, withdrew: true),
        Case(name: "another episode", ledger: ledger(), episode: "f"),
        Case(
            name: "a notice given up before", ledger: ledger(isTold: false), withdrew: true, isToldAfterGivingUp: false,
            isToldAfterWithdrawal: false),
        Case(
            name: "a route that was told nothing", ledger: ledger(last: nil, count: 0, isTold: false),
            isToldAfterGivingUp: false, isToldAfterWithdrawal: false),
        Case(
            name: "a first notice", ledger: ledger(last: 7, count: 1), gaveUp: true, withdrew: true,
            isToldAfterGivingUp: false, isToldAfterWithdrawal: false),
    ]

    @Test(arguments: cases)
    func givesUp(_ test: Case) {
        var ledger = test.ledger
        let later = Self.time.advanced(by: .seconds(9))
        #expect(ledger.giveUp(episodeID: test.episode, sequence: test.sequence, at: later) == test.gaveUp)
        #expect(ledger.isTold == test.isToldAfterGivingUp)
        #expect(ledger.giveUpCount == (test.gaveUp ? 1 : 0) && ledger.gaveUpAt == (test.gaveUp ? later : nil))
        // What was promised stays counted, as it may have arrived.
        #expect(ledger.noticeCount == test.ledger.noticeCount && ledger.lastSequence == test.ledger.lastSequence)
        if !test.gaveUp { #expect(ledger == test.ledger) }
        // A second time changes nothing.
        let before = ledger
        #expect(!ledger.giveUp(episodeID: test.episode, sequence: test.sequence, at: later) && ledger == before)
    }

    @Test(arguments: cases)
    func withdraws(_ test: Case) {
        var ledger = test.ledger
        #expect(ledger.withdraw(episodeID: test.episode, sequence: test.sequence) == test.withdrew)
        #expect(ledger.isTold == test.isToldAfterWithdrawal)
        #expect(ledger.noticeCount == test.ledger.noticeCount - (test.withdrew ? 1 : 0))
        #expect(ledger.giveUpCount == 0 && ledger.gaveUpAt == nil)
        if !test.withdrew { #expect(ledger == test.ledger) }
    }

    /// However often a notice is taken back, no count goes below nothing.
    @Test func countsStayPositive() {
        var ledger = Self.ledger(count: 3)
        for sequence in (0 as Int64)..<10 { _ = ledger.withdraw(episodeID: "e", sequence: sequence) }
        #expect(ledger.noticeCount == 0)
    }

    @Test func aNewLedgerKnowsNothing() {
        let ledger = RouteLedger(episodeID: "e")
        #expect(!ledger.isTold && ledger.nextReminderAt == nil && ledger.reminderCount == 0 && ledger.noticeCount == 0)
    }

    @Test func isStoredByTheseNames() throws {
        var ledger = Self.ledger()
        ledger.nextReminderAt = Self.time.advanced(by: .seconds(60))
        ledger.reminderCount = 1
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = """
            {"episodeID":"e","giveUpCount":0,"lastPromisedAt":1700000000000000,"lastSequence":7,\
            "nextReminderAt":1700000060000000,"noticeCount":2,"reminderCount":1}
            """
        #expect(String(decoding: try encoder.encode(ledger), as: UTF8.self) == text)
        #expect(try JSONDecoder().decode(RouteLedger.self, from: Data(text.utf8)) == ledger)
    }
}

/// Whether an alert's history may be forgotten.
@Suite struct QuietStateTests {
    static let episode = Episode(id: "e", openedAt: RouteLedgerTests.time)

    static func instance(_ condition: InstanceCondition, _ episode: Episode? = nil) -> InstanceState {
        InstanceState(condition: condition, since: RouteLedgerTests.time, episode: episode)
    }

    static let states: [(String, AlertHealth, Episode?, [InstanceState], Bool)] = [
        ("never run", .answering, nil, [], true), ("ok", .answering, nil, [instance(.ok)], true),
        ("firing", .answering, nil, [instance(.firing, episode)], false),
        ("pending", .answering, nil, [instance(.pending)], false),
        ("recovering", .answering, nil, [instance(.recovering, episode)], false),
        ("one of two fires", .answering, nil, [instance(.ok), instance(.firing, episode)], false),
        ("over, but somebody is owed the end", .answering, nil, [instance(.ok, episode)], false),
        ("failing", .failing, nil, [instance(.ok)], false), ("no data", .noData, nil, [instance(.ok)], false),
        ("answering again, but somebody is owed it", .answering, episode, [instance(.ok)], false),
    ]

    @Test(arguments: states)
    func isQuiet(
        _ name: String, _ health: AlertHealth, _ episode: Episode?, _ instances: [InstanceState], _ isQuiet: Bool
    ) {
        var state = AlertState()
        state.health = health
        state.healthEpisode = episode
        for (number, instance) in instances.enumerated() {
            state.instances[Fingerprint(stored: "\(number)")] = instance
        }
        #expect(state.isQuiet == isQuiet, "\(name)")
    }
}
