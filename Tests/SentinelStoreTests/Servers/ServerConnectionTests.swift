import SentinelModels
import SentinelTesting
import Synchronization
import Testing

@testable import SentinelStore

/// A session to no server: a scripted connection that a test can lose.
private final class ScriptedSession: ServerSession {
    let inner = ScriptedConnection()
    let number: Int64
    private let lost = Atomic(false)
    private let losing: String?

    /// Loses the connection when `words` are said.
    init(_ number: Int64, losingAt words: String? = nil) {
        self.number = number
        losing = words
    }

    var isLost: Bool { lost.load(ordering: .relaxed) }
    var ending: SessionEnding { SessionEnding(number: number, proof: "p\(number)") }

    func end(_ other: SessionEnding) throws(SentinelError) { try note("end \(other.number)") }

    private func note(_ words: String) throws(SentinelError) {
        if words == losing {
            lost.store(true, ordering: .relaxed)
            throw SentinelError(.connection, "lost at \(words)", isRetryable: true)
        }
        try inner.execute(words)
    }

    func execute(_ script: String) throws(SentinelError) { try note(script) }

    func run(_ sql: String, _ values: [SQLValue]) throws(SentinelError) -> Int {
        try note(sql)
        return 1
    }

    /// What the mark's row says; nil if it is missing.
    let mark = Mutex<Int64?>(nil)

    func query(
        _ sql: String, _ values: [SQLValue], _ body: (any StoreRow) throws(SentinelError) -> Bool
    ) throws(SentinelError) {
        try note(sql)
        if let number = mark.withLock(\.self) { _ = try body(NumberRow(number: number)) }
    }

    func begin(writing: Bool) throws(SentinelError) { try note(writing ? "begin" : "begin reading") }
    func commit() throws(SentinelError) { try note("commit") }
    func rollback() {}
    func close() {}
}

/// Sessions as a server gives them, one after the other, until it is gone.
private final class SessionQueue: Sendable {
    private let rest: Mutex<[any ServerSession]>

    init(_ sessions: [any ServerSession]) {
        rest = Mutex(sessions)
    }

    func append(_ session: any ServerSession) { rest.withLock { $0.append(session) } }

    func next() throws(SentinelError) -> any ServerSession {
        let next = rest.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        guard let next else { throw SentinelError(.connection, "nobody is there", isRetryable: true) }
        return next
    }
}

private struct NumberRow: StoreRow {
    var number: Int64
    func isNull(at column: Int) -> Bool { false }
    func integer(at column: Int) -> Int64 { number }
    func double(at column: Int) -> Double { Double(number) }
    func text(at column: Int) -> String { "\(number)" }
}

@Suite("A connection to a server")
struct ServerConnectionTests {
    private let clock = ManualClock()

    private func connection(
        _ sessions: [any ServerSession], outage: Duration = .seconds(5)
    ) -> ServerConnection {
        connection(SessionQueue(sessions), outage: outage)
    }

    private func connection(_ queue: SessionQueue, outage: Duration) -> ServerConnection {
        let mark = CommitMark(writer: "w", dialect: PostgreSQLDialect())
        let patience = ServerPatience(repeats: 2, outage: outage, longestPause: .milliseconds(1))
        return ServerConnection(mark: mark, clock: clock, patience: patience, connect: queue.next)
    }

    private func write(_ connection: ServerConnection) throws {
        try connection.transaction(writing: true) { () throws(SentinelError) in
            _ = try connection.run("work", [])
        }
    }

