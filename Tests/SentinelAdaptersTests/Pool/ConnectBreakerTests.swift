@testable import SentinelAdapters
import SentinelModels
import Testing

@Suite("Waits between tries to connect")
struct ConnectBreakerTests {
    private static let start = ContinuousClock.now
    private static let first = SentinelError(.connection, "first")

    private func at(_ milliseconds: Int) -> ContinuousClock.Instant {
        Self.start.advanced(by: .milliseconds(milliseconds))
    }

    @Test("the waits double up to the longest, so that a recovery is seen within five seconds")
    func waits() {
        var breaker = ConnectBreaker()
        var now = 0
        for expected in [1000, 2000, 4000, 4000, 4000, 4000] {
            #expect(breaker.refusal(at: at(now)) == nil)
            breaker.failed(Self.first, began: at(now), at: at(now + 1))
            #expect(breaker.refusal(at: at(now + 1)) == Self.first)
            #expect(breaker.refusal(at: at(now + expected)) == Self.first)
            now += expected + 1
        }
        #expect(breaker.refusal(at: at(now)) == nil)
    }

    @Test("one caller tries, the others get the last error until it succeeded")
    func probe() {
        var breaker = ConnectBreaker()
        breaker.failed(Self.first, began: at(0), at: at(0))
        #expect(breaker.refusal(at: at(1000)) == nil)
        #expect(breaker.refusal(at: at(1001)) == Self.first)
        breaker.succeeded(at: at(1100))
        #expect(breaker.refusal(at: at(1101)) == nil)
        #expect(breaker.refusal(at: at(1101)) == nil)
        // The next failure begins with the shortest wait again.
        breaker.failed(Self.first, began: at(1200), at: at(1300))
        #expect(breaker.refusal(at: at(2299)) == Self.first)
        #expect(breaker.refusal(at: at(2300)) == nil)
    }

    @Test("tries that began together count once, and the last error is shown")
    func together() {
        var breaker = ConnectBreaker()
        breaker.failed(Self.first, began: at(0), at: at(10))
        breaker.failed(SentinelError(.dns, "second"), began: at(5), at: at(12))
        #expect(breaker.refusal(at: at(1009)) == Self.first)
        #expect(breaker.refusal(at: at(1010)) == nil)
        breaker.failed(SentinelError(.dns, "third"), began: at(1010), at: at(1020))
        #expect(breaker.refusal(at: at(1021))?.message == "third")
    }

    @Test("a try that its caller gave up, or that was lost, does not keep others from trying")
    func lost() {
        var breaker = ConnectBreaker()
        breaker.failed(Self.first, began: at(0), at: at(0))
        #expect(breaker.refusal(at: at(1000)) == nil)
        breaker.withdrawn()
        #expect(breaker.refusal(at: at(1001)) == nil)
        #expect(breaker.refusal(at: at(15_000)) == Self.first)
        #expect(breaker.refusal(at: at(16_002)) == nil)
    }

    @Test("a failure that began before a success says nothing")
    func late() {
        var breaker = ConnectBreaker()
        breaker.succeeded(at: at(10))
        breaker.failed(Self.first, began: at(5), at: at(20))
        #expect(breaker.refusal(at: at(21)) == nil)
    }

    @Test(
        "the gate counts failures of the server, not of callers in a hurry",
        arguments: [
            (SentinelError.Code.connection, 5000, true), (.authentication, 10, true), (.timeout, 5000, true),
            (.timeout, 500, false), (.cancelled, 5000, false),
        ])
    func gate(code: SentinelError.Code, time: Int, isCounted: Bool) throws {
        let gate = ConnectGate(ConnectBreaker(shortest: .seconds(60), longest: .seconds(60)))
        let deadline = ContinuousClock.now.advanced(by: .milliseconds(time))
        let error = SentinelError(code, "no")
        #expect(throws: error) {
            try gate.open(before: deadline) { () throws(SentinelError) -> Int in throw error }
        }
        if isCounted {
            #expect(throws: error) { try gate.open(before: deadline) { 1 } }
        } else {
            #expect(try gate.open(before: deadline) { 1 } == 1)
        }
    }
}
