import Dispatch
import SentinelModels
import Synchronization
import Testing

@testable import SentinelAdapters

@Suite("The pool of connections", .serialized, .timeLimit(.minutes(2)))
struct ConnectionPoolTests {
    /// A network's pool with times that suit a test.
    private static func options(
        _ limit: Int, _ change: (inout PoolOptions) -> Void = { _ in }
    ) -> PoolOptions {
        var options = PoolOptions.network(limit: limit, label: "test")
        options.breaker = nil
        options.grace = .milliseconds(100)
        change(&options)
        return options
    }

    private func pool(_ world: FakeWorld, _ options: PoolOptions) -> ConnectionPool<FakeConnection> {
        ConnectionPool(options) { control throws(SentinelError) in try FakeConnection(world, control) }
    }

    @Test("work comes first to those who came first, on no more connections than allowed")
    func order() async throws {
        let world = FakeWorld()
        let pool = pool(world, Self.options(1))
        let holding = Task { try await pool.perform(timeout: .seconds(60)) { $0.hold() } }
        world.waitForHolders(1)
        var tasks: [Task<Void, any Error>] = []
        for number in 0..<20 {
            tasks.append(Task { try await pool.perform(timeout: .seconds(60)) { $0.note(number) } })
            // Each stands in line before the next comes.
            while pool.state.withLock({ $0.waiting.count }) <= number { await Task.yield() }
        }
        world.releaseAll()
        try await holding.value
        for task in tasks { try await task.value }
        #expect(world.notes == Array(0..<20))
        #expect(world.opened == 1 && world.mostOpen == 1)
        await pool.close()
        #expect(world.open == 0)
    }

    @Test("a connection that does not obey is cut, and its place is taken only when it is gone")
    func within() async throws {
        let world = FakeWorld()
        let pool = pool(world, Self.options(1))
        // Only being cut frees it.
        let error = await failure { try await pool.perform(timeout: .milliseconds(100)) { $0.hang() } }
        #expect(error?.code == .timeout)
        try await pool.perform(timeout: .seconds(60)) { $0.note(1) }
        #expect(world.opened == 2 && world.mostOpen == 1)
        await pool.close()
    }

    @Test("beside the pool so many may be lost, then work is refused until one comes back")
    func beside() async throws {
        let world = FakeWorld()
        var options = Self.options(1)
        options.abandonment = .beside(atMost: 2)
        let pool = pool(world, options)
        for _ in 0..<2 {
            let error = await failure { try await pool.perform(timeout: .milliseconds(50)) { $0.hold() } }
            #expect(error?.code == .timeout)
        }
        // The caller has its answer a moment before its connection counts as lost.
        while pool.state.withLock({ $0.abandoned }) < 2 { await Task.yield() }
        #expect(await failure { try await pool.perform(timeout: .seconds(1)) { $0.note(1) } }?.code == .busy)
        world.releaseAll()
        while pool.state.withLock({ $0.abandoned }) > 0 { await Task.yield() }
        try await pool.perform(timeout: .seconds(60)) { $0.note(2) }
        #expect(world.notes == [2])
        await pool.close()
    }

    @Test(
        "a broken connection is replaced, and work on it is done once more if that is allowed",
        arguments: [true, false])
    func broken(mayRepeat: Bool) async throws {
        let world = FakeWorld()
        world.set { $0.mayRepeat = mayRepeat }
        let pool = pool(world, Self.options(1))
        try await pool.perform(timeout: .seconds(60)) { $0.note(0) }
        let error = await failure {
            try await pool.perform(timeout: .seconds(60)) { connection throws(SentinelError) in
                if world.opened == 1 { try connection.breakDown() }
                connection.note(1)
            }
        }
        #expect(error == (mayRepeat ? nil : FakeConnection.broken))
        #expect(world.notes == (mayRepeat ? [0, 1] : [0]))
        try await pool.perform(timeout: .seconds(60)) { $0.note(2) }
        #expect(world.opened == 2 && world.mostOpen == 1)
        await pool.close()
    }

