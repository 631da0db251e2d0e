/// What one result says of one instance.
public struct Evaluation: Sendable, Hashable {
    /// The two things a result can say.
    public enum Verdict: String, Sendable, Hashable, Codable {
        /// No problem.
        case ok = "OK"
        /// The problem is there.
        case alert = "ALERT"
    }

    /// The columns that identify the instance; empty for the only one.
    public var identity: [IdentityColumn]
    /// The instance's key.
    public var fingerprint: Fingerprint
    /// What the result says.
    public var verdict: Verdict
    /// The value that was judged; nil if absent or NULL.
    public var actualValue: SQLValue?
    /// What it was judged against; nil if absent or NULL.
    public var threshold: SQLValue?
    /// The severity, from the result or the definition.
    public var severity: Severity?
    /// The other columns in the order of the result; NULL is kept.
    public var context: [ContextValue]

    /// Makes an evaluation.
    public init(
        identity: [IdentityColumn] = [], verdict: Verdict, actualValue: SQLValue? = nil, threshold: SQLValue? = nil,
        severity: Severity? = nil, context: [ContextValue] = []
    ) {
        self.identity = identity
        fingerprint = identity.isEmpty ? .single : Fingerprint(identity: identity)
        self.verdict = verdict
        self.actualValue = actualValue
        self.threshold = threshold
        self.severity = severity
        self.context = context
    }
}

/// A column of a result that is told but not judged.
public struct ContextValue: Sendable, Hashable, Codable {
    /// The column's name.
    public var name: String
    /// Its value.
    public var value: SQLValue

    /// Makes a pair.
    public init(_ name: String, _ value: SQLValue) {
        self.name = name
        self.value = value
    }
}

/// What one run learned, before any state is looked at.
public enum RunFinding: Sendable, Hashable {
    /// The query answered: one evaluation per instance.
    case evaluations([Evaluation])
    /// The query returned no row.
    case noData
    /// The query failed, or its result breaks the contract.
    case failure(SentinelError)
}
