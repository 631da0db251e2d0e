import SentinelModels

/// Values that stores and drivers are tempted to bend.
enum ValueFixtures {
    static let all: [SQLValue] = [
        .null, .bool(true), .bool(false), .integer(.max), .integer(.min), .integer(9_007_199_254_740_993),
        .double(0.1), .double(-.infinity), .double(.leastNonzeroMagnitude), .double(1.7976931348623157e308), .double(5),
        .decimal("123456789012345678901234567890.123456789"), .decimal("-12.50"), .decimal("18446744073709551615"),
        .text(""), .text("it's \"quoted\"\\ \u{1F600}\n\u{2028}\u{0}end"), .bytes([0, 255, 39, 92]), .bytes([]),
        .timestamp(Timestamp(microseconds: -1)), .timestamp(Timestamp(microseconds: 1_795_424_400_123_456)),
        .date(CalendarDate(year: 2026, month: 2, day: 28)), .date(CalendarDate(year: -44, month: 3, day: 15)),
        .json(#"{"a": [1.50, 1e400]}"#),
    ]

    /// The commit with the value everywhere a value can be.
    static func commit(_ commit: RunCommit, _ value: SQLValue) -> RunCommit {
        var commit = commit
        let identity = [IdentityColumn("region", value), IdentityColumn("shop", .integer(7))]
        let fingerprint = Fingerprint(identity: identity)
        let time = commit.record.startedAt
        let episode = Episode(id: "e-1", openedAt: time)
        let transition = Transition(
            sequence: 1, kind: .firing, subject: fingerprint, from: "ok", to: "firing", at: time, episode: episode)
        commit.record.actualValue = value
        commit.record.threshold = value
        commit.record.severity = .warning
        commit.record.context = [ContextValue("c", value), ContextValue("c", .null)]
        commit.record.transition = transition
        commit.record.error = RunFailure(code: .init("custom"), message: "text")
        commit.record.instances = [
            InstanceRecord(
                identity: identity, fingerprint: fingerprint, condition: .firing, actualValue: value,
                transition: transition),
            InstanceRecord(
                identity: [], fingerprint: .single, condition: .ok, actualValue: nil, transition: nil),
        ]
        commit.state.instances[fingerprint] = InstanceState(
            identity: identity, condition: .firing, since: time, streak: 3, severity: .error, episode: episode,
            valueAtOpening: value, value: value)
        guard var content = commit.decisions[0].intent?.content else { return commit }
        content.identity = identity
        content.actualValue = value
        content.threshold = value
        content.valueAtOpening = value
        content.context = commit.record.context
        content.annotations = ["runbook": "https://example.com/\u{e9}"]
        content.description = "d"
        content.error = RunFailure(code: .timeout, message: "slow")
        content.reason = .retell
        content.notice = 3
        content.fireAt = time
        content.template = ["subject": "{alert_name}"]
        commit.decisions[0].intent?.content = content
        return commit
    }

    /// A state with something in every field.
    static func fullState(at time: Timestamp) -> AlertState {
        var state = AlertState()
        state.health = .failing
        state.healthSince = time
        state.errorStreak = 3
        state.noDataStreak = 1
        state.alertStreak = 4
        state.okStreak = 5
        state.eventSequence = 9
        state.lastFireAt = time.advanced(by: .seconds(-60))
        state.lastSuccessAt = time.advanced(by: .seconds(-1))
        state.lastRunAt = time
        state.lastAlertAt = time.advanced(by: .seconds(-2))
        state.lastOKAt = time.advanced(by: .seconds(-3))
        state.healthEpisode = Episode(id: "health-1", openedAt: time)
        for region in ["north", "south", "east"] {
            let identity = [IdentityColumn("region", .text(region))]
            let fingerprint = Fingerprint(identity: identity)
            state.instances[fingerprint] = InstanceState(
                identity: identity, condition: .firing, since: time, streak: 2, severity: .info,
                episode: Episode(id: "e-\(region)", openedAt: time), valueAtOpening: .integer(1), value: .double(2.5))
            for route in ["ops", "ops#2", "email:0f"] {
                state.ledger[LedgerKey(subject: fingerprint, route: route)] = ledger(of: "e-\(region)", at: time)
            }
        }
        state.ledger[LedgerKey(subject: .health, route: "ops")] = RouteLedger(episodeID: "health-1")
        return state
    }

    private static func ledger(of episode: String, at time: Timestamp) -> RouteLedger {
        var ledger = RouteLedger(episodeID: episode)
        ledger.lastSequence = 8
        ledger.lastPromisedAt = time
        ledger.nextReminderAt = time.advanced(by: .seconds(3600))
        ledger.reminderCount = 2
        ledger.noticeCount = 3
        ledger.giveUpCount = 1
        ledger.gaveUpAt = time.advanced(by: .seconds(-5))
        return ledger
    }

    /// The state with one instance and its ledger gone, and the rest changed.
    static func shrunk(_ state: AlertState, step: Int) -> AlertState {
        var state = state
        if let first = state.instances.keys.min(by: { $0.description < $1.description }) {
            state.instances[first] = nil
            state.ledger = state.ledger.filter { $0.key.subject != first }
        }
        for key in state.instances.keys {
            state.instances[key]?.condition = .ok
            state.instances[key]?.episode = nil
            state.instances[key]?.value = .integer(Int64(step))
        }
        for key in state.ledger.keys { state.ledger[key]?.nextReminderAt = nil }
        state.healthEpisode = step == 3 ? Episode(id: "health-2", openedAt: Timestamp(seconds: 5)) : nil
        state.health = step == 3 ? .noData : .answering
        state.lastFireAt = nil
        return state
    }
}
