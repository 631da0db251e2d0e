import SentinelModels

/// Texts of queries that nothing used at one moment, and what tells whether something has begun to use them since.
struct UnusedQueries: Sendable {
    var hashes: [String]
    var newestRun: Int64
    var underWay: [Int64]

    init(_ text: RetentionText, limit: Int, on connection: any StoreConnection) throws(SentinelError) {
        hashes = try connection.all(text.selection(.queries, limit: limit), text.values) { $0.text(at: 0) }
        newestRun = try connection.first("SELECT MAX(run_number) FROM \(Table.run)", []) { $0.integer(at: 0) } ?? 0
        underWay = try connection.all("SELECT run_number FROM \(Table.run) WHERE state = 'running'", []) {
            $0.integer(at: 0)
        }
    }
}
