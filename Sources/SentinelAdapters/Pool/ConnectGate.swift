import SentinelModels
import Synchronization

/// Lets connections be opened as a breaker allows.
final class ConnectGate: Sendable {
    private let breaker: Mutex<ConnectBreaker>

    init(_ breaker: ConnectBreaker) {
        self.breaker = Mutex(breaker)
    }

    /// Opens, or answers with the last failure. `deadline` is the caller's, who may have had too little time.
    func open<Connection>(
        before deadline: ContinuousClock.Instant, _ open: () throws(SentinelError) -> Connection
    ) throws(SentinelError) -> Connection {
        let start = ContinuousClock.now
        if let refusal = breaker.withLock({ $0.refusal(at: start) }) { throw refusal }
        do throws(SentinelError) {
            let connection = try open()
            breaker.withLock { $0.succeeded(at: .now) }
            return connection
        } catch {
            breaker.withLock { breaker in
                let isOurs = error.code == .cancelled || (error.code == .timeout && Self.isHurried(start, deadline))
                if isOurs { breaker.withdrawn() } else { breaker.failed(error, began: start, at: .now) }
            }
            throw error
        }
    }

    /// Whether a caller had less time than any server may need.
    private static func isHurried(_ start: ContinuousClock.Instant, _ deadline: ContinuousClock.Instant) -> Bool {
        start.duration(to: deadline) < .seconds(1)
    }
}
