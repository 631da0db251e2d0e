import Foundation
import SentinelModels
import Testing

/// The values that pass between engine, store and dispatcher.
@Suite struct RecordTests {
    static let time = Timestamp(seconds: 1_700_000_000)
    static let episode = Episode(id: "e", openedAt: time.advanced(by: .seconds(-5400)))
    static let transition = Transition(
        sequence: 4, kind: .firing, subject: .single, from: "ok", to: "firing", at: time, episode: episode)

    static var content: NotificationContent {
        NotificationContent(
            alert: AlertKey("a"), alertName: "A", event: .firing, sequence: 4, status: "ALERT",
            actualValue: .double(.infinity), threshold: .decimal("1.50"), context: [ContextValue("x", .null)],
            error: RunFailure(code: .timeout, message: "late"), episode: episode, occurredAt: time, runID: "r")
    }

    static func decision(_ outcome: NotificationDecision.Outcome, intent: NotificationIntent? = nil)
        -> NotificationDecision
    {
        NotificationDecision(
            event: Event(transition), routeKey: "ops", receiver: ReceiverKey("ops"), outcome: outcome, intent: intent)
    }

    @Test func contentsAreStoredWhole() throws {
        let data = try JSONEncoder().encode(Self.content)
        #expect(try JSONDecoder().decode(NotificationContent.self, from: data) == Self.content)
        #expect(Self.content.version == 1 && Self.content.notice == 1)
        #expect(Self.content.episodeDuration == .seconds(5400))
    }

    @Test func eventsComeFromTransitions() throws {
        let event = Event(Self.transition)
        #expect(event.cause == .transition && event.sequence == 4 && event.kind == .firing && event.at == Self.time)
        let data = try JSONEncoder().encode(event)
        #expect(try JSONDecoder().decode(Event.self, from: data) == event)
    }

