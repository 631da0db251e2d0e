#if FaultPoints
    #if canImport(FoundationEssentials)
        import FoundationEssentials
    #else
        import Foundation
    #endif
    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif
    import Synchronization

    /// What a test wants to happen at a ``FaultPoint``.
    package final class FaultPlan: Sendable {
        /// What happens.
        package enum Action: String, Sendable {
            /// The process dies as by `kill -9`.
            case kill
            /// The operation fails.
            case error
            /// The thread sleeps for a second.
            case sleep
        }

        private struct State {
            var handler: (@Sendable (FaultPoint) -> Action?)?
            var passes: [FaultPoint: Int] = [:]
        }

        /// The plan of this process, from `SENTINEL_FAULT` at first use.
        package static let current = FaultPlan(text: ProcessInfo.processInfo.environment["SENTINEL_FAULT"])

        /// The plan of one task and its children instead, so that simulations may run beside other tests.
        @TaskLocal package static var ofTask: FaultPlan?

        private let state: Mutex<State>

        /// Reads `<point>:<nth>[:kill|error|sleep]`; nil or another text makes an empty plan.
        package init(text: String?) {
            var initial = State()
            if let parts = text?.split(separator: ":", omittingEmptySubsequences: false), (2...3).contains(parts.count),
                let point = FaultPoint(rawValue: String(parts[0])), let nth = Int(parts[1]),
                let action = Action(rawValue: parts.count == 3 ? String(parts[2]) : "kill")
            {
                let counter = Mutex(0)
                initial.handler = { passed in
                    guard passed == point else { return nil }
                    let count = counter.withLock { count in
                        count += 1
                        return count
                    }
                    return count == nth ? action : nil
                }
            }
            state = Mutex(initial)
        }

        /// Replaces what happens at each point; nil for nothing. For tests in the process.
        package func set(_ handler: (@Sendable (FaultPoint) -> Action?)?) {
            state.withLock { $0.handler = handler }
        }

        /// Acts on the passing of a point.
        package func passed(_ point: FaultPoint) throws(SentinelError) {
            switch state.withLock({ $0.handler })?(point) {
            case .kill: Self.die()
            case .error: throw SentinelError(.internalFault, "fault point \(point.rawValue)", isRetryable: true)
            case .sleep: usleep(1_000_000)
            case nil: break
            }
        }

        private static func die() -> Never {
            kill(getpid(), SIGKILL)
            while true { pause() }
        }
    }
#endif
