import Foundation
import Testing

/// A scenario that was seen with the Python original: `Fixtures/behaviour.json`.
struct BehaviourScenario: Decodable, Sendable, CustomTestStringConvertible {
    /// A command, or a change between commands.
    struct Step: Decodable, Sendable {
        var cli: [String]?
        var sql: String?
        var rows: [[Scalar]]?
        var config: String?
        var env: [String: String]?
        var httpStatus: [Int]?
        var smtpRefuse: Int?
        var observed: Observation?

        enum CodingKeys: String, CodingKey {
            case cli, sql, rows, config, env, observed
            case httpStatus = "http_status"
            case smtpRefuse = "smtp_refuse"
        }
    }

    /// What the original did.
    struct Observation: Decodable, Sendable {
        struct Request: Decodable, Sendable {
            var method: String
            var path: String
            var body: String
        }
        struct Mail: Decodable, Sendable {
            var refused: Bool?
            var data: String?
        }
        struct State: Decodable, Sendable {
            var alert: String
            var currentStatus: String?
            var consecutiveAlerts: Int
            var consecutiveOKs: Int

            enum CodingKeys: String, CodingKey {
                case alert
                case currentStatus = "current_status"
                case consecutiveAlerts = "consecutive_alerts"
                case consecutiveOKs = "consecutive_oks"
            }
        }
        struct Execution: Decodable, Sendable {
            var status: String
        }

        var exitCode: Int32
        var requests: [Request]
        var mails: [Mail]
        var state: [State]?
        var executions: Int?
        var lastExecution: Execution?

        enum CodingKeys: String, CodingKey {
            case mails, state, executions
            case exitCode = "exit_code"
            case requests = "http_requests"
            case lastExecution = "last_execution"
        }
    }

    /// A value of a row, as text.
    struct Scalar: Decodable, Sendable {
        var text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            text = try (try? container.decode(String.self)) ?? String(container.decode(Int.self))
        }
    }

    private struct File: Decodable {
        var scenarios: [BehaviourScenario]
    }

    var id: String
    var title: String
    var setup: String
    var config: String
    var env: [String: String]
    var steps: [Step]

    enum CodingKeys: String, CodingKey {
        case id, title, config, env, steps
        case setup = "setup_sql"
    }

    var testDescription: String { id }

    /// All scenarios, or why they cannot be read.
    static let loaded = Result {
        let file = try #require(Bundle.module.url(forResource: "Fixtures/behaviour", withExtension: "json"))
        return try JSONDecoder().decode(File.self, from: Data(contentsOf: file)).scenarios
    }

    /// All scenarios; empty if they cannot be read, which a test notices.
    static var all: [BehaviourScenario] { (try? loaded.get()) ?? [] }
}
