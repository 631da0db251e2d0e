import Foundation
import SentinelModels
import Synchronization

@testable import SentinelAdapters

/// What the connections of a test's pool do, and did.
final class FakeWorld: Sendable {
    struct State {
        var refusal: SentinelError?
        var mayRepeat = false
        var isAlive = true
        var isStale = false
        var tries = 0
        var opened = 0
        var open = 0
        var mostOpen = 0
        var leastBeforeNone = Int.max
        var checks = 0
        var holders = 0
        var notes: [Int] = []
    }

    private let state = Mutex(State())
    fileprivate let holding = DispatchSemaphore(value: 0)

    func set(_ change: (inout State) -> Void) {
        state.withLock { change(&$0) }
    }

    fileprivate func look<Value: Sendable>(_ body: (inout State) -> sending Value) -> Value {
        state.withLock { body(&$0) }
    }

    var tries: Int { look { $0.tries } }
    var opened: Int { look { $0.opened } }
    var open: Int { look { $0.open } }
    var mostOpen: Int { look { $0.mostOpen } }
    var leastBeforeNone: Int { look { $0.leastBeforeNone } }
    var checks: Int { look { $0.checks } }
    var notes: [Int] { look { $0.notes } }

    func waitForHolders(_ count: Int) {
        while look({ $0.holders }) < count { usleep(500) }
    }

    /// Lets all that hold go on.
    func releaseAll() {
        for _ in 0..<look({ $0.holders }) { holding.signal() }
    }
}

/// A connection whose work waits as a test says.
final class FakeConnection: PooledConnection {
    final class Control: ConnectionControl {
        let cut = DispatchSemaphore(value: 0)
        func start(deadline: ContinuousClock.Instant, timeout: Duration) {}
        func stop(_ reason: WorkStop) {}
        func abandon() { cut.signal() }
    }

    static let broken = SentinelError(.connection, "broken")

    private let world: FakeWorld
    private let control: Control
    private let hasFailed = Atomic(false)

    init(_ world: FakeWorld, _ control: Control) throws(SentinelError) {
        self.world = world
        self.control = control
        let refusal = world.look { state in
            state.tries += 1
            return state.refusal
        }
        if let refusal { throw refusal }
        world.set { state in
            state.opened += 1
            state.open += 1
            state.mostOpen = max(state.mostOpen, state.open)
            state.isAlive = true
            state.isStale = false
        }
    }

    var isBroken: Bool { hasFailed.load(ordering: .relaxed) }
    var isStale: Bool { isBroken || world.look { $0.isStale } }

    func isAlive(before deadline: ContinuousClock.Instant) -> Bool {
        world.look { state in
            state.checks += 1
            return state.isAlive
        }
    }

    func mayRepeat(after error: SentinelError, isFresh: Bool) -> Bool { world.look { $0.mayRepeat } }

    func close() {
        world.set { state in
            if state.open > 1 { state.leastBeforeNone = min(state.leastBeforeNone, state.open - 1) }
            state.open -= 1
        }
    }

    /// Waits until the test lets go.
    func hold() {
        world.set { $0.holders += 1 }
        world.holding.wait()
        world.set { $0.holders -= 1 }
    }

    /// Waits until it is cut.
    func hang() {
        control.cut.wait()
        hasFailed.store(true, ordering: .relaxed)
    }

    func note(_ number: Int) {
        world.set { $0.notes.append(number) }
    }

    func breakDown() throws(SentinelError) {
        hasFailed.store(true, ordering: .relaxed)
        throw Self.broken
    }
}
