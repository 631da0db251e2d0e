import SentinelModels
import Synchronization

/// One call of ``AlertEngine/run(_:trigger:mode:concurrency:onFinished:)``: claims, queries and commits as a pipeline.
final class RunBatch: Sendable {
    private struct Ready: Sendable {
        var index: Int
        var claim: (run: ClaimedRun, snapshot: AlertSnapshot)?
    }

    private struct Busy {
        var index: Int
        var deadline: Timestamp
    }

    private let engine: AlertEngine
    private let alerts: [AlertDefinition]
    private let trigger: RunTrigger
    private let mode: AlertEngine.Mode
    private let onFinished: @Sendable (Int, Result<RunRecord, SentinelError>) -> Void
    private let answers: Mutex<[Result<RunRecord, SentinelError>?]>
    private let unused = Mutex<[ClaimedRun]>([])
    private let ready = Mailbox<Ready>(capacity: 32)
    private let measured = Mailbox<(index: Int, pending: Pending)>()

    /// How many slots are claimed in one transaction.
    private static let chunk = 64
    /// How many results are stored in one transaction at most.
    private static let group = 256
    private static let cancelled = SentinelError(.cancelled, "the run was cancelled", isRetryable: false)

    init(
        engine: AlertEngine, alerts: [AlertDefinition], trigger: RunTrigger, mode: AlertEngine.Mode,
        onFinished: @escaping @Sendable (Int, Result<RunRecord, SentinelError>) -> Void
    ) {
        self.engine = engine
        self.alerts = alerts
        self.trigger = trigger
        self.mode = mode
        self.onFinished = onFinished
        answers = Mutex(Array(repeating: nil, count: alerts.count))
    }

    func run(concurrency: Int) async -> [Result<RunRecord, SentinelError>] {
        let renewal = Task { await engine.renewLeases() }
        defer { renewal.cancel() }
        await withTaskGroup(of: Void.self) { group in
            let executor = HandoverExecutor.shared
            group.addTask(executorPreference: executor) { await self.commitAll() }
            await withTaskGroup(of: Void.self) { stages in
                stages.addTask(executorPreference: executor) { await self.claimAll() }
                for _ in 0..<min(concurrency, max(1, alerts.count)) {
                    stages.addTask(executorPreference: executor) { await self.measureAll() }
                }
            }
            measured.finish()
            await group.waitForAll()
        }
        let unused = unused.withLock(\.self)
        if !unused.isEmpty { try? await engine.store.release(unused) }
        for index in alerts.indices where answers.withLock({ $0[index] }) == nil {
            finish(index, .failure(Self.cancelled))
        }
        return answers.withLock { $0.map { $0 ?? .failure(Self.cancelled) } }
    }

    private func claimAll() async {
        var busy: [Busy] = []
        for start in stride(from: 0, to: alerts.count, by: Self.chunk) where !Task.isCancelled {
            let indices = Array(start..<min(start + Self.chunk, alerts.count))
            if mode == .live {
                busy += await claim(indices.map { Busy(index: $0, deadline: deadline(of: $0)) })
            } else {
                for index in indices { await ready.send(Ready(index: index)) }
            }
        }
        await claim(waitingFor: busy)
        ready.finish()
    }

    /// Looks again at slots that somebody else holds, all in one transaction each time; no query slot waits for them.
    private func claim(waitingFor busy: [Busy]) async {
        var busy = busy
        while !busy.isEmpty, !Task.isCancelled {
            guard (try? await engine.clock.sleep(for: AlertEngine.busyPause)) != nil else { return }
            busy = await claim(busy)
        }
    }

    /// Claims, hands on what was granted, and returns what is to be tried again.
    private func claim(_ wanted: [Busy]) async -> [Busy] {
        let requests = wanted.map { wish in
            RunClaim(
                runID: engine.makeID(), alert: alerts[wish.index], trigger: trigger,
                owner: engine.options.owner, scope: engine.options.scope)
        }
        var busy: [Busy] = []
        do throws(SentinelError) {
            for (wish, result) in zip(wanted, try await engine.claim(requests)) {
                let alert = alerts[wish.index]
                switch result {
                case .granted(let run, let snapshot):
                    await ready.send(Ready(index: wish.index, claim: (run, snapshot)))
                case .busy(let until):
                    if engine.clock.now() < wish.deadline {
                        busy.append(wish)
                    } else {
                        finish(wish.index, .failure(AlertEngine.busy(alert, until: until)))
                    }
                case .superseded:
                    finish(wish.index, .failure(AlertEngine.superseded(alert)))
                case .failed(let error):
                    finish(wish.index, .failure(error))
                }
            }
        } catch {
            for wish in wanted { finish(wish.index, .failure(error)) }
        }
        return busy
    }

    private func deadline(of index: Int) -> Timestamp {
        engine.clock.now().advanced(by: alerts[index].policy.timeout)
    }

    private func measureAll() async {
        while let next = await ready.next() {
            let alert = alerts[next.index]
            do throws(SentinelError) {
                if Task.isCancelled { throw Self.cancelled }
                guard let (run, snapshot) = next.claim else {
                    finish(next.index, .success(try await engine.run(alert, trigger: trigger, mode: mode)))
                    continue
                }
                let result = try await engine.measure(alert, run: run, snapshot: snapshot)
                await measured.send(
                    (next.index, Pending(alert: alert, run: run, snapshot: snapshot, measured: result)))
            } catch {
                giveBack(next.claim?.run)
                finish(next.index, .failure(error))
            }
        }
    }

    private func commitAll() async {
        while let group = await measured.drain(limit: Self.group) {
            let results = await engine.commit(group.map(\.pending))
            for (element, result) in zip(group, results) {
                if case .failure(let error) = result, error.code != .fenced { giveBack(element.pending.run) }
                finish(element.index, result)
            }
        }
    }

    /// Notes a slot without a result; all are given back in one transaction at the end.
    private func giveBack(_ run: ClaimedRun?) {
        guard let run else { return }
        unused.withLock { $0.append(run) }
    }

    private func finish(_ index: Int, _ result: Result<RunRecord, SentinelError>) {
        answers.withLock { $0[index] = result }
        onFinished(index, result)
    }
}
