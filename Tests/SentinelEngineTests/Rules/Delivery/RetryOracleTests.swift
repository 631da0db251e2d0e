import SentinelEngine
import SentinelModels
import SentinelTesting
import Testing

@Suite("RetryPolicy by chance")
struct RetryOracleTests {
    private static let now = Timestamp(seconds: 1_000_000)
    private static let failure = RunFailure(code: .timeout, message: "slow")

    /// Every code that the project knows, with whether its failures pass by themselves.
    static let codes: [(SentinelError.Code, Bool)] = [
        (.configuration, false), (.notFound, false), (.unsupported, false), (.secretUnavailable, false),
        (.connection, true), (.authentication, false), (.permission, false), (.tls, true), (.timeout, true),
        (.cancelled, false), (.query, false), (.notReadOnly, false), (.resultTooLarge, false), (.contract, false),
        (.noRows, false), (.busy, true), (.store, false), (.schemaVersion, false), (.conflict, true),
        (.fenced, false), (.dns, true), (.egressDenied, false), (.rejected, false), (.rateLimited, true),
        (.receiverFailed, true), (.unexpectedAnswer, false), (.receiverGone, false), (.expired, false),
        (.dropped, false), (.internalFault, false), (.init("of_a_user"), false),
    ]

    @Test("what the notifier says of a failure decides, not its code", arguments: codes)
    func classification(code: SentinelError.Code, isUsuallyRetryable: Bool) {
        for isRetryable in [nil, true, false] {
            let error = SentinelError(code, "", isRetryable: isRetryable)
            let outcome = RetryPolicy().outcome(
                of: error, failure: Self.failure, attempt: 1, at: Self.now,
                expiresAt: Self.now.advanced(by: .seconds(86_400)), jitter: 1)
            let expected: Settlement.Outcome =
                isRetryable ?? isUsuallyRetryable
                ? .retry(at: Self.now.advanced(by: .seconds(1)), Self.failure) : .dead(Self.failure)
            #expect(outcome == expected, "\(code), \(String(describing: isRetryable))")
        }
    }

