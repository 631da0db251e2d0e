/// Rows of a query, exact, at most as many as the limits allow.
public struct QueryResult: Sendable, Hashable {
    /// The columns' names in order; a name may occur twice.
    public var columns: [String]
    /// The rows; each has as many values as there are columns.
    public var rows: [[SQLValue]]
    /// What running it took.
    public var statistics: Statistics

    /// What running a query took.
    public struct Statistics: Sendable, Hashable {
        /// Whether there were more rows than the limit; the rows hold the first `maxRows`.
        public var isTruncated: Bool
        /// What the provider bills for, if it bills by bytes.
        public var bytesBilled: Int64?
        /// The provider's name for the query, to look it up there.
        public var serverQueryID: String?

        /// Makes statistics.
        public init(isTruncated: Bool = false, bytesBilled: Int64? = nil, serverQueryID: String? = nil) {
            self.isTruncated = isTruncated
            self.bytesBilled = bytesBilled
            self.serverQueryID = serverQueryID
        }
    }

    /// Makes a result.
    public init(columns: [String], rows: [[SQLValue]], statistics: Statistics = Statistics()) {
        self.columns = columns
        self.rows = rows
        self.statistics = statistics
    }
}
