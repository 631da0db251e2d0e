#if MySQL
    import Dispatch
    import SentinelModels
    import SentinelSQL
    import Synchronization

    /// Stops the query that a worker's connection runs: told from other threads.
    final class MySQLQueryControl: ConnectionControl {
        private struct State {
            var timeout = Duration.zero
            var deadline = ContinuousClock.now
            var stop: WorkStop?
            var connection: MySQLConnection?
            var kill: (@Sendable () -> Void)?
        }

        private let state = Mutex(State())

        init() {}

        func start(deadline: ContinuousClock.Instant, timeout: Duration) {
            state.withLock { state in
                state.deadline = deadline
                state.timeout = timeout
                state.stop = nil
            }
        }

        /// Names the connection to cut, and how the server is told to stop what it does for it.
        func attach(_ connection: MySQLConnection, kill: @escaping @Sendable () -> Void) {
            state.withLock { state in
                state.connection = connection
                state.kill = kill
            }
        }

        /// Forgets the connection, unless another has taken its place.
        func detach(_ connection: MySQLConnection) {
            state.withLock { state in
                guard state.connection === connection else { return }
                state.connection = nil
                state.kill = nil
            }
        }

        func stop(_ reason: WorkStop) {
            let kill = state.withLock { state -> (@Sendable () -> Void)? in
                guard state.stop == nil else { return nil }
                state.stop = reason
                return state.kill
            }
            // It needs a connection of its own, and may take a while.
            if let kill { DispatchQueue.global().async(execute: kill) }
        }

        func abandon() {
            state.withLock { $0.connection }?.shutdown()
        }

        /// Whether the work was told to stop. Its connection must not be used again: a late KILL would hit other work.
        var isStopped: Bool { state.withLock { $0.stop != nil } }

        /// The time that is left for connecting.
        var timeLeft: Duration { state.withLock { ContinuousClock.now.duration(to: $0.deadline) } }

        /// The error for work that was stopped; nil if nobody stopped it.
        func failure(beneath error: MySQLError?) -> SentinelError? {
            let (stop, timeout) = state.withLock { ($0.stop, $0.timeout) }
            let isServerTimeout = error?.code == .statementTimeout || error?.code == .executionTimeout
            var failure: SentinelError
            switch stop {
            case nil where !isServerTimeout: return nil
            case nil, .deadline: failure = SentinelError(.timeout, "the query did not end within \(timeout.text)")
            case .cancelled: failure = SentinelError(.cancelled, "the query was cancelled")
            }
            failure.underlying = error?.description
            return failure
        }
    }
#endif
