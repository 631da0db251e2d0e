import SentinelModels
import SentinelTesting

/// Values, states and records with something else in every field each time.
struct RandomContent {
    var generator: SplitMix

    init(seed: UInt64) {
        generator = SplitMix(seed: seed)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    mutating func chance() -> Bool { Bool.random(using: &generator) }

    mutating func pick<Element>(_ list: [Element]) -> Element { list[number(0...list.count - 1)] }

    /// Some of the elements, in their order.
    mutating func some<Element>(_ list: [Element]) -> [Element] {
        var chosen: [Element] = []
        for element in list where chance() { chosen.append(element) }
        return chosen
    }

    mutating func maybe<Value>(_ value: (inout RandomContent) -> Value) -> Value? { chance() ? value(&self) : nil }

    mutating func text() -> String {
        let signs: [Unicode.Scalar] = [
            "a", "Z", "0", " ", "'", "\"", "\\", "/", "\0", "\n", "\u{7F}", "é", "\u{2028}", "\u{FEFF}", "🦉", "{", "[",
            ",", ":",
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<number(0...12) { text.append(pick(signs)) }
        return String(text)
    }

    mutating func time() -> Timestamp {
        Timestamp(microseconds: Int64.random(in: -1_000_000_000_000...4_000_000_000_000_000, using: &generator))
    }

    mutating func value() -> SQLValue {
        switch number(0...10) {
        case 0: return .null
        case 1: return .bool(chance())
        case 2: return .integer(Int64(bitPattern: generator.next()))
        case 3: return .integer(Int64(1) << Int64(number(0...62)) + Int64(number(-1...1)))
        case 4:
            let double = Double(bitPattern: generator.next())
            return double.isNaN ? .double(.infinity) : .double(double)
        case 5:
            let whole = (0..<number(1...30)).map { _ in String(number(0...9)) }.joined()
            return .decimal((chance() ? "-" : "") + whole + "." + String(number(0...999_999)))
        case 6: return .text(text())
        case 7: return .bytes((0..<number(0...9)).map { _ in UInt8(number(0...255)) })
        case 8: return .timestamp(time())
        case 9: return .date(CalendarDate(year: number(-500...9999), month: number(1...12), day: number(1...28)))
        default: return .json(pick(["null", "[1.50, {\"a\": 1e400}]", "{}", "\"x\"", "not json"]))
        }
    }

    mutating func failure() -> RunFailure {
        RunFailure(code: pick([.query, .timeout, .init("own_code"), .rejected]), message: text())
    }

    mutating func episode() -> Episode { Episode(id: "e\(number(0...99))", openedAt: time()) }

    mutating func identity() -> [IdentityColumn] {
        (0..<number(0...3)).map { IdentityColumn("\($0)" + text(), value()) }
    }

    mutating func context() -> [ContextValue] { (0..<number(0...4)).map { _ in ContextValue(text(), value()) } }

    mutating func texts() -> [String: String] {
        var texts: [String: String] = [:]
        for _ in 0..<number(0...3) { texts[text()] = text() }
        return texts
    }

    mutating func transition() -> Transition {
        Transition(
            sequence: Int64(number(1...1_000_000)), kind: pick(EventKind.allCases), subject: pick([.single, .health]),
            from: text(), to: text(), at: time(), episode: episode())
    }

    mutating func content() -> NotificationContent {
        var content = NotificationContent(
            alert: AlertKey(text()), alertName: text(), description: maybe { $0.text() },
            event: pick(EventKind.allCases),
            reason: pick(NotifyReason.allCases), sequence: Int64(number(0...9_999)), status: text(),
            severity: maybe { $0.pick(Severity.allCases) }, identity: identity(), actualValue: maybe { $0.value() },
            threshold: maybe { $0.value() }, valueAtOpening: maybe { $0.value() }, context: context(), labels: texts(),
            annotations: texts(), error: maybe { $0.failure() }, episode: episode(), notice: number(0...50),
            occurredAt: time(), runID: text(), fireAt: maybe { $0.time() }, template: texts())
        content.version = number(1...9)
        return content
    }

    mutating func record(id: String, alert: AlertDefinition) -> RunRecord {
        var record = RunRecord(
            id: id, alert: alert.key, alertName: alert.name, trigger: .manual, startedAt: time(),
            duration: .microseconds(Int64(number(0...5_000_000))), outcome: pick([.ok, .alert, .error, .noData]),
            actualValue: maybe { $0.value() }, threshold: maybe { $0.value() },
            severity: maybe { $0.pick(Severity.allCases) }, context: context(), transition: maybe { $0.transition() },
            error: maybe { $0.failure() }, query: chance() ? alert.query : "SELECT '\(text().filter { $0 != "\0" })'")
        for _ in 0..<number(0...2) {
            let identity = identity()
            record.instances.append(
                InstanceRecord(
                    identity: identity, fingerprint: Fingerprint(identity: identity),
                    condition: pick([.ok, .firing, .pending, .recovering]),
                    actualValue: maybe { $0.value() }, transition: maybe { $0.transition() }))
        }
        return record
    }

    mutating func state() -> AlertState {
        var state = AlertState()
        state.health = pick([.answering, .noData, .failing])
        state.healthSince = maybe { $0.time() }
        state.errorStreak = number(0...9)
        state.noDataStreak = number(0...9)
        state.alertStreak = number(0...9)
        state.okStreak = number(0...9)
        state.eventSequence = Int64(number(0...99))
        for path in [\AlertState.lastFireAt, \.lastSuccessAt, \.lastRunAt, \.lastAlertAt, \.lastOKAt] {
            state[keyPath: path] = maybe { $0.time() }
        }
        state.healthEpisode = maybe { Episode(id: "health", openedAt: $0.time()) }
        for index in 0..<number(0...3) {
            let identity = index == 0 && chance() ? [] : [IdentityColumn("n", .integer(Int64(index)))] + identity()
            let fingerprint = Fingerprint(identity: identity)
            state.instances[fingerprint] = InstanceState(
                identity: identity, condition: pick([.ok, .firing, .pending, .recovering]), since: time(),
                streak: number(1...9),
                severity: maybe { $0.pick(Severity.allCases) },
                episode: maybe { Episode(id: "e\(index)", openedAt: $0.time()) },
                valueAtOpening: maybe { $0.value() }, value: maybe { $0.value() })
            for route in ["ops", "dev", "ops#2"] where chance() {
                state.ledger[LedgerKey(subject: fingerprint, route: route)] = ledger()
            }
        }
        return state
    }

    private mutating func ledger() -> RouteLedger {
        var ledger = RouteLedger(episodeID: "e\(number(0...9))")
        ledger.lastSequence = maybe { Int64($0.number(0...99)) }
        ledger.lastPromisedAt = maybe { $0.time() }
        ledger.nextReminderAt = maybe { $0.time() }
        ledger.reminderCount = number(0...9)
        ledger.noticeCount = number(0...9)
        ledger.giveUpCount = number(0...9)
        ledger.gaveUpAt = maybe { $0.time() }
        return ledger
    }
}