    @Test("work is not done a third time")
    func twice() async throws {
        let world = FakeWorld()
        world.set { $0.mayRepeat = true }
        let pool = pool(world, Self.options(1))
        let error = await failure {
            try await pool.perform(timeout: .seconds(60)) { connection throws(SentinelError) in
                connection.note(1)
                try connection.breakDown()
            }
        }
        #expect(error == FakeConnection.broken)
        #expect(world.notes == [1, 1])
        await pool.close()
    }

    @Test("a stale connection, or one that does not answer after a long rest, is replaced before it is used")
    func stale() async throws {
        let world = FakeWorld()
        let pool = pool(world, Self.options(1) { $0.checkAfter = .zero })
        try await pool.perform(timeout: .seconds(60)) { $0.note(1) }
        try await pool.perform(timeout: .seconds(60)) { $0.note(2) }
        #expect(world.opened == 1 && world.checks == 1)
        world.set { $0.isAlive = false }
        try await pool.perform(timeout: .seconds(60)) { $0.note(3) }
        #expect(world.opened == 2)
        world.set { $0.isStale = true }
        try await pool.perform(timeout: .seconds(60)) { $0.note(4) }
        #expect(world.opened == 3 && world.mostOpen == 1 && world.notes == [1, 2, 3, 4])
        await pool.close()
    }

    @Test("a failure to connect is answered with at once until the next try")
    func breaker() async throws {
        let world = FakeWorld()
        let pool = pool(
            world,
            Self.options(2) { $0.breaker = ConnectBreaker(shortest: .milliseconds(200), longest: .milliseconds(200)) })
        world.set { $0.refusal = SentinelError(.connection, "down") }
        for _ in 0..<10 {
            #expect(await failure { try await pool.perform(timeout: .seconds(9)) { $0.note(0) } }?.message == "down")
        }
        #expect(world.tries < 10)
        world.set { $0.refusal = nil }
        while await failure({ try await pool.perform(timeout: .seconds(9)) { $0.note(1) } }) != nil {
            await Task.yield()
        }
        #expect(world.notes == [1])
        await pool.close()
    }

    @Test("at rest all but one connection are closed, and then the last")
    func rest() async throws {
        let world = FakeWorld()
        let pool = pool(
            world, Self.options(4) { $0.rest = .init(surplus: .milliseconds(30), last: .milliseconds(400)) })
        let holders = (0..<4).map { _ in Task { try await pool.perform(timeout: .seconds(60)) { $0.hold() } } }
        world.waitForHolders(4)
        #expect(world.open == 4)
        world.releaseAll()
        for holder in holders { try await holder.value }
        while world.open > 0 { try await Task.sleep(for: .milliseconds(1)) }
        #expect(world.leastBeforeNone == 1)
        try await pool.perform(timeout: .seconds(60)) { $0.note(1) }
        #expect(world.opened == 5)
        await pool.close()
    }

    @Test("closing waits for what runs, fails what waits, and refuses what comes")
    func closing() async throws {
        let world = FakeWorld()
        let pool = pool(world, Self.options(1))
        let running = Task { try await pool.perform(timeout: .seconds(60)) { $0.hold() } }
        world.waitForHolders(1)
        let waiting = Task { await failure { try await pool.perform(timeout: .seconds(60)) { $0.note(1) } } }
        while pool.state.withLock({ $0.waiting.isEmpty }) { await Task.yield() }
        let closing = Task { await pool.close() }
        #expect(await waiting.value?.message == "the source is closed")
        #expect(world.open == 1)
        world.releaseAll()
        try await running.value
        await closing.value
        #expect(world.open == 0)
        #expect(await failure { try await pool.perform(timeout: .seconds(60)) { $0.note(1) } }?.isRetryable == false)
    }

    private func failure(_ body: () async throws -> Void) async -> SentinelError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? SentinelError
        }
    }
}
