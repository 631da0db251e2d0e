#if SQLite
    import Dispatch
    import SentinelModels
    import Synchronization

    /// A bounded number of connections and the work that waits for them, first come, first served.
    ///
    /// A busy worker takes the next piece of work itself, without a change of threads. One timer, which runs only while
    /// there is work, looks after deadlines; a worker that does not obey is left to itself and replaced.
    final class SQLitePool: Sendable {
        private struct Slot {
            var worker: SQLiteWorker
            var work: (any SQLiteWork)?
        }

        private struct State {
            var slots: [Slot] = []
            var waiting: [any SQLiteWork] = []
            var abandoned = 0
            var isWatched = false
            var isClosed = false
            var closers: [CheckedContinuation<Void, Never>] = []
        }

        private static let watchInterval = DispatchTimeInterval.milliseconds(50)
        private let limit: Int
        private let open: SQLiteWorker.Opening
        private let state = Mutex(State())

        init(limit: Int, open: @escaping SQLiteWorker.Opening) {
            self.limit = limit
            self.open = open
        }

        /// Runs `work` on a connection as soon as one is free.
        func perform<Value: Sendable>(
            timeout: Duration, _ work: @escaping @Sendable (SQLiteReader) throws(SentinelError) -> Value
        ) async throws(SentinelError) -> Value {
            let job = SQLiteJob(timeout: timeout, work: work)
            let result = await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    if job.start(continuation) { submit(job) }
                }
            } onCancel: {
                job.cancel()
            }
            return try result.get()
        }

        /// Refuses new work, fails what waits, and returns when nothing runs any more.
        func close() async {
            let waiting = state.withLock { state in
                state.isClosed = true
                state.slots.removeAll { $0.work == nil }
                defer { state.waiting = [] }
                return state.waiting
            }
            for work in waiting { work.fail(Self.closed) }
            await withCheckedContinuation { continuation in
                let isIdle = state.withLock { state in
                    if !state.slots.isEmpty { state.closers.append(continuation) }
                    return state.slots.isEmpty
                }
                if isIdle { continuation.resume() }
            }
        }

        private func submit(_ work: any SQLiteWork) {
            var assignment: Slot?
            var mustWatch = false
            let refusal: SentinelError? = state.withLock { state in
                if state.isClosed { return Self.closed }
                if state.abandoned >= max(limit, 4) { return Self.exhausted }
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
            let index: Int
            // The one used last has the warmest cache.
            if let idle = state.slots.lastIndex(where: { $0.work == nil }) {
                index = idle
            } else if state.slots.count < limit {
                state.slots.append(Slot(worker: SQLiteWorker(open: open)))
                index = state.slots.count - 1
            } else {
                return nil
            }
            guard let work = Self.takeNext(&state) else { return nil }
            state.slots[index].work = work
            return state.slots[index]
        }

        private func start(_ slot: Slot) {
            slot.worker.queue.async { self.serve(slot.worker, first: slot.work) }
        }

        private func serve(_ worker: SQLiteWorker, first: (any SQLiteWork)?) {
            var next = first
            while let work = next {
                HandoverExecutor.shared.collecting { worker.perform(work) }
                next = successor(for: worker)
            }
        }

        /// What the worker is to do next; nil if nothing, or if it was abandoned meanwhile.
        private func successor(for worker: SQLiteWorker) -> (any SQLiteWork)? {
            let (work, closers) = state.withLock { state -> ((any SQLiteWork)?, [CheckedContinuation<Void, Never>]) in
                guard let index = state.slots.firstIndex(where: { $0.worker === worker }) else {
                    state.abandoned -= 1
                    return (nil, [])
                }
                let work = Self.takeNext(&state)
                state.slots[index].work = work
                guard state.isClosed else { return (work, []) }
                state.slots.remove(at: index)
                return (nil, Self.takeClosers(&state))
            }
            for closer in closers { closer.resume() }
            return work
        }

        private func watchLater() {
            DispatchQueue.global().asyncAfter(deadline: .now() + Self.watchInterval) { [weak self] in self?.watch() }
        }

        private func watch() {
            let (slots, waiting) = state.withLock { ($0.slots, $0.waiting) }
            let now = ContinuousClock.now
            for work in waiting { _ = work.enforce(at: now) }
            for slot in slots {
                if let work = slot.work, work.enforce(at: now) { abandon(slot.worker, with: work) }
            }
            let mustWatch = state.withLock { state in
                state.waiting.removeAll(where: \.isFinished)
                state.isWatched = !state.waiting.isEmpty || state.slots.contains { $0.work != nil }
                return state.isWatched
            }
            if mustWatch { watchLater() }
        }

        /// Forgets a worker that is stuck in `work`; its thread ends when SQLite returns.
        private func abandon(_ worker: SQLiteWorker, with work: any SQLiteWork) {
            var assignment: Slot?
            let closers = state.withLock { state -> [CheckedContinuation<Void, Never>] in
                guard let index = state.slots.firstIndex(where: { $0.worker === worker && $0.work === work }) else {
                    return []
                }
                state.slots.remove(at: index)
                state.abandoned += 1
                if state.isClosed { return Self.takeClosers(&state) }
                if !state.waiting.isEmpty { assignment = assign(&state) }
                return []
            }
            if let assignment { start(assignment) }
            for closer in closers { closer.resume() }
        }

        private static func takeNext(_ state: inout State) -> (any SQLiteWork)? {
            guard let index = state.waiting.firstIndex(where: { !$0.isFinished }) else {
                state.waiting = []
                return nil
            }
            let work = state.waiting[index]
            state.waiting.removeSubrange(...index)
            return work
        }

        private static func takeClosers(_ state: inout State) -> [CheckedContinuation<Void, Never>] {
            guard state.slots.isEmpty else { return [] }
            defer { state.closers = [] }
            return state.closers
        }

        private static let closed = SentinelError(.connection, "the source is closed", isRetryable: false)
        private static let exhausted = SentinelError(
            .busy, "too many queries that could not be stopped still run on the database")
    }
#endif
