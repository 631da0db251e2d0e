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

        try await expectSound(lab, kills: kills)
    }

    @Test(
        "40 times SIGKILL with the state on a server: nothing is lost there either",
        .enabled(if: PostgreSQLServer.isInstalled && MariaDBServer.isInstalled, "PostgreSQL or MariaDB is missing"),
        arguments: [StateServerKind.postgreSQL, .mariaDB])
    func killedRunsOnServer(_ kind: StateServerKind) async throws {
        let server = try kind.database()
        let lab = try KillLab(alerts: 6, seed: 20_261_125, state: server.url)
        defer { lab.stop() }
        var kills = 0
        for _ in 0..<160 where kills < 40 {
            try lab.changeData()
            if try lab.runAndKill() { kills += 1 }
            // As if the time of a lease had passed: nobody else can tell that the owner is dead.
            try? server.sql(
                """
                UPDATE sqlsentinel_run SET lease_until = 1 WHERE state = 'running';
                UPDATE sqlsentinel_message SET lease_until = 1 WHERE state = 'sending'
                """)
        }
        #expect(kills == 40)
        try lab.changeData()
        let last = try lab.process().finish()
        #expect(last.code == 0 || last.code == 1, "\(last.output)\(last.errors)")
        try await expectSound(lab, kills: kills)
    }

    @Test(
        "two processes at once on one state: each message is told once",
        .enabled(if: PostgreSQLServer.isInstalled && MariaDBServer.isInstalled, "PostgreSQL or MariaDB is missing"),
        arguments: [StateServerKind.postgreSQL, .mariaDB])
    func twoProcesses(_ kind: StateServerKind) async throws {
        let lab = try KillLab(alerts: 6, seed: 20_261_126, state: try kind.database().url)
        defer { lab.stop() }
        for _ in 0..<12 {
            try lab.changeData()
            let processes = [try lab.process(), try lab.process()]
            for process in processes {
                let end = process.finish()
                #expect(end.code == 0 || end.code == 1, "\(end.output)\(end.errors)")
            }
        }
        try await expectSound(lab, kills: 0)
    }

    @Test(
        "the server dies under the process and comes back: the run goes on",
        .enabled(if: PostgreSQLServer.isInstalled && MariaDBServer.isInstalled, "PostgreSQL or MariaDB is missing"),
        arguments: [StateServerKind.postgreSQL, .mariaDB])
    func serverDies(_ kind: StateServerKind) async throws {
        let server = try kind.mortal()
        let lab = try KillLab(alerts: 6, seed: 20_261_127, state: server.url)
        defer { lab.stop() }
        let first = try lab.process().finish()
        #expect(first.code == 0, "\(first.output)\(first.errors)")
        for round in 0..<6 {
            try lab.changeData()
            let process = try lab.process()
            try await Task.sleep(for: .milliseconds(30 + 30 * round))
            try server.restart()
            let end = process.finish()
            #expect(end.code == 0 || end.code == 1, "\(end.output)\(end.errors)")
        }
        try await expectSound(lab, kills: 6)
    }

    private func expectSound(_ lab: KillLab, kills: Int) async throws {
        let audit = try await lab.audit()
        #expect(audit.unsettled == [])
        #expect(audit.lost == [])
        #expect(audit.invented == [])
        #expect(audit.outOfOrder == [])
        #expect(audit.withoutDecision == [])
        #expect(audit.messages > max(10, kills / 4), "the test must have had something to lose")
        #expect(audit.repeats <= kills * 12)
    }
}

/// A server that holds the state, with a fresh database.
enum StateServerKind: Sendable {
    case postgreSQL, mariaDB

    struct Database: Sendable {
        var url: String
        var sql: @Sendable (String) throws -> Void
    }

    /// A server that can be killed, as a power failure would, and comes back with all that it had committed.
    struct Mortal: Sendable {
        var url: String
        var restart: @Sendable () throws -> Void
    }

    func mortal() throws -> Mortal {
        switch self {
        case .postgreSQL:
            let server = try PostgreSQLServer()
            return Mortal(url: server.url(.superuser, database: try server.makeDatabase())) { try server.restart() }
        case .mariaDB:
            let server = try MariaDBServer(settings: ["--innodb-flush-log-at-trx-commit=2"])
            return Mortal(url: server.url(.administrator, database: try server.makeDatabase())) {
                server.kill()
                try server.start()
            }
        }
    }

    func database() throws -> Database {
        switch self {
        case .postgreSQL:
            let server = try PostgreSQLServer.shared.get()
            let name = try server.makeDatabase()
            return Database(url: server.url(.superuser, database: name)) { try server.psql($0, database: name) }
        case .mariaDB:
            let server = try MariaDBServer.shared.get()
            let name = try server.makeDatabase()
            return Database(url: server.url(.administrator, database: name)) { try server.sql($0, database: name) }
        }
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

    /// Where the state is.
    private let state: String

    init(alerts count: Int, seed: UInt64, state: String = "sqlite:///state.db") throws {
        self.count = count
        self.state = state
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
            ["run", "alerts.yaml", "--state-db", state, "--concurrency", "3"], in: folder)
    }

    /// Runs once and kills at a random moment; false if the run was over before.
    func runAndKill() throws -> Bool {
        let process = try process()
        Thread.sleep(forTimeInterval: Double.random(in: 0.01..<0.35, using: &random))
        kill(process.process.processIdentifier, SIGKILL)
        return process.finish().code == -SIGKILL
    }

    func audit() async throws -> Audit {
        let file = folder.path + "/state.db"
        let store =
            state.hasPrefix("sqlite:") ? try SQLStateStore.open(path: file) : try SQLStateStore.open(state)
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
