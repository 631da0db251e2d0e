#if SQLite
    import SentinelModels
    import SentinelSQL
    import Synchronization

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// Says whether the query that a connection runs shall go on: asked from its own thread, told from others.
    final class SQLiteQueryControl: ConnectionControl {
        /// Why a query does not go on.
        enum Stop: Sendable {
            case deadline
            case cancelled
            case memory
            case lock
        }

        private struct State {
            var deadline = ContinuousClock.now
            var timeout = Duration.zero
            var stop: Stop?
            var memoryLimit = 0
            var connection: SQLiteConnection?
        }

        /// How much the library may allocate in all while one query runs; ordinary queries take a few MiB.
        private static let memoryAllowance = 256 << 20
        private let state = Mutex(State())

        /// Begins a new query, which has `timeout` until `deadline`.
        func start(deadline: ContinuousClock.Instant, timeout: Duration) {
            let memory = SQLiteConnection.memoryInUse
            state.withLock { state in
                state.deadline = deadline
                state.timeout = timeout
                state.stop = nil
                state.memoryLimit = memory + Self.memoryAllowance
            }
        }

        /// Names the connection to interrupt.
        func attach(_ connection: SQLiteConnection?) {
            state.withLock { $0.connection = connection }
        }

        /// Makes the running query end soon; any thread may call it.
        func stop(_ reason: WorkStop) {
            state.withLock { state in
                state.stop = state.stop ?? (reason == .deadline ? .deadline : .cancelled)
                state.connection?.interrupt()
            }
        }

        /// Whether to go on; asked every 1,000 steps of SQLite's machine.
        func shallContinue() -> Bool {
            let memory = SQLiteConnection.memoryInUse
            let now = ContinuousClock.now
            return state.withLock { state in
                if state.stop == nil, now >= state.deadline { state.stop = .deadline }
                if state.stop == nil, memory > state.memoryLimit { state.stop = .memory }
                return state.stop == nil
            }
        }

        /// Whether to try a lock again, after a pause that grows with the number of tries.
        func shallRetry(after tries: Int, within timeout: Duration) -> Bool {
            guard shallContinue() else { return false }
            let pause = Self.pauses[min(tries, Self.pauses.count - 1)]
            let waited = Self.pauses.prefix(tries).reduce(0, +) + max(tries - Self.pauses.count, 0) * pause
            guard waited < timeout.wholeMilliseconds else {
                state.withLock { $0.stop = $0.stop ?? .lock }
                return false
            }
            usleep(UInt32(pause * 1000))
            return shallContinue()
        }

        /// Milliseconds; short first, for writers that commit at once.
        private static let pauses = [1, 2, 5, 10, 15, 20, 25, 25, 50]

        /// The error for a query that was stopped before it failed with `error`; nil if nobody stopped it.
        func failure(beneath error: SQLiteError) -> SentinelError? {
            let (stop, timeout) = state.withLock { ($0.stop, $0.timeout) }
            let isLocked = error.code == .busy || error.code == .locked
            let addition = isLocked ? " while a writer had the database locked" : ""
            var failure: SentinelError
            switch stop {
            case nil: return nil
            case .deadline:
                failure = SentinelError(.timeout, "the query did not end within \(timeout.text)" + addition)
            case .cancelled: failure = SentinelError(.cancelled, "the query was cancelled" + addition)
            case .memory: failure = SentinelError(.resultTooLarge, "the query needs too much memory")
            case .lock: failure = SentinelError(.busy, "the database is locked by a writer")
            }
            failure.underlying = error.description
            return failure
        }
    }
#endif
