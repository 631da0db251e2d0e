import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelStore

@Suite("A server that fails", .serialized, .enabled(if: ServerKind.areInstalled, ServerKind.absence))
struct ServerOutageTests {
    private let clock = ManualClock()

    /// Fires alerts, delivers what they owe, and counts; every step is done until it succeeds, as the engine does.
    private struct Worker {
        var store: SQLStateStore
        var clock: ManualClock
        var sent: [String] = []
        var fired = 0

        mutating func work() async throws {
            let number = fired
            try await Self.insisting {
                let steps = StoreSteps(store, clock)
                let alert = AlertDefinition.fixture("alert \(number)")
                let claimed = try await steps.claim(alert, "r\(number)")
                let commit = steps.firing(alert, claimed, notices: ["m\(number)"])
                // The very same commit is given again until it is known to be stored.
                try await Self.insisting {
                    guard case .committed(1) = try await store.commit([commit])[0] else {
                        throw SentinelError(.internalFault, "the commit of r\(number) is lost", isRetryable: false)
                    }
                }
            }
            fired += 1
            let taken = try await Self.insisting { try await store.take(TakeRequest(owner: OwnerID("a"))) }
            for claimed in taken {
                sent.append(claimed.message.id)
                let settlement = Settlement(
                    messageID: claimed.message.id, fence: claimed.fence, outcome: .sent(DeliveryReceipt()),
                    at: clock.now())
                _ = try await Self.insisting { try await store.settle([settlement]) }
            }
        }

        static func insisting<Value>(_ body: () async throws -> Value) async throws -> Value {
            let end = ContinuousClock.now + .seconds(120)
            while true {
                do {
                    return try await body()
                } catch let error as SentinelError {
                    guard error.isRetryable, ContinuousClock.now < end else { throw error }
                }
                try await Task.sleep(for: .milliseconds(20))
            }
        }

        /// Everything is there once, and nothing is open.
        func expectComplete() async throws {
            let runs = try await store.history(HistoryQuery(limit: nil))
            #expect(runs.count == fired && Set(runs.map(\.id)).count == fired)
            let messages = try await store.messages(MessageQuery(limit: nil))
            #expect(messages.count == fired)
            #expect(messages.allSatisfy { $0.state == .sent })
            #expect(Set(sent).count == fired, "nothing is lost")
            #expect(try await store.check().filter { $0.kind != .durability }.isEmpty)
        }
    }

    @Test("50 times in the middle of work loses nothing and doubles nothing", arguments: ServerKind.allCases)
    func killed(_ kind: ServerKind) async throws {
        let database = try kind.databaseOfItsOwn()
        var worker = Worker(store: try database.open(clock), clock: clock)
        try await worker.work()
        var random = SeededGenerator(seed: 20_261_125)
        for _ in 0..<50 {
            let pause = Int.random(in: 0..<15, using: &random)
            let killer = Task.detached {
                try await Task.sleep(for: .milliseconds(pause))
                database.kill()
                try database.start()
            }
            for _ in 0..<3 { try await worker.work() }
            try await killer.value
            let start = ContinuousClock.now
            try await worker.work()
            #expect(start.duration(to: .now) < .seconds(5), "work goes on soon after the server is back")
            // What the last server gave to senders that it forgot is free again.
            clock.advance(by: .seconds(60))
        }
        try await worker.expectComplete()
        await worker.store.close()
    }

    @Test(
        "a connection that is cut during COMMIT: what became of it is read, never guessed",
        arguments: ServerKind.allCases, [true, false])
    func cutDuringCommit(_ kind: ServerKind, _ isPassedOn: Bool) async throws {
        let database = try kind.database()
        let proxy = try TCPProxy(to: database.port)
        var worker = Worker(store: try database.open(clock, port: proxy.port, query: database.inClear), clock: clock)
        for _ in 0..<10 {
            try await worker.work()
            proxy.set(.cutAt(text: "COMMIT", isPassedOn: isPassedOn))
            // Prepared statements are sent without their text: what cuts them is the end of a short flow of bytes.
            let next = worker
            async let work = { () async throws -> Worker in
                var worker = next
                try await worker.work()
                return worker
            }()
            try await Task.sleep(for: .milliseconds(60))
            proxy.set(.pass)
            worker = try await work
        }
        for bytes in stride(from: 40, through: 6000, by: 170) {
            proxy.set(.cutAfter(bytes: bytes))
            let next = worker
            async let work = { () async throws -> Worker in
                var worker = next
                try await worker.work()
                return worker
            }()
            try await Task.sleep(for: .milliseconds(40))
            proxy.set(.pass)
            worker = try await work
        }
        try await worker.expectComplete()
        #expect(proxy.acceptedCount > 30, "connections were cut")
        await worker.store.close()
    }

    @Test("a network that swallows everything is noticed, and work goes on after it", arguments: ServerKind.allCases)
    func blackhole(_ kind: ServerKind) async throws {
        let database = try kind.database()
        let proxy = try TCPProxy(to: database.port)
        var worker = Worker(store: try database.open(clock, port: proxy.port, query: database.inClear), clock: clock)
        try await worker.work()
        proxy.set(.blackhole)
        let next = worker
        async let work = { () async throws -> Worker in
            var worker = next
            try await worker.work()
            return worker
        }()
        try await Task.sleep(for: .seconds(12))
        proxy.set(.pass)
        let start = ContinuousClock.now
        worker = try await work
        #expect(start.duration(to: .now) < .seconds(30))
        try await worker.expectComplete()
        await worker.store.close()
    }

    @Test(
        "that stays away is an error of its own, not a crash; one that comes back at a start is waited for",
        arguments: ServerKind.allCases)
    func gone(_ kind: ServerKind) async throws {
        let database = try kind.databaseOfItsOwn()
        var opening = try database.opening(clock)
        opening.patience.outage = .milliseconds(300)
        opening.patience.start = .milliseconds(300)
        let store = try opening.open()
        try await StoreSteps(store, clock).run("a")
        database.kill()
        await #expect {
            try await StoreSteps(store, clock).run("b")
        } throws: { error in
            (error as? SentinelError).map { $0.code == .connection && $0.isRetryable } ?? false
        }
        await #expect(throws: SentinelError.self) { try await store.history(HistoryQuery()) }
        #expect(throws: SentinelError.self) { try opening.open() }
        opening.patience.start = .seconds(60)
        let starting = Task.detached { [opening] in try opening.open() }
        try await Task.sleep(for: .milliseconds(100))
        try database.start()
        let late = try await starting.value
        #expect(try await late.history(HistoryQuery(limit: nil)).map(\.alertName) == ["a"])
        await late.close()
        await store.close()
    }
}