    @Test(
        "the next try lies within the jitter's bounds, not before what is asked, not after the end",
        arguments: [UInt64](1...10))
    func bounds(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let policy = RetryPolicy(
                base: .milliseconds(Int.random(in: 1...5000, using: &generator)),
                cap: .seconds(Int.random(in: 1...1000, using: &generator)))
            let attempt = Int.random(in: 1...40, using: &generator)
            let jitter = Double.random(in: 0..<1, using: &generator)
            let asked = Bool.random(using: &generator) ? Int.random(in: -10...10_000, using: &generator) : nil
            let lifetime = Duration.seconds(Int.random(in: 0...5000, using: &generator))
            let outcome = policy.outcome(
                of: SentinelError(.rateLimited, "", retryAfter: asked.map { .seconds($0) }), failure: Self.failure,
                attempt: attempt, at: Self.now, expiresAt: Self.now.advanced(by: lifetime), jitter: jitter)
            // By repeated doubling, where the policy shifts.
            var longest = policy.base
            for _ in 1..<attempt where longest < policy.cap { longest = longest + longest }
            longest = min(longest, policy.cap)
            let least = asked.map { Duration.seconds(min(max($0, 1), 3600)) } ?? .zero
            let wait = max(least, longest * jitter)
            switch outcome {
            case .retry(let time, let failure):
                #expect(abs(Self.now.duration(to: time).wholeMicroseconds - wait.wholeMicroseconds) <= 1)
                #expect(failure == Self.failure)
                #expect(time < Self.now.advanced(by: lifetime))
            case .dead(let failure):
                #expect(wait + .microseconds(1) >= lifetime)
                #expect(failure.code == .expired)
            default: Issue.record("\(outcome)")
            }
        }
    }

    @Test("waits grow with the attempts and stay at the cap", arguments: [1, 3, 7, 60])
    func growth(seconds: Int) {
        let policy = RetryPolicy(base: .seconds(seconds))
        let waits = (1...64).map { policy.backoff(attempt: $0) }
        #expect(zip(waits, waits.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(waits.first == .seconds(seconds))
        #expect(waits.last == .seconds(300))
        #expect(policy.backoff(attempt: .max) == .seconds(300))
        #expect(
            policy.backoff(attempt: 0) == .seconds(seconds), "an attempt that was never counted waits like the first")
    }

    /// What may happen to a receiver.
    private enum Happening: CaseIterable {
        case accepted, failed, refused, limited, nothing
    }

    /// The breaker told from the list of what happened since the last acceptance.
    private struct BreakerOracle {
        var failures = 0
        var openUntil: Timestamp?
        var heldUntil: Timestamp?

        mutating func happen(_ happening: Happening, at time: Timestamp, wish: Int) {
            switch happening {
            case .accepted:
                failures = 0
                openUntil = nil
                if let held = heldUntil, held <= time { heldUntil = nil }
            case .failed:
                if let open = openUntil, time < open { return }
                failures += 1
                if failures >= 5 {
                    let minutes = [30, 60, 120, 240, 300]
                    openUntil = time.advanced(by: .seconds(minutes[min(failures - 5, 4)]))
                }
            case .limited:
                let until = time.advanced(by: .seconds(min(max(wish, 1), 3600)))
                heldUntil = heldUntil.map { max($0, until) } ?? until
            case .refused, .nothing: break
            }
        }
    }

    @Test("breaker and token follow what happened, in any order", arguments: [UInt64](1...10))
    func breaker(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let policy = RetryPolicy()
        var health = ReceiverHealth(receiver: ReceiverKey("ops"))
        var oracle = BreakerOracle()
        var time = Self.now
        var lastSuccess: Timestamp?
        for _ in 0..<200 {
            time = time.advanced(by: .seconds(Int.random(in: 0...40, using: &generator)))
            let happening =
                Int.random(in: 0..<10, using: &generator) < 5
                ? .failed : Happening.allCases.randomElement(using: &generator) ?? .nothing
            let wish = Int.random(in: -5...5000, using: &generator)
            switch happening {
            case .accepted:
                health = policy.health(health, afterSuccessAt: time)
                lastSuccess = time
            case .failed:
                health = policy.health(health, after: SentinelError(.timeout, ""), failure: Self.failure, at: time)
            case .refused:
                health = policy.health(health, after: SentinelError(.rejected, ""), failure: Self.failure, at: time)
            case .limited:
                let error = SentinelError(.rateLimited, "", retryAfter: .seconds(wish))
                health = policy.health(health, after: error, failure: Self.failure, at: time)
            case .nothing: break
            }
            oracle.happen(happening, at: time, wish: wish)
            #expect(health.failureStreak == oracle.failures)
            #expect(health.openUntil == oracle.openUntil)
            #expect(health.heldUntil == oracle.heldUntil)
            #expect(health.lastSuccessAt == lastSuccess)
            let isHeld = [oracle.openUntil, oracle.heldUntil].contains { $0.map { time < $0 } ?? false }
            #expect(health.isHeld(at: time) == isHeld)
            #expect(health.isProbing == (oracle.openUntil != nil))
        }
    }

    @Test("a failure that also asks to wait counts, and holds the receiver")
    func failureWithWish() {
        let error = SentinelError(.receiverFailed, "503", retryAfter: .seconds(7))
        var health = ReceiverHealth(receiver: ReceiverKey("ops"))
        for _ in 0..<5 { health = RetryPolicy().health(health, after: error, failure: Self.failure, at: Self.now) }
        #expect(health.failureStreak == 5)
        #expect(health.openUntil == Self.now.advanced(by: .seconds(30)))
        #expect(health.heldUntil == Self.now.advanced(by: .seconds(7)))
    }

    @Test(
        "a problem that lasts is told again after a give-up: at once, then ever later",
        arguments: [(-1, 0), (0, 0), (1, 0), (2, 900), (3, 3600), (4, 14_400), (5, 14_400), (1000, 14_400)])
    func retells(count: Int, seconds: Int) {
        #expect(RetryPolicy.pauseAfterGivingUp(count) == .seconds(seconds))
    }
}
