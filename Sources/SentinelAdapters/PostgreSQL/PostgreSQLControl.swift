#if PostgreSQL
    import SentinelModels
    import SentinelSQL
    import Synchronization

    /// Stops the query that a connection runs, and knows why.
    final class PostgreSQLControl: ConnectionControl {
        private struct State {
            var deadline = ContinuousClock.now
            var timeout = Duration.zero
            var stop: WorkStop?
        }

        let interrupt = PostgreSQLInterrupt()
        private let state = Mutex(State())

        func start(deadline: ContinuousClock.Instant, timeout: Duration) {
            state.withLock { $0 = State(deadline: deadline, timeout: timeout) }
            interrupt.reset()
        }

        func stop(_ reason: WorkStop) {
            state.withLock { $0.stop = $0.stop ?? reason }
            interrupt.cancel()
        }

        func abandon() {
            interrupt.abandon()
        }

        /// Why the work is to stop; nil if it is not.
        var reason: WorkStop? { state.withLock(\.stop) }

        /// When the caller wants its answer.
        var deadline: ContinuousClock.Instant { state.withLock(\.deadline) }

        /// When to stop waiting for the server: a little later than it was told to stop, for its answer.
        var patience: ContinuousClock.Instant { deadline.advanced(by: .milliseconds(400)) }

        /// The time that is left, in milliseconds, rounded up: the server's limit is not to come before ours.
        var rest: Int64 { max(0, ContinuousClock.now.duration(to: deadline).wholeMilliseconds) + 1 }

        /// How much earlier the server's limit may come all the same, since its clock is another.
        private static let clockDifference = Duration.milliseconds(50)

        /// The error for work that was stopped before it failed with `error`; nil if nobody stopped it.
        func failure(beneath error: PostgreSQLError) -> SentinelError? {
            let state = state.withLock { $0 }
            var failure: SentinelError
            if state.stop == .cancelled {
                failure = SentinelError(.cancelled, "the query was cancelled")
            } else if state.stop == .deadline || error.kind == .timeout
                || (error.sqlState == "57014"
                    && ContinuousClock.now.advanced(by: Self.clockDifference) >= state.deadline)
            {
                failure = SentinelError(.timeout, "the query did not end within \(state.timeout.text)")
            } else {
                return nil
            }
            failure.underlying = error.description
            return failure
        }
    }
#endif
