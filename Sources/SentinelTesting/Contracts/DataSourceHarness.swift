public import SentinelModels

/// What ``DataSourceContract`` needs to know of a kind of source: how to make one, and how its database says things.
public struct DataSourceHarness: Sendable {
    /// Makes a source with at most so many connections. Each clause makes, and closes, its own.
    public var makeSource: @Sendable (_ maxConnections: Int) async throws -> any DataSource
    /// The statements of the clauses, in the words of the database.
    public var dialect: DataSourceDialect
    /// What the database, or the way it is reached, can do.
    public var capabilities: Set<DataSourceCapability>
    /// A digest of everything a statement could change: tables, files, settings. nil if it cannot be read.
    public var digest: (@Sendable () async throws -> String)?
    /// A source whose database cannot be reached; nil to leave that clause out.
    public var unreachable: (@Sendable () async throws -> any DataSource)?
    /// Texts that must appear in no error: passwords, tokens, the URL.
    public var secrets: [String]

    /// Makes a harness.
    public init(
        dialect: DataSourceDialect, capabilities: Set<DataSourceCapability> = Set(DataSourceCapability.allCases),
        secrets: [String] = [], digest: (@Sendable () async throws -> String)? = nil,
        unreachable: (@Sendable () async throws -> any DataSource)? = nil,
        makeSource: @escaping @Sendable (_ maxConnections: Int) async throws -> any DataSource
    ) {
        self.dialect = dialect
        self.capabilities = capabilities
        self.secrets = secrets
        self.digest = digest
        self.unreachable = unreachable
        self.makeSource = makeSource
    }
}

/// Something not every source can do; clauses that need a missing one pass without a check.
public enum DataSourceCapability: String, Sendable, Hashable, CaseIterable {
    /// A result may have two columns of one name.
    case duplicateColumns
    /// Queries run beside each other, up to the number of connections.
    case parallelQueries
    /// `:name` parameters are bound.
    case parameters
    /// A running query is really stopped, so that its connection is soon of use again.
    case stopping
    /// A result is read piece by piece, so that a row limit bounds time and memory.
    case streaming
    /// A request's time includes the wait for a connection.
    case pooling
    /// The source looks at statements at all: a fake does not.
    case statements
}

/// A statement with what it is to give.
public struct DataSourceSample: Sendable {
    /// The statement; one row, one column.
    public var sql: String
    /// The value it gives.
    public var value: SQLValue

    /// Makes a sample.
    public init(_ sql: String, _ value: SQLValue) {
        self.sql = sql
        self.value = value
    }
}

/// The statements that ``DataSourceContract`` runs, in the words of one database.
public struct DataSourceDialect: Sendable {
    /// One row: integer 1 as `a`, text `x` as `b`, NULL as `c`.
    public var oneRow: String
    /// No row, columns `a` and `b`.
    public var noRows: String
    /// One row, two columns named `a` with 1 and 2.
    public var duplicateColumns: String
    /// The integers from 1 to the count, ascending, as column `n`. Must stream where ``DataSourceCapability/streaming``
    /// is claimed.
    public var series: @Sendable (_ count: Int) -> String
    /// One row, one text of so many bytes.
    public var text: @Sendable (_ bytes: Int) -> String
    /// A statement that does not end by itself within a minute.
    public var endless: String
    /// Every type the database has, with the exact value.
    public var samples: [DataSourceSample]
    /// `:name` in a form that returns it with its type, such as `SELECT CAST(:name AS bigint)`; for each value one.
    public var parameters: [DataSourceSample]
    /// Statements with colons that are no parameters, each with what it gives.
    public var colons: [DataSourceSample]
    /// A statement with a mistake of syntax.
    public var syntaxError: String
    /// A statement that names a table that is not there.
    public var unknownTable: String
    /// Two statements in one text.
    public var twoStatements: String
    /// Statements that try to change something, or to reach what they must not.
    public var hostile: [String]

    /// Makes a dialect.
    public init(
        oneRow: String, noRows: String, duplicateColumns: String, series: @escaping @Sendable (Int) -> String,
        text: @escaping @Sendable (Int) -> String, endless: String, samples: [DataSourceSample],
        parameters: [DataSourceSample], colons: [DataSourceSample], syntaxError: String, unknownTable: String,
        twoStatements: String, hostile: [String]
    ) {
        self.oneRow = oneRow
        self.noRows = noRows
        self.duplicateColumns = duplicateColumns
        self.series = series
        self.text = text
        self.endless = endless
        self.samples = samples
        self.parameters = parameters
        self.colons = colons
        self.syntaxError = syntaxError
        self.unknownTable = unknownTable
        self.twoStatements = twoStatements
        self.hostile = hostile
    }
}
