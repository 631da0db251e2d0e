#if DuckDB
    import SentinelModels
    import SentinelSQL
    import Synchronization

    /// Stops what a connection does; told from other threads.
    final class DuckDBControl: ConnectionControl {
        private struct State {
            var deadline = ContinuousClock.now
            var timeout = Duration.zero
            var stop: WorkStop?
            var connection: DuckDBConnection?
        }

        private let state = Mutex(State())

        func start(deadline: ContinuousClock.Instant, timeout: Duration) {
            state.withLock { state in
                state.deadline = deadline
                state.timeout = timeout
                state.stop = nil
            }
        }

        /// Names the connection to interrupt.
        func attach(_ connection: DuckDBConnection?) {
            state.withLock { $0.connection = connection }
        }

        func stop(_ reason: WorkStop) {
            state.withLock { state in
                state.stop = state.stop ?? reason
                state.connection?.interrupt()
            }
        }

        /// Once more: the first interruption may have come before the statement ran.
        func abandon() {
            state.withLock { $0.connection?.interrupt() }
        }

        /// Throws if the work is to stop.
        func check() throws(SentinelError) {
            if let error = failure(beneath: nil) { throw error }
        }

        /// The error for work that was stopped, or whose time is over, before it failed with `error`; nil otherwise.
        func failure(beneath error: DuckDBError?) -> SentinelError? {
            let (stop, deadline, timeout) = state.withLock { ($0.stop, $0.deadline, $0.timeout) }
            switch stop ?? (ContinuousClock.now >= deadline ? .deadline : nil) {
            case nil: return nil
            case .deadline:
                return SentinelError(
                    .timeout, "the query did not end within \(timeout.text)", underlying: error?.message)
            case .cancelled:
                return SentinelError(.cancelled, "the query was cancelled", underlying: error?.message)
            }
        }
    }
#endif
