import SentinelEngine
import SentinelModels
import Testing

@Suite("RetryPolicy")
struct RetryPolicyTests {
    private let policy = RetryPolicy()
    private let now = Timestamp(seconds: 1_000_000)
    private let failure = RunFailure(code: .receiverFailed, message: "503")

    private func outcome(
        _ error: SentinelError, attempt: Int = 1, jitter: Double = 1, expires seconds: Int = 86_400
    ) -> Settlement.Outcome {
        policy.outcome(
            of: error, failure: failure, attempt: attempt, at: now, expiresAt: now.advanced(by: .seconds(seconds)),
            jitter: jitter)
    }

    @Test(
        "what may pass is tried again, what is refused for good is dead at once",
        arguments: [
            (SentinelError.Code.connection, true), (.timeout, true), (.dns, true), (.tls, true),
            (.receiverFailed, true),
            (.rateLimited, true), (.busy, true), (.rejected, false), (.receiverGone, false), (.egressDenied, false),
            (.authentication, false), (.unexpectedAnswer, false),
        ])
    func codes(code: SentinelError.Code, isTriedAgain: Bool) {
        let expected: Settlement.Outcome =
            isTriedAgain ? .retry(at: now.advanced(by: .seconds(1)), failure) : .dead(failure)
        #expect(outcome(SentinelError(code, "")) == expected)
    }

    @Test(
        "waits up to 1 s, doubling to 5 min, times the jitter",
        arguments: [
            (1, 1.0, 1000), (2, 1.0, 2000), (3, 0.5, 2000), (9, 1.0, 256_000), (10, 1.0, 300_000), (1000, 1.0, 300_000),
            (5, 0.0, 0), (1, 0.25, 250),
        ])
    func backoff(attempt: Int, jitter: Double, milliseconds: Int) {
        #expect(
            outcome(SentinelError(.timeout, ""), attempt: attempt, jitter: jitter)
                == .retry(at: now.advanced(by: .milliseconds(milliseconds)), failure))
    }

    @Test(
        "never earlier than the receiver asks, within 1 s and 1 h",
        arguments: [
            (7, 1, 7), (0, 1, 1), (-1, 1, 1), (99_999, 1, 3600), (7, 9, 256),
        ])
    func retryAfter(seconds: Int, attempt: Int, expected: Int) {
        let error = SentinelError(.rateLimited, "", retryAfter: .seconds(seconds))
        #expect(outcome(error, attempt: attempt) == .retry(at: now.advanced(by: .seconds(expected)), failure))
    }

    @Test("what would be tried after its time is given up, and says why", arguments: [(1, 1), (1, 0), (5, 16)])
    func expiry(attempt: Int, seconds: Int) {
        let text = "given up after \(attempt) attempts; the last: 503"
        #expect(
            outcome(SentinelError(.timeout, ""), attempt: attempt, expires: seconds)
                == .dead(RunFailure(code: .expired, message: text)))
    }

    @Test("the breaker opens at the fifth failure in a row and doubles with each failed probe")
    func breaker() {
        var health = ReceiverHealth(receiver: ReceiverKey("ops"))
        var time = now
        var opened: [Int64] = []
        for _ in 0..<10 {
            health = policy.health(health, after: SentinelError(.timeout, ""), failure: failure, at: time)
            opened.append(health.openUntil.map { time.duration(to: $0).wholeMilliseconds / 1000 } ?? 0)
            time = health.openUntil ?? time.advanced(by: .seconds(1))
        }
        #expect(opened == [0, 0, 0, 0, 30, 60, 120, 240, 300, 300])
        health = policy.health(health, afterSuccessAt: time)
        #expect(health.failureStreak == 0)
        #expect(health.openUntil == nil)
        #expect(health.lastSuccessAt == time)
    }

    @Test("attempts that were under way when the breaker opened do not open it longer")
    func overlapping() {
        var health = ReceiverHealth(receiver: ReceiverKey("ops"))
        for _ in 0..<9 {
            health = policy.health(health, after: SentinelError(.timeout, ""), failure: failure, at: now)
        }
        #expect(health.openUntil == now.advanced(by: .seconds(30)))
        #expect(health.failureStreak == 5)
    }

    @Test(
        "refusals and wishes to slow down are no failures of the receiver",
        arguments: [
            SentinelError(.rejected, ""), SentinelError(.rateLimited, "", retryAfter: .seconds(60)),
            SentinelError(.receiverGone, ""),
        ])
    func noFailure(error: SentinelError) {
        var health = ReceiverHealth(receiver: ReceiverKey("ops"))
        for _ in 0..<9 { health = policy.health(health, after: error, failure: failure, at: now) }
        #expect(health.failureStreak == 0)
        #expect(health.openUntil == nil)
        #expect(health.lastError == failure)
        #expect(health.lastFailureAt == now)
    }

    @Test("a wish to slow down holds the receiver, though another message gets through")
    func hold() {
        let error = SentinelError(.rateLimited, "", retryAfter: .seconds(60))
        var health = policy.health(
            ReceiverHealth(receiver: ReceiverKey("ops")), after: error, failure: failure, at: now)
        let until = now.advanced(by: .seconds(60))
        health = policy.health(health, afterSuccessAt: now.advanced(by: .seconds(1)))
        #expect(health.heldUntil == until)
        let short = SentinelError(.rateLimited, "", retryAfter: .seconds(2))
        health = policy.health(health, after: short, failure: failure, at: now)
        #expect(health.heldUntil == until, "the longer wish stands")
        health = policy.health(health, afterSuccessAt: until)
        #expect(health.heldUntil == nil)
    }
}
