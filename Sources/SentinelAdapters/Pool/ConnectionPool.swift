import Dispatch
import SentinelModels
import Synchronization

/// A bounded number of connections and the work that waits for them, first come, first served.
///
/// A busy worker takes the next piece of work itself, without a change of threads. One timer, which runs only while
/// there is work, looks after deadlines; a worker that does not obey is left to itself.
final class ConnectionPool<Connection: PooledConnection>: Sendable {
    typealias Work = any PoolWork<Connection>
    typealias Worker = PoolWorker<Connection>

    struct Slot {
        var worker: Worker
        var work: Work?
        var idleSince = ContinuousClock.now
    }

    struct State {
        var slots: [Slot] = []
        var waiting: [Work] = []
        var abandoned = 0
        /// Workers that close their connection.
        var leaving = 0
        var isWatched = false
        var isClosed = false
        var nextSweep: ContinuousClock.Instant?
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    /// What a worker does after a piece of work.
    private enum Next {
        case work(Work)
        case rest
        case leave
    }

    let options: PoolOptions
    let state = Mutex(State())
    private let gate: ConnectGate?
    private let open: Worker.Opening

    init(_ options: PoolOptions, open: @escaping Worker.Opening) {
        self.options = options
        self.open = open
        gate = options.breaker.map(ConnectGate.init)
    }

    /// Runs `work` on a connection as soon as one is free.
    func perform<Value: Sendable>(
        timeout: Duration, _ work: @escaping @Sendable (Connection) throws(SentinelError) -> Value
    ) async throws(SentinelError) -> Value {
        let job = PoolJob(timeout: timeout, work: work)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if job.start(continuation) { submit(job) }
            }
        } onCancel: {
            job.cancel()
        }
        return try result.get()
    }

    /// Refuses new work, fails what waits, and returns when nothing runs any more and all connections are closed.
    func close() async {
        let (waiting, idle) = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [] }
            return (state.waiting, Self.takeIdle(&state) { _ in true })
        }
        for work in waiting { work.fail(Self.closed) }
        for worker in idle { retire(worker) }
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                let isIdle = state.slots.isEmpty && state.leaving == 0
                if !isIdle { state.closers.append(continuation) }
                return isIdle
            }
            if isIdle { continuation.resume() }
        }
    }

    // MARK: Giving work

    private func submit(_ work: Work) {
        var assignment: Slot?
        var mustWatch = false
        let refusal: SentinelError? = state.withLock { state in
            if state.isClosed { return Self.closed }
            if case .beside(let limit) = options.abandonment, state.abandoned >= limit { return Self.exhausted }
            state.waiting.append(work)
            assignment = assign(&state)
            mustWatch = !state.isWatched
            state.isWatched = true
            return nil
        }
        if let refusal { return work.fail(refusal) }
        if let assignment { start(assignment) }
        if mustWatch { watchLater() }
    }

    /// Gives the first waiting work to an idle or a new worker, if there may be one.
    private func assign(_ state: inout State) -> Slot? {
        guard !state.waiting.isEmpty else { return nil }
        let index: Int
        // The one used last has the warmest cache.
        if let idle = state.slots.lastIndex(where: { $0.work == nil }) {
            index = idle
        } else if state.slots.count + lost(state) < options.limit {
            state.slots.append(Slot(worker: Worker(options, gate: gate, open: open)))
            index = state.slots.count - 1
        } else {
            return nil
        }
        guard let work = Self.takeNext(&state) else { return nil }
        state.slots[index].work = work
        return state.slots[index]
    }

    /// Connections that are no worker's any more, but may still be open.
    private func lost(_ state: State) -> Int {
        if case .within = options.abandonment { state.leaving + state.abandoned } else { state.leaving }
    }

    private func start(_ slot: Slot) {
        slot.worker.queue.async { self.serve(slot.worker, first: slot.work) }
    }

    private func serve(_ worker: Worker, first: Work?) {
        var next = first
        while let work = next {
            HandoverExecutor.shared.collecting { worker.perform(work) }
            switch successor(for: worker) {
            case .work(let work): next = work
            case .rest: return
            case .leave:
                worker.disconnect()
                return left(worker)
            }
        }
    }

    /// What the worker is to do next; to leave if it was abandoned or the pool was closed meanwhile.
    private func successor(for worker: Worker) -> Next {
        state.withLock { state in
            guard let index = state.slots.firstIndex(where: { $0.worker === worker }), !state.isClosed else {
                return .leave
            }
            let work = Self.takeNext(&state)
            state.slots[index].work = work
            if let work { return .work(work) }
            if options.rest != nil { startRest(at: index, &state) }
            return .rest
        }
    }

    /// Closes the connection of a worker that was taken out of the slots.
    func retire(_ worker: Worker) {
        worker.queue.async {
            worker.disconnect()
            self.finish { $0.leaving -= 1 }
        }
    }

    /// A worker has closed its connection and ends.
    private func left(_ worker: Worker) {
        finish { state in
            if let index = state.slots.firstIndex(where: { $0.worker === worker }) {
                state.slots.remove(at: index)
            } else {
                state.abandoned -= 1
            }
        }
    }

    /// Notes an end, and does what became possible by it.
    private func finish(_ change: (inout State) -> Void) {
        let (assignments, closers) = state.withLock { state in
            change(&state)
            return (assignAll(&state), Self.takeClosers(&state))
        }
        for assignment in assignments { start(assignment) }
        for closer in closers { closer.resume() }
    }

    private func assignAll(_ state: inout State) -> [Slot] {
        var assignments: [Slot] = []
        while !state.isClosed, let assignment = assign(&state) { assignments.append(assignment) }
        return assignments
    }

    // MARK: Watching

    private func watchLater() {
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(50)) { [weak self] in self?.watch() }
    }

    private func watch() {
        let (slots, waiting) = state.withLock { ($0.slots, $0.waiting) }
        let now = ContinuousClock.now
        for work in waiting { _ = work.enforce(at: now, grace: options.grace) }
        for slot in slots {
            if let work = slot.work, work.enforce(at: now, grace: options.grace) { abandon(slot.worker, with: work) }
        }
        let mustWatch = state.withLock { state in
            state.waiting.removeAll(where: \.isFinished)
            state.isWatched = !state.waiting.isEmpty || state.slots.contains { $0.work != nil }
            return state.isWatched
        }
        if mustWatch { watchLater() }
    }

    /// Forgets a worker that is stuck in `work`; its thread ends when the client library returns.
    private func abandon(_ worker: Worker, with work: Work) {
        var isStuck = false
        finish { state in
            guard let index = state.slots.firstIndex(where: { $0.worker === worker && $0.work === work }) else {
                return
            }
            isStuck = true
            state.slots.remove(at: index)
            state.abandoned += 1
        }
        if isStuck { worker.control.abandon() }
    }

    private static func takeNext(_ state: inout State) -> Work? {
        guard let index = state.waiting.firstIndex(where: { !$0.isFinished }) else {
            state.waiting = []
            return nil
        }
        let work = state.waiting[index]
        state.waiting.removeSubrange(...index)
        return work
    }

    private static func takeClosers(_ state: inout State) -> [CheckedContinuation<Void, Never>] {
        guard state.isClosed, state.slots.isEmpty, state.leaving == 0 else { return [] }
        defer { state.closers = [] }
        return state.closers
    }

    private static var closed: SentinelError {
        SentinelError(.connection, "the source is closed", isRetryable: false)
    }

    private static var exhausted: SentinelError {
        SentinelError(.busy, "too many queries that could not be stopped still run on the database")
    }
}
