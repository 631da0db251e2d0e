/// A source that can say more of itself than that a query fails: what it reached, and what about it is unwise or will
/// fail later.
public protocol Diagnosing: DataSource {
    /// Connects and looks at the server and the account; changes nothing.
    /// - Throws: ``SentinelError`` if the source cannot be used at all, with the same code as a run would have.
    func diagnose(timeout: Duration) async throws(SentinelError) -> SourceDiagnosis
}

/// What a source has found out about itself.
public struct SourceDiagnosis: Sendable, Hashable {
    /// Something that is so, such as the server's version.
    public struct Fact: Sendable, Hashable {
        /// A word or two, such as `server`.
        public var name: String
        /// Its value; never a secret.
        public var value: String

        /// Makes a fact.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Something that should be otherwise, though queries run.
    public struct Finding: Sendable, Hashable {
        /// What is so, in one sentence without a full stop.
        public var message: String
        /// What to do about it: a statement for the server's shell, or a sentence.
        public var remedy: String?

        /// Makes a finding.
        public init(_ message: String, remedy: String? = nil) {
            self.message = message
            self.remedy = remedy
        }
    }

    /// What was reached, the most telling first.
    public var facts: [Fact]
    /// What should be otherwise.
    public var findings: [Finding]

    /// Makes a diagnosis.
    public init(facts: [Fact] = [], findings: [Finding] = []) {
        self.facts = facts
        self.findings = findings
    }
}

extension SourceDiagnosis {
    /// Clocks that differ by more make the bound `:fire_at` and the server's `now()` disagree about what is recent.
    static let clockTolerance = Duration.seconds(5)

    /// Notes a server's clock that differs from this machine's. `before` and `after` are this machine's times around
    /// the reading of the other.
    public mutating func compareClocks(server: Timestamp, before: Timestamp, after: Timestamp) {
        let difference =
            server < before ? server.duration(to: before) : server > after ? after.duration(to: server) : .zero
        guard difference > Self.clockTolerance else { return }
        findings.append(
            Finding(
                "the server's clock is \(difference.text) \(server < before ? "behind" : "ahead of") this machine's",
                remedy: "let both keep time by NTP: ':fire_at' is this machine's time, now() the server's"))
    }
}
