#if ODBC
    import Dispatch
    import SentinelModels
    import SentinelSQL
    import Synchronization

    /// Stops what a connection does; told from other threads.
    final class ODBCControl: ConnectionControl {
        private struct State {
            var deadline = ContinuousClock.now
            var timeout = Duration.zero
            var stop: WorkStop?
            var connection: ODBCConnection?
            /// Whether the connection was ever told to cancel: it may obey late, in the middle of another statement.
            var isSpent = false
            /// What a cancellation is under way for.
            var cancelling: ODBCConnection?
        }

        private let state = Mutex(State())
        /// Drivers connect to the server for a cancellation, so it may block: it has a queue of its own, which lasting
        /// blocks of other connections do not hold up.
        private let canceller = DispatchQueue(label: "sentinel.odbc.cancel")

        func start(deadline: ContinuousClock.Instant, timeout: Duration) {
            state.withLock { state in
                state.deadline = deadline
                state.timeout = timeout
                state.stop = nil
            }
        }

        /// Names the connection whose statement is to be cancelled.
        func attach(_ connection: ODBCConnection?) {
            state.withLock { state in
                state.connection = connection
                state.isSpent = false
            }
        }

        func stop(_ reason: WorkStop) {
            state.withLock { $0.stop = $0.stop ?? reason }
            cancel()
        }

        /// Once more: the first cancellation may have come before the statement ran.
        func abandon() {
            cancel()
        }

        private func cancel() {
            let connection = state.withLock { state -> ODBCConnection? in
                guard let connection = state.connection else { return nil }
                state.isSpent = true
                guard state.cancelling !== connection else { return nil }
                state.cancelling = connection
                return connection
            }
            guard let connection else { return }
            canceller.async { [self] in
                connection.cancel()
                state.withLock { if $0.cancelling === connection { $0.cancelling = nil } }
            }
        }

        /// Whether the connection must not be used again.
        var isSpent: Bool { state.withLock(\.isSpent) }

        /// How much time is left.
        var remaining: Duration { state.withLock { ContinuousClock.now.duration(to: $0.deadline) } }

        /// Throws if the work is to stop.
        func check() throws(SentinelError) {
            if let error = failure(beneath: nil) { throw error }
        }

        /// The error for work that was stopped, or whose time is over, before it failed with `error`; nil otherwise.
        func failure(beneath error: ODBCError?) -> SentinelError? {
            let (stop, deadline, timeout) = state.withLock { ($0.stop, $0.deadline, $0.timeout) }
            switch stop ?? (ContinuousClock.now >= deadline ? .deadline : nil) {
            case nil: return nil
            case .deadline:
                return SentinelError(
                    .timeout, "the query did not end within \(timeout.text)", underlying: error?.description)
            case .cancelled:
                return SentinelError(.cancelled, "the query was cancelled", underlying: error?.description)
            }
        }
    }
#endif