    @Test func decisionsHaveWordsAndReasons() {
        let notify = NotifyReason.allCases.map { NotificationDecision.Outcome.notify($0) }
        #expect(notify.map(\.word) == Array(repeating: "notify", count: notify.count))
        #expect(notify.map(\.reason) == ["transition", "reminder", "silence_ended", "retell", "new_route"])
        let suppress = SuppressionReason.allCases.map { NotificationDecision.Outcome.suppress($0) }
        #expect(suppress.allSatisfy { $0.word == "suppress" })
        #expect(
            suppress.map(\.reason) == [
                "silenced", "disabled", "not_subscribed", "never_announced", "already_told", "not_due", "backing_off",
            ])
    }

    @Test func intentsBecomeMessagesAndRecords() {
        let intent = NotificationIntent(
            messageID: "m", orderKey: "e", content: Self.content, expiresAt: Self.time.advanced(by: .seconds(60)))
        let message = NotificationMessage(intent, to: ReceiverKey("ops"), at: Self.time)
        #expect(message.id == "m" && message.orderKey == "e" && message.receiver == ReceiverKey("ops"))
        #expect(message.createdAt == Self.time && message.notBefore == Self.time && message.attempts == 0)
        #expect(message.expiresAt == intent.expiresAt)
        let told = NotificationRecord(Self.decision(.notify(.transition), intent: intent))
        #expect(told.delivery == .pending && told.messageID == "m" && told.sequence == 4 && told.event == .firing)
        let untold = NotificationRecord(Self.decision(.suppress(.silenced)))
        #expect(untold.delivery == nil && untold.messageID == nil)
    }

    @Test(arguments: DeliveryState.allCases)
    func messagesAreUnsettledUntilTheEnd(_ state: DeliveryState) {
        let message = NotificationMessage(
            id: "m", receiver: ReceiverKey("r"), content: Self.content, orderKey: "e", state: state,
            createdAt: Self.time, notBefore: Self.time, expiresAt: Self.time)
        #expect(message.isUnsettled == [.pending, .sending].contains(state))
    }

    @Test(
        arguments: [
            (nil, nil, false, false), (10, nil, true, true), (nil, 10, true, false), (-10, nil, false, true),
            (0, 0, false, true), (-10, 10, true, true),
        ] as [(Int?, Int?, Bool, Bool)])
    func receiversAreHeldByBreakerOrToken(_ open: Int?, _ held: Int?, _ isHeld: Bool, _ isProbing: Bool) {
        var health = ReceiverHealth(receiver: ReceiverKey("r"))
        health.openUntil = open.map { Self.time.advanced(by: .seconds($0)) }
        health.heldUntil = held.map { Self.time.advanced(by: .seconds($0)) }
        #expect(health.isHeld(at: Self.time) == isHeld && health.isProbing == isProbing)
        #expect(health.failureStreak == 0)
    }

    @Test func requestsHaveTheDocumentedDefaults() {
        let definition = AlertDefinition(name: "A", query: "SELECT 1")
        #expect(definition.key == AlertKey("A") && definition.source == "default" && definition.isEnabled)
        #expect(definition.policy == AlertPolicy() && definition.judgement == .statusColumn)
        #expect(definition.policy.onError.after == 3 && definition.policy.notifyOn == Set(EventKind.allCases))
        #expect(AlertPolicy.NoData(.error).after == 1)
        let claim = RunClaim(runID: "r", alert: definition, trigger: .manual, owner: OwnerID("me"))
        #expect(claim.lease == .seconds(30) && claim.scope == .default && claim.fireAt == nil)
        let take = TakeRequest(owner: OwnerID("me"))
        #expect(take.limit == 64 && take.limitPerReceiver == 2 && take.lease == .seconds(25))
        #expect(QueryLimits() == QueryLimits(maxRows: 1000, timeout: .seconds(30)))
        #expect(QueryRequest("SELECT 1").purpose == .alert && QueryTag().tenant == "default")
        #expect(
            HistoryQuery().limit == 10 && MessageQuery().limit == nil
                && RetentionPolicy(runsBefore: Self.time).batch == 1000)
        #expect(Condition(.exists(true)).over == .any)
        #expect(AlertSnapshot() == AlertSnapshot(revision: 0, state: AlertState(), silences: []))
        #expect(DeliveryContext(attempt: 1, idempotencyKey: "k", time: Self.time).timeout == .seconds(15))
        #expect(ClaimedRun(id: "r", alert: AlertKey("a"), trigger: .api, fence: 1).scope == .default)
        #expect(Actor.engine == Actor(.engine, name: "engine"))
        #expect(ColumnDescription(name: "c").declaredType == nil)
        #expect(!QueryResult(columns: ["a"], rows: []).statistics.isTruncated)
    }

    @Test func recordsCompareWhole() {
        let record = RunRecord(
            id: "r", alert: AlertKey("a"), alertName: "A", trigger: .manual, startedAt: Self.time, outcome: .alert,
            transition: Self.transition,
            instances: [
                InstanceRecord(
                    identity: [], fingerprint: .single, condition: .firing, actualValue: .integer(1),
                    transition: Self.transition)
            ])
        var other = record
        #expect(record == other)
        other.outcome = .ok
        #expect(record != other)
        let claimed = ClaimedMessage(
            message: NotificationMessage(
                id: "m", receiver: ReceiverKey("r"), content: Self.content, orderKey: "e", createdAt: Self.time,
                notBefore: Self.time, expiresAt: Self.time), fence: 1, leaseUntil: Self.time)
        #expect(claimed.references.isEmpty)
        let run = ClaimedRun(id: "r", alert: AlertKey("a"), trigger: .manual, fence: 1)
        let commit = RunCommit(
            run: run, baseRevision: 3, record: record, state: AlertState(), events: [], decisions: [])
        #expect(commit.baseRevision == 3 && commit.run == run)
        let settlement = Settlement(messageID: "m", fence: 1, outcome: .returned, at: Self.time)
        #expect(settlement.health == nil && settlement.outcome == .returned)
    }
}

@Suite struct ResolvingTests {
    struct EmptySource: DataSource {
        func run(_ request: QueryRequest) async throws(SentinelError) -> QueryResult {
            QueryResult(columns: [request.sql], rows: [])
        }
    }

    @Test func dictionariesResolveSources() async throws {
        let sources: [String: any DataSource] = ["shop": EmptySource()]
        let source = try sources.source(named: "shop")
        #expect(try await source.run(QueryRequest("x")).columns == ["x"])
        await source.close()
        let error = #expect(throws: SentinelError.self) { try sources.source(named: "other") }
        #expect(error?.code == .notFound && error?.message == "no source is named 'other'")
    }

    @Test func dictionariesResolveNotifiers() async throws {
        let notifier = ClosureNotifier { message, context in
            DeliveryReceipt(reference: message.id, detail: "attempt \(context.attempt)")
        }
        let notifiers: [ReceiverKey: any Notifier] = [ReceiverKey("ops"): notifier]
        let message = NotificationMessage(
            id: "m", receiver: ReceiverKey("ops"), content: RecordTests.content, orderKey: "e",
            createdAt: RecordTests.time, notBefore: RecordTests.time, expiresAt: RecordTests.time)
        let context = DeliveryContext(attempt: 2, idempotencyKey: "m", time: RecordTests.time)
        let receipt = try await notifiers.notifier(for: ReceiverKey("ops")).deliver(message, context)
        #expect(receipt == DeliveryReceipt(reference: "m", detail: "attempt 2"))
        let error = #expect(throws: SentinelError.self) { try notifiers.notifier(for: ReceiverKey("x")) }
        #expect(error?.code == .receiverGone && error?.isRetryable == false)
    }
}
