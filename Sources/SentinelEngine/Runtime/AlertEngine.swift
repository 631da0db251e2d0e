public import SentinelModels

/// Runs alerts: asks the source, judges, plans, and stores everything one run changes in one transaction.
///
/// The engine holds no state of its own; several engines, also in several processes, may share a store.
///
/// ```swift
/// let engine = AlertEngine(sources: ["shop": try SQLiteSource(path: "shop.db")], store: InMemoryStateStore())
/// let record = try await engine.run(alert, trigger: .manual, mode: .dryRun)
/// ```
public struct AlertEngine: Sendable {
    /// Whether a run counts.
    public enum Mode: Sendable, Hashable {
        /// The result is stored and notices are promised.
        case live
        /// The same decisions are made and shown; nothing is claimed, stored or promised.
        case dryRun
    }

    let sources: any SourceResolving
    let store: any StateStore
    let clock: any SentinelClock
    let observers: ObserverRelay
    let options: EngineOptions

    /// Makes an engine.
    public init(
        sources: any SourceResolving, store: any StateStore, clock: any SentinelClock = SystemClock(),
        observers: ObserverRelay = ObserverRelay(), options: EngineOptions = EngineOptions()
    ) {
        self.sources = sources
        self.store = store
        self.clock = clock
        self.observers = observers
        self.options = options
    }

    /// Runs one alert and returns its history.
    ///
    /// Waits for the alert's running slot up to the alert's timeout. A failing query is a result (outcome `error`), not
    /// a thrown error.
    /// - Throws: `SentinelError` if the slot stays busy, the run was cancelled, or the store failed: then nothing was
    ///   stored, unless the store failed so that it cannot say.
    public func run(
        _ alert: AlertDefinition, trigger: RunTrigger = .manual, mode: Mode = .live
    ) async throws(SentinelError) -> RunRecord {
        guard mode == .live else { return try await dryRun(alert, trigger: trigger) }
        let (run, snapshot) = try await claim(alert, trigger: trigger)
        let renewal = Task { await renewLeases() }
        defer { renewal.cancel() }
        do {
            let measured = try await measure(alert, run: run, snapshot: snapshot)
            return try await commit(Pending(alert: alert, run: run, snapshot: snapshot, measured: measured))
        } catch {
            // A slot that is held for nothing would keep the alert from being run until its lease ends.
            if error.code != .fenced { try? await store.release([run]) }
            throw error
        }
    }

    private func dryRun(_ alert: AlertDefinition, trigger: RunTrigger) async throws(SentinelError) -> RunRecord {
        let run = ClaimedRun(
            id: makeID(), alert: alert.key, trigger: trigger, fence: 0, scope: options.scope)
        var snapshot = try await store.snapshots(of: [alert.key], scope: options.scope)[alert.key]
        if snapshot == nil {
            let silences = try await store.silences(scope: options.scope, includingEnded: false)
            snapshot = AlertSnapshot(silences: silences)
        }
        let known = snapshot ?? AlertSnapshot()
        let measured = try await measure(alert, run: run, snapshot: known)
        return plan(Pending(alert: alert, run: run, snapshot: known, measured: measured)).record
    }

    private func claim(
        _ alert: AlertDefinition, trigger: RunTrigger
    ) async throws(SentinelError) -> (ClaimedRun, AlertSnapshot) {
        let deadline = clock.now().advanced(by: alert.policy.timeout)
        while true {
            let request = RunClaim(
                runID: makeID(), alert: alert, trigger: trigger, owner: options.owner,
                scope: options.scope)
            switch try await claim([request])[0] {
            case .granted(let run, let snapshot): return (run, snapshot)
            case .superseded: throw Self.superseded(alert)
            case .failed(let error): throw error
            case .busy(let until):
                let now = clock.now()
                guard now < deadline else {
                    throw Self.busy(alert, until: until)
                }
                try await pause(min(Self.busyPause, now.duration(to: deadline)))
            }
        }
    }

    func makeID() -> String { options.makeID(clock.now()) }

    /// How long to wait between two looks at a slot that somebody else holds.
    static let busyPause = Duration.milliseconds(100)

    static func superseded(_ alert: AlertDefinition) -> SentinelError {
        SentinelError(.conflict, "the fire of '\(alert.name)' has a run already")
    }

    static func busy(_ alert: AlertDefinition, until: Timestamp) -> SentinelError {
        SentinelError(.busy, "another run of '\(alert.name)' holds its slot, at the latest until \(until)")
    }

    func pause(_ duration: Duration) async throws(SentinelError) {
        do {
            try await clock.sleep(for: duration)
        } catch {
            throw SentinelError(.cancelled, "the run was cancelled", isRetryable: false)
        }
    }
}
