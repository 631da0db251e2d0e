import SentinelModels
import SentinelTesting
import Synchronization
import Testing

@testable import SentinelStore

@Suite("Group commit when the database fails")
struct GroupWriterFailureTests {
    private let connection = ScriptedConnection()
    private let full = SentinelError(.store, "no disk space", isRetryable: true)
    private let wrong = SentinelError(.store, "constraint", isRetryable: false)

    private func writer(most: Int = 256, patience: ServerPatience? = nil) -> GroupWriter {
        let session = StoreSession(
            connection: connection, dialect: SQLiteDialect(), clock: ManualClock(), owners: AnnouncedOwners())
        return GroupWriter(
            session: session, linger: GroupWriter.Linger(idle: .zero, urgentIdle: .zero, enough: 1, most: most),
            patience: patience)
    }

    private let patience = ServerPatience(repeats: 5, outage: .seconds(30), longestPause: .milliseconds(1))

    @Test(
        "on a server, a deadlock or a lost connection lets the whole group begin again",
        arguments: [SentinelError.Code.busy, .connection], ["begin", "job 1", "commit"])
    func again(_ code: SentinelError.Code, _ place: String) async {
        let writer = writer(patience: patience)
        let error = SentinelError(code, "come back", isRetryable: true)
        connection.fail(place, with: error, error, error)
        #expect(words(await writer.performAll(jobs(3))) == ["0", "1", "2"])
        #expect(writer.counts == (1, 3))
        #expect(connection.log.count(where: { $0 == place }) == 4)
        #expect(connection.log.count(where: { $0 == "rollback" }) == 3)
    }

    @Test("five times a deadlock are enough; then all are told")
    func tooOften() async {
        let writer = writer(patience: patience)
        let error = SentinelError(.busy, "deadlock", isRetryable: true)
        connection.fail("commit", with: error, error, error, error, error, error)
        #expect(words(await writer.performAll(jobs(2))) == ["deadlock", "deadlock"])
        #expect(connection.log.count(where: { $0 == "begin" }) == 6)
    }

    @Test("an error of one job's own is not tried again")
    func ownFault() async {
        let writer = writer(patience: patience)
        connection.fail("job 1", with: wrong)
        #expect(words(await writer.performAll(jobs(3))) == ["0", "constraint", "2"])
        #expect(connection.log.count(where: { $0 == "begin" }) == 2)
    }

    private typealias Job = (isUrgent: Bool, body: @Sendable (StoreSession) throws(SentinelError) -> Int)

    private func jobs(_ count: Int) -> [Job] {
        (0..<count).map { index in
            (
                true,
                { session throws(SentinelError) in
                    try session.connection.execute("job \(index)")
                    return index
                }
            )
        }
    }

    private func words(_ results: [Result<Int, SentinelError>]) -> [String] {
        results.map { result in
            switch result {
            case .success(let value): "\(value)"
            case .failure(let error): error.message
            }
        }
    }

    @Test("jobs that arrive together run in their order, in one transaction")
    func together() async {
        let writer = writer()
        #expect(words(await writer.performAll(jobs(3))) == ["0", "1", "2"])
        #expect(connection.log == ["begin", "job 0", "job 1", "job 2", "commit"])
        #expect(writer.counts == (1, 3))
    }

    @Test("a job that is wrong is taken out, and the others are done again without it", arguments: 0..<4)
    func oneWrong(_ index: Int) async {
        connection.fail("job \(index)", with: wrong)
        let writer = writer()
        var expected = ["0", "1", "2", "3"]
        expected[index] = "constraint"
        #expect(words(await writer.performAll(jobs(4))) == expected)
        let first = ["begin"] + (0...index).map { "job \($0)" } + ["rollback"]
        let second = ["begin"] + (0..<4).filter { $0 != index }.map { "job \($0)" } + ["commit"]
        #expect(connection.log == first + second)
        #expect(writer.counts == (1, 3))
    }

    @Test("when all are wrong nothing is committed, and each is told its own error")
    func allWrong() async {
        for index in 0..<3 { connection.fail("job \(index)", with: SentinelError(.store, "error \(index)")) }
        let writer = writer()
        #expect(words(await writer.performAll(jobs(3))) == ["error 0", "error 1", "error 2"])
        #expect(!connection.log.contains("commit"))
        #expect(writer.counts == (0, 0))
    }

    @Test(
        "what is nobody's fault fails the group once, without trying every job against a full disk",
        arguments: ["begin", "job 1", "commit"])
    func shared(_ place: String) async {
        connection.fail(place, with: full)
        let writer = writer()
        #expect(words(await writer.performAll(jobs(3))) == Array(repeating: "no disk space", count: 3))
        #expect(connection.log.last == "rollback")
        #expect(connection.log.filter { $0 == "begin" }.count == 1)
        #expect(words(await writer.performAll(jobs(2))) == ["0", "1"], "the next group is not harmed")
    }

    @Test(
        "an error that may pass but belongs to one job fails that job only",
        arguments: [SentinelError.Code.conflict, .internalFault])
    func ownRetryable(_ code: SentinelError.Code) async {
        connection.fail("job 1", with: SentinelError(code, "mine", isRetryable: true))
        #expect(words(await writer().performAll(jobs(3))) == ["0", "mine", "2"])
    }