    @Test("registers, then marks every transaction that writes")
    func marks() throws {
        let session = ScriptedSession(1)
        let connection = connection([session])
        try write(connection)
        try write(connection)
        try connection.transaction(writing: false) { () throws(SentinelError) in try connection.execute("look") }
        let words = session.inner.log.map { String($0.prefix(6)) }
        #expect(
            words == [
                "begin", "DELETE", "INSERT", "commit", "begin", "work", "UPDATE", "commit", "begin", "work", "UPDATE",
                "commit", "begin ", "look", "commit",
            ])
        connection.close()
        #expect(session.inner.log.last?.hasPrefix("DELETE FROM sqlsentinel_writer WHERE writer_id") == true)
    }

    @Test("lost before COMMIT leaves nothing, and the next begin is on a new session that ends the old one")
    func lostBefore() throws {
        let sessions = [ScriptedSession(1, losingAt: "work"), ScriptedSession(2)]
        let connection = connection(sessions)
        let error = #expect(throws: SentinelError.self) { try write(connection) }
        #expect(error?.code == .connection && error?.isRetryable == true)
        try write(connection)
        #expect(sessions[1].inner.log.first == "end 1")
    }

    @Test("an outcome that nobody can tell is an error that says so")
    func unknown() throws {
        let connection = connection([LateLoser()], outage: .milliseconds(20))
        let error = #expect(throws: SentinelError.self) { try write(connection) }
        #expect(error?.code == .store)
        #expect(error?.message.contains("is not known") == true)
    }

    @Test("a number that nobody could tell of is not taken for that of a later transaction")
    func numbersOnce() throws {
        let queue = SessionQueue([LateLoser()])
        let connection = connection(queue, outage: .milliseconds(20))
        #expect(throws: SentinelError.self) { try write(connection) }
        // It was committed after all: the mark says 1. The next transaction is lost with its connection.
        queue.append(ScriptedSession(2, losingAt: "commit"))
        let third = ScriptedSession(3)
        third.mark.withLock { $0 = 1 }
        queue.append(third)
        let error = #expect(throws: SentinelError.self) { try write(connection) }
        #expect(error?.code == .connection, "nothing of the second was stored")
    }

    @Test("what the mark says decides", arguments: [(Int64(1), true), (0, false)])
    func resolved(_ found: Int64, _ isCommitted: Bool) throws {
        let second = ScriptedSession(2)
        second.mark.withLock { $0 = found }
        let connection = connection([LateLoser(), second])
        if isCommitted {
            try write(connection)
        } else {
            let error = #expect(throws: SentinelError.self) { try write(connection) }
            #expect(error?.code == .connection, "nothing was stored: the caller may begin again")
        }
        #expect(second.inner.log.contains { $0.hasSuffix("WHERE writer_id = ? FOR UPDATE") })
    }

    @Test("pauses grow, differ and end")
    func pauses() {
        let busy = SentinelError(.busy, "x")
        var tries = ServerPatience.Tries(ServerPatience(repeats: 3))
        #expect((0..<5).map { _ in tries.pause(after: busy) != nil } == [true, true, true, false, false])
        #expect(tries.pause(after: SentinelError(.store, "x", isRetryable: true)) == nil)
        #expect(tries.pause(after: SentinelError(.connection, "x", isRetryable: false)) == nil)
        var outage = ServerPatience.Tries(ServerPatience(outage: .zero))
        #expect(outage.pause(after: SentinelError(.connection, "x")) == nil)
        var long = ServerPatience.Tries(ServerPatience())
        for _ in 0..<12 {
            let pause = long.pause(after: SentinelError(.connection, "x"))
            #expect(pause.map { $0 <= .seconds(1) && $0 > .zero } == true)
        }
    }
}

/// A session that is lost at the second commit: the first is that of registering the writer.
private final class LateLoser: ServerSession {
    private let commits = Atomic(0)
    var isLost: Bool { commits.load(ordering: .relaxed) > 1 }
    let ending = SessionEnding(number: 9, proof: "p")
    func end(_ other: SessionEnding) {}
    func execute(_ script: String) {}
    func run(_ sql: String, _ values: [SQLValue]) -> Int { 1 }
    func query(
        _ sql: String, _ values: [SQLValue], _ body: (any StoreRow) throws(SentinelError) -> Bool
    ) {}
    func begin(writing: Bool) {}
    func commit() throws(SentinelError) {
        if commits.add(1, ordering: .relaxed).newValue > 1 {
            throw SentinelError(.connection, "lost during COMMIT", isRetryable: true)
        }
    }
    func rollback() {}
    func close() {}
}
