import Dispatch
import SentinelModels
import Synchronization

/// The one writer of a process: a thread that owns the write connection and commits operations in groups.
///
/// A commit costs a disk flush whatever it holds, so operations that arrive together share one. Callers are answered
/// after the commit. An operation that fails is taken out and the others are done again without it.
final class GroupWriter: Sendable {
    /// How long a group may wait for company.
    struct Linger: Sendable {
        /// In all, for a group in which nobody waits urgently.
        var routine = Duration.milliseconds(200)
        /// In all, for other groups.
        var urgent = Duration.milliseconds(5)
        /// For the next operation: when none comes, everybody who could send one probably waits already.
        var idle = Duration.microseconds(1000)
        var urgentIdle = Duration.microseconds(300)
        /// A group of this size waits for nobody.
        var enough = 64
        /// The largest group.
        var most = 256
    }

    private struct State {
        var queue: [WriteJob] = []
        var isScheduled = false
        var isLingering = false
        var isClosing = false
        var isClosed = false
        var commits = 0
        var operations = 0
    }

    private let state = Mutex(State())
    private let thread = DispatchQueue(label: "sqlsentinel.writer", qos: .userInitiated)
    private let arrivals = DispatchSemaphore(value: 0)
    private let session: ConfinedSession
    private let linger: Linger
    private let patience: ServerPatience?

    /// - Parameter patience: What is done about servers that fail; nil to report every failure at once.
    init(session: sending StoreSession, linger: Linger = Linger(), patience: ServerPatience? = nil) {
        self.session = ConfinedSession(session)
        self.linger = linger
        self.patience = patience
    }

    /// How many transactions were committed, and how many operations they held.
    var counts: (commits: Int, operations: Int) {
        state.withLock { ($0.commits, $0.operations) }
    }

    /// Does one operation in some group and returns after its commit.
    func perform<Value: Sendable>(
        isUrgent: Bool = true, _ body: @escaping @Sendable (StoreSession) throws(SentinelError) -> Value
    ) async throws(SentinelError) -> Value {
        try await performAll([(isUrgent, body)])[0].get()
    }

    /// Does operations that are independent of each other: each is stored or fails by itself.
    func performAll<Value: Sendable>(
        _ bodies: [(isUrgent: Bool, body: @Sendable (StoreSession) throws(SentinelError) -> Value)]
    ) async -> [Result<Value, SentinelError>] {
        guard !bodies.isEmpty else { return [] }
        return await withCheckedContinuation { continuation in
            let batch = WriteBatch(count: bodies.count, continuation)
            enqueue(
                bodies.enumerated().map { index, element in
                    batch.job(index, isUrgent: element.isUrgent, element.body)
                })
        }
    }

    private func enqueue(_ jobs: [WriteJob]) {
        enum Next { case refuse, schedule, signal, nothing }
        let next = state.withLock { state -> Next in
            guard !state.isClosed else { return .refuse }
            state.queue += jobs
            if state.isLingering { return .signal }
            guard !state.isScheduled else { return .nothing }
            state.isScheduled = true
            return .schedule
        }
        switch next {
        case .refuse: for job in jobs { job.finish(SentinelError(.store, "the state store is closed")) }
        case .schedule: thread.async { self.drain() }
        case .signal: arrivals.signal()
        case .nothing: break
        }
    }

    private func drain() {
        while let group = nextGroup() { session.execute(group, patience: currentPatience, counting: count) }
    }

    /// Nobody wants to wait long for a server when the process ends.
    private var currentPatience: ServerPatience? {
        guard var patience, state.withLock(\.isClosing) else { return patience }
        patience.outage = min(patience.outage, .seconds(2))
        return patience
    }

    private func count(_ operations: Int) {
        state.withLock { state in
            state.commits += 1
            state.operations += operations
        }
    }

    /// The operations of the next transaction; nil when there is nothing to do, which also ends the drain.
    private func nextGroup() -> [WriteJob]? {
        var group = takeQueued(limit: linger.most)
        guard !group.isEmpty else {
            return state.withLock { state in
                guard state.queue.isEmpty else { return [] }
                state.isScheduled = false
                return nil
            }
        }
        let start = ContinuousClock.now
        while group.count < linger.enough {
            let isUrgent = group.contains(where: \.isUrgent)
            let left = (isUrgent ? linger.urgent : linger.routine) - start.duration(to: .now)
            let pause = min(left, isUrgent ? linger.urgentIdle : linger.idle)
            guard pause > .zero, waitForArrival(pause) else { break }
            group += takeQueued(limit: linger.most - group.count)
        }
        return group
    }

    private func takeQueued(limit: Int) -> [WriteJob] {
        state.withLock { state in
            guard state.queue.count > limit else {
                defer { state.queue.removeAll(keepingCapacity: true) }
                return state.queue
            }
            defer { state.queue.removeFirst(limit) }
            return Array(state.queue.prefix(limit))
        }
    }

    /// Whether something is queued, or arrives in time.
    private func waitForArrival(_ duration: Duration) -> Bool {
        let isThere = state.withLock { state in
            state.isLingering = state.queue.isEmpty
            return !state.isLingering
        }
        if isThere { return true }
        let result = arrivals.wait(timeout: .now() + .microseconds(Int(duration.wholeMicroseconds)))
        return state.withLock { state in
            state.isLingering = false
            return result == .success || !state.queue.isEmpty
        }
    }

    /// Does a last operation, refuses later ones and closes the connection.
    func close(_ last: @escaping @Sendable (StoreSession) throws(SentinelError) -> Void) async {
        let isFirst = state.withLock { state in
            defer { state.isClosing = true }
            return !state.isClosing
        }
        guard isFirst else { return }
        _ = await performAll([(true, last)])
        state.withLock { $0.isClosed = true }
        await withCheckedContinuation { continuation in
            thread.async {
                self.session.close()
                continuation.resume()
            }
        }
    }
}

/// The session in the writer's hands.
///
/// `@unchecked Sendable`: the session is reached only from blocks on the writer's serial queue.
private final class ConfinedSession: @unchecked Sendable {
    private let session: StoreSession

    init(_ session: sending StoreSession) {
        self.session = session
    }

    func close() {
        session.connection.close()
    }

    /// Does the jobs in one transaction, without those that fail, and answers all.
    func execute(_ jobs: [WriteJob], patience: ServerPatience?, counting count: (Int) -> Void) {
        var open = jobs
        var tries = patience.map { ServerPatience.Tries($0) }
        while !open.isEmpty {
            guard let failure = attempt(open) else {
                count(open.count)
                for job in open { job.finish(nil) }
                return
            }
            session.connection.rollback()
            session.forget()
            if tries?.wait(after: failure.error) == true { continue }
            guard let index = failure.index else {
                for job in open { job.finish(failure.error) }
                return
            }
            open.remove(at: index).finish(failure.error)
        }
    }

    /// Runs and commits; returns what went wrong, with the job that is to blame if one is.
    private func attempt(_ jobs: [WriteJob]) -> (error: SentinelError, index: Int?)? {
        do {
            try session.connection.begin(writing: true)
        } catch {
            return (error, nil)
        }
        for (index, job) in jobs.enumerated() {
            do {
                try job.run(session)
            } catch {
                // A full disk or a lost lock is nobody's fault in particular and hits the next one as well.
                let isShared = error.isRetryable && [.store, .busy, .connection].contains(error.code)
                return (error, isShared ? nil : index)
            }
        }
        do {
            try session.connection.commit()
            return nil
        } catch {
            return (error, nil)
        }
    }
}