    @Test("what was learnt in a transaction that is undone is forgotten")
    func forgetting() async {
        connection.fail("commit", with: full)
        let writer = writer()
        let name = StoreSession.AlertName(tenant: "default", key: AlertKey("a"))
        let learn: @Sendable (StoreSession) throws(SentinelError) -> Int = { session throws(SentinelError) in
            session.alerts[name] = .init(id: 7, definition: .fixture("a"), queryHash: "h")
            session.states[name] = (1, AlertState())
            return 0
        }
        let recall: @Sendable (StoreSession) throws(SentinelError) -> Int = { session throws(SentinelError) in
            session.alerts.count + session.states.count
        }
        _ = await writer.performAll([(true, learn)])
        let known = await writer.performAll([(true, recall)])
        #expect(words(known) == ["0"])
        _ = await writer.performAll([(true, learn)])
        let kept = await writer.performAll([(true, recall)])
        #expect(words(kept) == ["2"])
    }

    @Test("groups have an upper limit, and nothing is left over", arguments: [(1, 5), (2, 5), (5, 5), (7, 20)])
    func limits(_ most: Int, _ count: Int) async {
        let writer = writer(most: most)
        let results = await writer.performAll(jobs(count))
        #expect(words(results) == (0..<count).map { "\($0)" })
        #expect(writer.counts == ((count + most - 1) / most, count))
    }

    @Test("after closing everything is refused, also by closing again, and the connection is closed once")
    func closed() async {
        let writer = writer()
        await writer.close { session throws(SentinelError) in try session.connection.execute("last words") }
        await writer.close { session throws(SentinelError) in try session.connection.execute("never") }
        #expect(words(await writer.performAll(jobs(2))) == ["the state store is closed", "the state store is closed"])
        #expect(connection.log == ["begin", "last words", "commit", "close"])
    }

    @Test("last words that fail do not keep the connection open")
    func failingLastWords() async {
        connection.fail("last words", with: full)
        await writer().close { session throws(SentinelError) in try session.connection.execute("last words") }
        #expect(connection.log == ["begin", "last words", "rollback", "close"])
    }

    @Test("a caller that was cancelled still hears what became of its write")
    func cancelled() async {
        let writer = writer()
        let task = Task { await writer.performAll(jobs(2)) }
        task.cancel()
        #expect(words(await task.value) == ["0", "1"])
    }

    @Test("many callers at once are all answered with their own results")
    func many() async {
        let writer = writer(most: 16)
        let sums = await withTaskGroup(of: Int.self) { group in
            for caller in 0..<100 {
                group.addTask {
                    let bodies: [Job] = (0..<5).map { index in
                        (index % 2 == 0, { _ throws(SentinelError) in caller * 10 + index })
                    }
                    let results = await writer.performAll(bodies)
                    let right = results.enumerated().allSatisfy { (try? $1.get()) == caller * 10 + $0 }
                    return right ? results.count : 0
                }
            }
            return await group.reduce(0, +)
        }
        #expect(sums == 500)
        #expect(writer.counts.operations == 500)
        #expect(connection.log.filter { $0 == "begin" }.count == writer.counts.commits)
    }
}

@Suite("Reading beside the writer")
struct ReadWorkerTests {
    @Test("connects at the first use, once, and reads in a transaction")
    func connecting() async throws {
        let connection = ScriptedConnection()
        let connects = Mutex(0)
        let count: @Sendable () -> Void = { connects.withLock { $0 += 1 } }
        let worker = ReadWorker { () throws(SentinelError) in
            count()
            return connection
        }
        #expect(connects.withLock(\.self) == 0)
        for _ in 0..<3 { try await worker.read { connection throws(SentinelError) in try connection.execute("look") } }
        #expect(connects.withLock(\.self) == 1)
        #expect(connection.log == Array(repeating: ["begin reading", "look", "commit"], count: 3).flatMap(\.self))
        await worker.close()
        #expect(connection.log.last == "close")
    }

    @Test("an error ends the transaction and reaches the caller", arguments: ["begin reading", "look", "commit"])
    func errors(_ place: String) async throws {
        let connection = ScriptedConnection()
        connection.fail(place, with: SentinelError(.busy, "locked"))
        let worker = ReadWorker { () throws(SentinelError) in connection }
        await #expect(throws: SentinelError(.busy, "locked")) {
            try await worker.read { connection throws(SentinelError) in try connection.execute("look") }
        }
        try await worker.read { connection throws(SentinelError) in try connection.execute("again") }
        #expect(connection.log.suffix(3) == ["begin reading", "again", "commit"])
        if place != "begin reading" { #expect(connection.log.contains("rollback")) }
    }

    @Test("a connection that could not be made is tried again at the next use")
    func connectingAgain() async throws {
        let attempts = Mutex(0)
        let next: @Sendable () -> Int = {
            attempts.withLock { count in
                count += 1; return count
            }
        }
        let worker = ReadWorker { () throws(SentinelError) in
            guard next() > 1 else { throw SentinelError(.store, "not yet") }
            return ScriptedConnection()
        }
        await #expect(throws: SentinelError(.store, "not yet")) {
            try await worker.read { _ throws(SentinelError) in 1 }
        }
        #expect(try await worker.read { _ throws(SentinelError) in 2 } == 2)
    }

    @Test("after closing everything is refused")
    func closed() async throws {
        let worker = ReadWorker { () throws(SentinelError) in ScriptedConnection() }
        await worker.close()
        await worker.close()
        await #expect(throws: SentinelError(.store, "the state store is closed")) {
            try await worker.read { _ throws(SentinelError) in 1 }
        }
    }
}
