import Foundation
import SentinelModels
import SentinelSQL
import SentinelStore
import SentinelTesting
import Testing

/// The promise that a killed process loses nothing (guarantees G5, G6, G10), tried on real processes.
@Suite(.serialized) struct KillTests {
    @Test("200 times SIGKILL at random moments against a slow sink: nothing is lost, repeats keep their key")
    func killedRuns() async throws {
        let lab = try KillLab(alerts: 6, seed: 20_261_123)
        defer { lab.stop() }
        var kills = 0
        for _ in 0..<600 where kills < 200 {
            try lab.changeData()
            if try lab.runAndKill() { kills += 1 }
        }
        #expect(kills == 200)
        try lab.changeData()

        let start = ContinuousClock.now
        let last = try lab.process().finish()
        #expect(last.code == 0 || last.code == 1, "\(last.output)\(last.errors)")
        #expect(start.duration(to: .now) < .seconds(8), "nothing may wait long for dead owners")

        let audit = try await lab.audit()
        #expect(audit.unsettled == [])
        #expect(audit.lost == [])
        #expect(audit.invented == [])
        #expect(audit.outOfOrder == [])
        #expect(audit.withoutDecision == [])
        #expect(audit.messages > 50, "the test must have had something to lose")
        #expect(audit.repeats <= kills * 12)
    }
}

/// Six alerts that flip at random, two receivers, one sink.
private final class KillLab {
    struct Audit {
        var messages = 0
        var repeats = 0
        var unsettled: [String] = []
        var lost: Set<String> = []
        var invented: Set<String> = []
        var outOfOrder: [String] = []
        var withoutDecision: [String] = []
    }

    private let folder: TemporaryFolder
    private let sink: HTTPSink
    private let data: SQLiteConnection
    private let count: Int
    private var random: SeededGenerator

    init(alerts count: Int, seed: UInt64) throws {
        self.count = count
        random = SeededGenerator(seed: seed)
        folder = try TemporaryFolder()
        sink = try HTTPSink { _, index in SinkAnswer(delay: .milliseconds(index * 7 % 40)) }
        data = try SQLiteConnection(path: folder.path + "/data.db", access: .create)
        try data.execute("CREATE TABLE m(id INTEGER PRIMARY KEY, v INTEGER)")
        for id in 0..<count { _ = try data.run("INSERT INTO m VALUES (?, 1)", [.integer(Int64(id))]) }
        let alerts = (0..<count).map { id in
            """
              - name: alert \(id)
                query: SELECT CASE WHEN v > 3 THEN 'ALERT' ELSE 'OK' END AS status, v AS actual_value FROM m WHERE id = \(id)
                schedule: "* * * * *"
                notify: [a, b]

            """
        }
        let text = """
            version: 1
            database: {url: "sqlite:///data.db"}
            receivers:
              a: {type: webhook, url: "\(sink.url("/a"))"}
              b: {type: webhook, url: "\(sink.url("/b"))"}
            alerts:
            \(alerts.joined())
            """
        try text.write(toFile: folder.path + "/alerts.yaml", atomically: true, encoding: .utf8)
    }

    func stop() {
        sink.stop()
    }

    func changeData() throws {
        for id in 0..<count where Bool.random(using: &random) {
            _ = try data.run("UPDATE m SET v = 6 - v WHERE id = ?", [.integer(Int64(id))])
        }
    }

    func process() throws -> SentinelProcess {
        try SentinelProcess(
            ["run", "alerts.yaml", "--state-db", "sqlite:///state.db", "--concurrency", "3"], in: folder)
    }

    /// Runs once and kills at a random moment; false if the run was over before.
    func runAndKill() throws -> Bool {
        let process = try process()
        Thread.sleep(forTimeInterval: Double.random(in: 0.01..<0.35, using: &random))
        kill(process.process.processIdentifier, SIGKILL)
        return process.finish().code == -SIGKILL
    }

    func audit() async throws -> Audit {
        let store = try SQLStateStore.open(path: folder.path + "/state.db")
        let messages = try await store.messages(MessageQuery())
        let runs = try await store.history(HistoryQuery(limit: nil))
        await store.close()
        let received = sink.requests.compactMap { request in
            request["webhook-id"].map { (id: $0, path: request.target, body: request.body) }
        }
        var audit = Audit()
        audit.messages = messages.count
        audit.unsettled = messages.filter { $0.state != .sent }.map { "\($0.id) \($0.state.rawValue)" }
        audit.lost = Set(messages.map(\.id)).subtracting(received.map(\.id))
        audit.invented = Set(received.map(\.id)).subtracting(messages.map(\.id))
        audit.repeats = received.count - Set(received.map(\.id)).count
        audit.outOfOrder = Self.outOfOrder(messages, received: received.map(\.id))
        for run in runs {
            let transitions = run.instances.compactMap(\.transition)
            for transition in transitions
            where run.notifications.count(where: { $0.sequence == transition.sequence }) != 2 {
                audit.withoutDecision.append("\(run.alertName) \(transition.sequence)")
            }
        }
        return audit
    }

    /// Messages of one episode and receiver that reached the sink first after a later one did.
    private static func outOfOrder(_ messages: [NotificationMessage], received: [String]) -> [String] {
        let first = Dictionary(received.enumerated().map { ($1, $0) }) { min($0, $1) }
        var faults: [String] = []
        for line in Dictionary(grouping: messages, by: { "\($0.orderKey) \($0.receiver)" }).values {
            let arrivals = line.sorted { $0.content.sequence < $1.content.sequence }.compactMap { first[$0.id] }
            if arrivals != arrivals.sorted() { faults.append(line[0].orderKey) }
        }
        return faults
    }
}
