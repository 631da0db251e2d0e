import SentinelModels
import SentinelTesting
import Testing

@Suite("ManualClock")
struct ManualClockTests {
    private let clock = ManualClock(at: Timestamp(seconds: 100))

    @Test("stands still until it is moved")
    func advance() {
        #expect(clock.now() == Timestamp(seconds: 100))
        clock.advance(by: .milliseconds(1500))
        #expect(clock.now() == Timestamp(microseconds: 101_500_000))
    }

    @Test("wakes sleepers in the order of their times, each at its own time")
    func order() async throws {
        let clock = clock
        var woken: [Int] = []
        try await withThrowingTaskGroup(of: Int.self) { group in
            for seconds in [3, 1, 2] {
                group.addTask {
                    try await clock.sleep(for: .seconds(seconds))
                    return seconds
                }
            }
            await clock.waitForSleepers(3)
            for _ in 1...3 {
                clock.advance(by: .seconds(1))
                if let seconds = try await group.next() { woken.append(seconds) }
            }
        }
        #expect(woken == [1, 2, 3])
        #expect(clock.sleeperCount == 0)
    }

    @Test("a sleep that is not over goes on")
    func partial() async throws {
        let clock = clock
        let sleeper = Task { try await clock.sleep(for: .seconds(10)) }
        await clock.waitForSleepers()
        clock.advance(by: .seconds(9))
        #expect(clock.sleeperCount == 1)
        clock.advance(by: .seconds(1))
        try await sleeper.value
    }

    @Test("a cancelled sleep ends at once, before or after it began")
    func cancellation() async {
        let clock = clock
        let sleeper = Task { try await clock.sleep(for: .seconds(10)) }
        await clock.waitForSleepers()
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
        let early = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await clock.sleep(for: .seconds(10))
        }
        await #expect(throws: CancellationError.self) { try await early.value }
        #expect(clock.sleeperCount == 0)
    }

    @Test("a stepped clock wakes nobody")
    func step() async throws {
        let clock = clock
        let sleeper = Task { try await clock.sleep(for: .seconds(10)) }
        await clock.waitForSleepers()
        clock.step(to: Timestamp(seconds: 50))
        #expect(clock.now() == Timestamp(seconds: 50))
        #expect(clock.sleeperCount == 1)
        clock.advance(by: .seconds(60))
        try await sleeper.value
    }

    @Test("no time passes in a sleep of nothing")
    func zero() async throws {
        try await clock.sleep(for: .zero)
        #expect(clock.now() == Timestamp(seconds: 100))
    }
}

@Suite("ManualClock with many tasks", .timeLimit(.minutes(1)))
struct ManualClockCrowdTests {
    @Test("everybody sees the time he waited for, however far the clock is moved", arguments: [1, 7, 50])
    func ownTimes(stride: Int) async throws {
        let clock = ManualClock(at: Timestamp(seconds: 0))
        let awake = try await withThrowingTaskGroup(of: (Int, Timestamp).self) { group in
            for seconds in 1...50 {
                group.addTask {
                    try await clock.sleep(for: .seconds(seconds))
                    return (seconds, clock.now())
                }
            }
            await clock.waitForSleepers(50)
            for _ in Swift.stride(from: 0, to: 50, by: stride) { clock.advance(by: .seconds(stride)) }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(awake.count == 50)
        #expect(awake.allSatisfy { $0.1 >= Timestamp(seconds: Int64($0.0)) }, "nobody wakes early")
        #expect(clock.sleeperCount == 0)
    }

    @Test("cancellation and waking race without a lost task")
    func race() async {
        let clock = ManualClock()
        for round in 0..<300 {
            let sleeper = Task { try? await clock.sleep(for: .seconds(1)) }
            if round.isMultiple(of: 3) { await clock.waitForSleepers() }
            async let moved: Void = clock.advance(by: .seconds(1))
            sleeper.cancel()
            _ = await sleeper.value
            await moved
        }
        #expect(clock.sleeperCount == 0)
    }

    @Test("watchers wait for their own number of sleepers")
    func watchers() async throws {
        let clock = ManualClock()
        let watcher = Task { await clock.waitForSleepers(3) }
        var sleepers: [Task<Void, any Error>] = []
        for _ in 0..<3 { sleepers.append(Task { try await clock.sleep(for: .seconds(1)) }) }
        await watcher.value
        await clock.waitForSleepers(2)
        clock.advance(by: .seconds(1))
        for sleeper in sleepers { try await sleeper.value }
    }

    @Test("time never goes back by advancing, and stepping back delays who sleeps")
    func monotonic() async throws {
        let clock = ManualClock(at: Timestamp(seconds: 100))
        clock.advance(by: .seconds(-50))
        #expect(clock.now() == Timestamp(seconds: 100))
        let sleeper = Task { try await clock.sleep(for: .seconds(10)) }
        await clock.waitForSleepers()
        clock.step(to: Timestamp(seconds: 0))
        clock.advance(by: .seconds(109))
        #expect(clock.sleeperCount == 1)
        clock.advance(by: .seconds(1))
        try await sleeper.value
        #expect(clock.now() == Timestamp(seconds: 110))
    }
}
