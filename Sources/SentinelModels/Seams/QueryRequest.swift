/// A query as a source is to run it: text, values, limits, and who asks.
public struct QueryRequest: Sendable, Hashable {
    /// Why the query is run.
    @nonexhaustive public enum Purpose: String, Sendable, Hashable {
        /// To judge.
        case alert
        /// To show the rows behind a judgement.
        case evidence
        /// To show somebody what it would say.
        case preview
    }

    /// One SQL statement.
    public var sql: String
    /// Values for `:name` parameters that the statement may use.
    public var parameters: [String: SQLValue]
    /// What may be used up at most.
    public var limits: QueryLimits
    /// Who asks.
    public var tag: QueryTag
    /// Why.
    public var purpose: Purpose

    /// Makes a request.
    public init(
        _ sql: String, parameters: [String: SQLValue] = [:], limits: QueryLimits = QueryLimits(),
        tag: QueryTag = QueryTag(), purpose: Purpose = .alert
    ) {
        self.sql = sql
        self.parameters = parameters
        self.limits = limits
        self.tag = tag
        self.purpose = purpose
    }
}

/// What a query may use up at most.
public struct QueryLimits: Sendable, Hashable {
    /// Rows; one more row ends the reading, marks the result as truncated and costs nothing more.
    public var maxRows: Int
    /// Bytes of all values together.
    public var maxBytes: Int
    /// Bytes of one value.
    public var maxCellBytes: Int
    /// Time, waiting for a connection included.
    public var timeout: Duration

    /// Makes limits.
    public init(
        maxRows: Int = 1000, maxBytes: Int = 16 << 20, maxCellBytes: Int = 1 << 20, timeout: Duration = .seconds(30)
    ) {
        self.maxRows = maxRows
        self.maxBytes = maxBytes
        self.maxCellBytes = maxCellBytes
        self.timeout = timeout
    }
}

/// Who asks: shown to the database where it can show such a thing.
public struct QueryTag: Sendable, Hashable {
    /// The tenant.
    public var tenant: String
    /// The alert's name.
    public var alert: String
    /// The run's id.
    public var run: String

    /// Makes a tag.
    public init(tenant: String = TenantScope.default.tenant, alert: String = "", run: String = "") {
        self.tenant = tenant
        self.alert = alert
        self.run = run
    }
}
