#if SQLite
    import Foundation
    import SentinelApp
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Synchronization

    /// What one command of a scenario did, in the terms of the original.
    struct BehaviourResult: Sendable, Equatable {
        var exitCode: Int32
        /// `METHOD PATH BODY` of each request, the body with the original's keys only.
        var requests: [String]
        /// How many mails were accepted.
        var mails: Int
        /// `ALERT STATUS alerts oks` of each alert that has answered.
        var state: [String]
        /// How many runs there are; nil without a state database.
        var executions: Int?
        /// How the last run ended.
        var lastStatus: String?
    }

    /// A folder, a database, sinks and a command line in which a scenario is played.
    final class BehaviourStage: Sendable {
        private let harness: Mutex<CommandHarness>
        private let folder: TemporaryFolder
        private let http: HTTPSink
        private let mail: SMTPSink
        private let answers: Script

        /// The statuses that the HTTP sink answers, in order; the last one is repeated.
        private final class Script: Sendable {
            private let statuses = Mutex<[Int]>([200])

            func set(_ list: [Int]) { statuses.withLock { $0 = list } }

            func next() -> Int {
                statuses.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
            }
        }

        init(_ scenario: BehaviourScenario) throws {
            let script = Script()
            answers = script
            http = try HTTPSink { _, _ in .status(script.next(), body: "ok") }
            let refusals = scenario.steps.compactMap(\.smtpRefuse).reduce(0, +)
            mail = try SMTPSink([.greeting: Array(repeating: .say("421 4.3.0 not now"), count: refusals)])
            var harness = try CommandHarness()
            folder = harness.folder
            harness.layers = .standard
            harness.integrations = .standard
            let (url, port) = (http.url(""), String(mail.port))
            harness.variables = scenario.env.mapValues {
                $0.replacingOccurrences(of: "@HOOK@", with: url).replacingOccurrences(of: "@SMTPPORT@", with: port)
            }
            self.harness = Mutex(harness)
            try configure(scenario.config)
            try execute(scenario.setup)
        }

        /// Writes the configuration, its database in this folder and its addresses those of the sinks.
        func configure(_ text: String) throws {
            let text = text.replacingOccurrences(of: "@HOOK@", with: http.url(""))
                .replacingOccurrences(of: "sqlite:///data.db", with: "sqlite:///" + folder.file("data.db"))
            try harness.withLock { try $0.write(text, to: "alerts.yaml") }
        }

        /// Runs statements on the monitored database.
        func execute(_ sql: String) throws {
            let connection = try SQLiteConnection(path: folder.file("data.db"), access: .create)
            try connection.execute(sql)
            connection.close()
        }

        /// The rows of a query on the monitored database.
        func rows(_ sql: String) throws -> [[String]] {
            try Self.rows(sql, in: folder.file("data.db")).map { $0.map(\.displayText) }
        }

        func answer(_ statuses: [Int]) {
            answers.set(statuses)
        }

        /// Runs a command and looks at everything it changed.
        func run(_ arguments: [String], variables: [String: String]) async throws -> BehaviourResult {
            var harness = harness.withLock { $0 }
            harness.variables.merge(variables) { _, new in new }
            let before = (http.requests.count, mail.mails.count)
            let outcome = await harness.run(arguments)
            let requests = http.requests.dropFirst(before.0).map { request in
                "\(request.method) \(request.target) \(Self.originalBody(request.text))"
            }
            return BehaviourResult(
                exitCode: outcome.code, requests: Array(requests), mails: mail.mails.count - before.1,
                state: try state(), executions: try executions().count, lastStatus: try executions().last)
        }

        /// How many requests came in all.
        var requestCount: Int { http.requests.count }

        /// The subject of the last mail.
        var lastSubject: String? {
            mail.mails.last?.text.split(separator: "\r\n").first { $0.hasPrefix("Subject: ") }.map {
                String($0.dropFirst(9))
            }
        }

        private func state() throws -> [String] {
            try Self.rows(
                """
                SELECT alert_name, current_status, consecutive_alerts, consecutive_oks FROM sqlsentinel_state
                WHERE current_status IS NOT NULL ORDER BY alert_name
                """, in: folder.file("state.db")
            ).map { $0.map(\.displayText).joined(separator: " ") }
        }

        private func executions() throws -> [String] {
            try Self.rows("SELECT status FROM sqlsentinel_executions ORDER BY id", in: folder.file("state.db")).map {
                $0[0].displayText
            }
        }

        private static func rows(_ sql: String, in path: String) throws -> [[SQLValue]] {
            guard FileManager.default.fileExists(atPath: path) else { return [] }
            let connection = try SQLiteConnection(path: path, access: .readOnly, busyTimeout: .seconds(5))
            defer { connection.close() }
            let statement = try connection.prepare(sql)
            var rows: [[SQLValue]] = []
            while try statement.step() { rows.append(statement.values) }
            return rows
        }

        /// The keys that the original sends, in its order, so that added ones do not count.
        static func originalBody(_ text: String) -> String {
            guard let body = try? JSONValue(parsing: text) else { return text }
            let names = ["alert_name", "status", "description", "actual_value", "threshold", "context"]
            return JSONValue.object(names.compactMap { name in body[name].map { .init(name, $0) } }).encoded()
        }
    }
#endif
