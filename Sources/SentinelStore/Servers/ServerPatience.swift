import SentinelModels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How often and how long an operation is tried again that failed because of the server, not of what it does.
struct ServerPatience: Sendable {
    /// The most tries after a deadlock or the like.
    var repeats = 5
    /// How long a server that cannot be reached is waited for.
    var outage = Duration.seconds(20)
    /// The same when the program starts, where a wrong name is likelier than a server that is about to return.
    var start = Duration.seconds(5)
    /// The longest pause between two tries to reach it.
    var longestPause = Duration.seconds(1)

    /// The tries of one operation.
    struct Tries {
        private let patience: ServerPatience
        private let outage: Duration
        private var conflicts = 0
        private var outages = 0
        private var firstOutage: ContinuousClock.Instant?

        init(_ patience: ServerPatience, outage: Duration? = nil) {
            self.patience = patience
            self.outage = outage ?? patience.outage
        }

        /// How long to wait before the next try; nil if there is to be none.
        mutating func pause(after error: SentinelError) -> Duration? {
            guard error.isRetryable else { return nil }
            switch error.code {
            case .busy, .conflict:
                conflicts += 1
                guard conflicts <= patience.repeats else { return nil }
                // Whoever collides pauses for a random time, or both collide again.
                return .microseconds(Int64.random(in: 1_000...(8_000 << conflicts)))
            case .connection, .timeout, .dns, .tls:
                let first = firstOutage ?? .now
                firstOutage = first
                outages += 1
                guard first.duration(to: .now) < outage else { return nil }
                let longest = min(Duration.milliseconds(25 << min(outages, 10)), patience.longestPause)
                return .microseconds(Int64.random(in: longest.wholeMicroseconds / 2...longest.wholeMicroseconds))
            default: return nil
            }
        }

        /// Waits, on the thread; false if there is to be no other try.
        mutating func wait(after error: SentinelError) -> Bool {
            guard let pause = pause(after: error) else { return false }
            usleep(UInt32(clamping: pause.wholeMicroseconds))
            return true
        }
    }
}
