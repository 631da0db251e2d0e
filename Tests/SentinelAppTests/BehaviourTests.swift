#if SQLite
    import Foundation
    import SentinelModels
    import Testing

    /// The scenarios that were seen with the Python original, played with this program: everything as there, except
    /// for the differences that are named here with their reasons.
    @Suite struct BehaviourTests {
        /// A scenario in which this program does better than the original.
        struct Difference: Sendable {
            /// Why.
            var reason: String
            /// The number of the command, from 0; nil for all of the scenario.
            var command: Int?
            /// Turns what the original did into what is right.
            var change: @Sendable (inout BehaviourResult) -> Void

            init(
                _ reason: String, at command: Int? = nil, _ change: @escaping @Sendable (inout BehaviourResult) -> Void
            ) {
                self.reason = reason
                self.command = command
                self.change = change
            }
        }

        private static let request =
            #"POST /a {"alert_name":"hot","status":"ALERT","description":null,"#
            + #""actual_value":5,"threshold":3,"context":{"region":"eu"}}"#

        private static func alerting(_ body: String) -> @Sendable (inout BehaviourResult) -> Void {
            { result in
                result.exitCode = 1
                result.requests = [#"POST /a {"alert_name":"q","status":"ALERT","description":null,"# + body + "}"]
                result.state = ["q ALERT 1 0"]
                result.lastStatus = "ALERT"
            }
        }

        /// The differences by scenario; exit codes are treated by `exitCode(_:)`.
        static let differences: [String: [Difference]] = [
            "webhook-4xx-retried": [
                Difference("a refusal for good (400) is not tried again, and the run says that nobody was told") {
                    $0.requests = [request]
                    $0.exitCode = 4
                }
            ],
            "webhook-307": [
                Difference("a redirect is never followed and is a fault of the address, which no repetition mends") {
                    $0.requests = [request]
                    $0.exitCode = 4
                }
            ],
            "webhook-env-missing": [
                Difference("a webhook needs no WEBHOOK_URL: the alert's own address counts (PEER 11.3)", at: 0) {
                    $0.requests = [request]
                }
            ],
            "email-env-missing": [
                Difference("a receiver that cannot be configured is an error before anything runs, not a silent skip") {
                    $0 = BehaviourResult(exitCode: 2, requests: [], mails: 0, state: [], executions: 0)
                }
            ],
            "q-status-padded": [
                Difference(
                    "blanks around the status do not count (DESIGN 8)",
                    alerting(#""actual_value":null,"threshold":null"#))
            ],
            "q-context-blob": [
                Difference("bytes are shown as hexadecimal digits instead of losing the notice (PEER 11.2)") {
                    $0.requests = [
                        #"POST /a {"alert_name":"q","status":"ALERT","description":null,"actual_value":null,"#
                            + #""threshold":null,"context":{"c":"0x00ff"}}"#
                    ]
                }
            ],
            "q-colon-in-text": [
                Difference(
                    "a colon in a string is no parameter (DESIGN 8)",
                    alerting(#""actual_value":null,"threshold":null,"context":{"c":"see :note"}"#))
            ],
            "disabled": [
                Difference("an alert that fires while disabled is told when it is enabled (PEER 11.2)", at: 2) {
                    $0.requests = [request]
                }
            ],
            "database-missing": [
                Difference("a database that cannot be reached is history (PEER 11.6)", at: 0) {
                    $0.executions = 1
                    $0.lastStatus = "ERROR"
                },
                Difference("a database that cannot be reached is history (PEER 11.6)", at: 1) {
                    $0.executions = 2
                    $0.lastStatus = "ERROR"
                },
                Difference("a database that cannot be reached is history (PEER 11.6)", at: 2) {
                    $0.executions = 2
                    $0.lastStatus = "ERROR"
                },
            ],
        ]

        /// What the monitored database holds after a scenario where the original let the query write.
        private static let unwritten: [String: [[String]]] = [
            "write-create select name from sqlite_master order by name": [["victim"]],
            "write-pragma pragma user_version": [["0"]],
        ]

        @Test func `the scenarios are there`() throws {
            #expect(try BehaviourScenario.loaded.get().count == 29)
            #expect(Set(Self.differences.keys).isSubset(of: BehaviourScenario.all.map(\.id)))
        }

        @Test(arguments: BehaviourScenario.all)
        func `a scenario goes as with the original, or as its difference says`(scenario: BehaviourScenario) async throws
        {
            let stage = try BehaviourStage(scenario)
            var command = 0
            for step in scenario.steps {
                if let statuses = step.httpStatus { stage.answer(statuses) }
                if let config = step.config { try stage.configure(config) }
                if let sql = step.sql {
                    guard let rows = step.rows else {
                        try stage.execute(sql)
                        continue
                    }
                    let expected = Self.unwritten[scenario.id + " " + sql] ?? rows.map { $0.map(\.text) }
                    #expect(try stage.rows(sql) == expected, "\(sql)")
                }
                guard let arguments = step.cli, let observed = step.observed else { continue }
                let result = try await stage.run(arguments, variables: step.env ?? [:])
                let expected = Self.expected(observed, of: arguments, command, in: scenario)
                #expect(result == expected, "\(scenario.id), command \(command): \(arguments.joined(separator: " "))")
                if let subject = Self.subject(observed) { #expect(stage.lastSubject == subject) }
                command += 1
            }
        }

        /// `by_hand: concurrent-runs`: the original sent two notices and counted two alerts.
        @Test func `three runs at once send one notice and are counted three times`() async throws {
            let scenario = try #require(BehaviourScenario.all.first { $0.id == "dedupe-basic" })
            let stage = try BehaviourStage(scenario)
            let arguments = ["run", "alerts.yaml", "--alert", "hot", "--state-db", "sqlite:///state.db"]
            async let first = stage.run(arguments, variables: [:])
            async let second = stage.run(arguments, variables: [:])
            async let third = stage.run(arguments, variables: [:])
            for result in try await [first, second, third] { #expect(result.exitCode == 1) }
            #expect(stage.requestCount == 1)
            let after = try await stage.run(
                ["status", "alerts.yaml", "--state-db", "sqlite:///state.db"], variables: [:])
            #expect(after.state == ["hot ALERT 3 0"])
            #expect(after.executions == 3)
        }

        private static func expected(
            _ observed: BehaviourScenario.Observation, of arguments: [String], _ command: Int,
            in scenario: BehaviourScenario
        ) -> BehaviourResult {
            var result = BehaviourResult(
                exitCode: exitCode(observed, of: arguments),
                requests: observed.requests.map { "\($0.method) \($0.path) \(BehaviourStage.originalBody($0.body))" },
                mails: observed.mails.count { $0.refused != true },
                state: (observed.state ?? []).compactMap { state in
                    state.currentStatus.map {
                        "\(state.alert) \($0) \(state.consecutiveAlerts) \(state.consecutiveOKs)"
                    }
                }, executions: observed.executions ?? 0, lastStatus: observed.lastExecution?.status)
            for difference in differences[scenario.id] ?? [] where (difference.command ?? command) == command {
                difference.change(&result)
            }
            return result
        }

        /// The exit codes of DESIGN 9: the original says 0 for an ALERT of `run --alert`, and 1 for errors, wrong names
        /// and wrong values alike.
        private static func exitCode(_ observed: BehaviourScenario.Observation, of arguments: [String]) -> Int32 {
            switch (arguments.first, observed.exitCode) {
            case ("run", 0): observed.lastExecution?.status == "ALERT" ? 1 : 0
            case ("run", 1): 3
            case (_, 1): 2
            default: observed.exitCode
            }
        }

        private static func subject(_ observed: BehaviourScenario.Observation) -> String? {
            observed.mails.last?.data?.split(separator: "\r\n").first { $0.hasPrefix("Subject: ") }.map {
                String($0.dropFirst(9))
            }
        }
    }
#endif
