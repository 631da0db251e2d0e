import SentinelModels

/// The promises of `DataSource`, as assertions that any adapter can be put to.
///
/// Use it as the arguments of one test:
/// `@Test(arguments: DataSourceContract.all) func contract(_ clause: DataSourceContract) async throws`
/// with `try await clause.check(harness)` for its body. The clauses about time take up to a second each.
public struct DataSourceContract: Sendable, CustomStringConvertible {
    /// The promise in a few words.
    public var description: String
    /// Checks it; throws ``ContractViolation`` if it is broken.
    public var check: @Sendable (DataSourceHarness) async throws -> Void

    init(
        _ promise: String, needs capabilities: Set<DataSourceCapability> = [], connections: Int = 2,
        _ check: @escaping @Sendable (DataSourceScene) async throws -> Void
    ) {
        description = promise
        self.check = { harness in
            guard capabilities.isSubset(of: harness.capabilities) else { return }
            let scene = DataSourceScene(harness: harness, source: try await harness.makeSource(connections))
            do {
                try await check(scene)
            } catch {
                await scene.source.close()
                throw error
            }
            await scene.source.close()
        }
    }

    /// All clauses.
    public static let all = resultClauses + limitClauses + timeClauses + parameterClauses + safetyClauses + lifeClauses
}

/// A source under check, with short forms for what clauses do often.
struct DataSourceScene: Sendable {
    let harness: DataSourceHarness
    let source: any DataSource

    var dialect: DataSourceDialect { harness.dialect }

    @discardableResult
    func run(
        _ sql: String, parameters: [String: SQLValue] = [:], limits: QueryLimits = QueryLimits()
    ) async throws(SentinelError) -> QueryResult {
        try await source.run(QueryRequest(sql, parameters: parameters, limits: limits))
    }

    /// The error a query ends with; a violation if it returns, or if the error tells a secret.
    func failure(
        _ sql: String, parameters: [String: SQLValue] = [:], limits: QueryLimits = QueryLimits()
    ) async throws -> SentinelError {
        let error: SentinelError
        do {
            let result = try await run(sql, parameters: parameters, limits: limits)
            throw ContractViolation("an error was expected, got \(result) for: \(sql)")
        } catch let thrown as SentinelError {
            error = thrown
        }
        for secret in harness.secrets {
            try require(!error.message.contains(secret), "an error's message tells no secret: \(error)")
            try require(error.underlying?.contains(secret) != true, "an error's cause tells no secret: \(error)")
        }
        return error
    }

    /// That the source still answers.
    func requireUsable() async throws {
        try require(try await run(dialect.oneRow).rows.count, equals: 1, "the source is usable afterwards")
    }

    /// What `body` returns, and how long it took.
    func timed<Value>(_ body: () async throws -> Value) async rethrows -> (Value, Duration) {
        let start = ContinuousClock.now
        let value = try await body()
        return (value, start.duration(to: .now))
    }
}

extension DataSourceContract {
    static let resultClauses = [
        DataSourceContract("columns and values come in order, by their names") { scene in
            let result = try await scene.run(scene.dialect.oneRow)
            try require(result.columns, equals: ["a", "b", "c"])
            try require(result.rows, equals: [[.integer(1), .text("x"), .null]])
            try require(!result.statistics.isTruncated, "a whole result is not called truncated")
        },
        DataSourceContract("an empty result still names its columns") { scene in
            let result = try await scene.run(scene.dialect.noRows)
            try require(result, equals: QueryResult(columns: ["a", "b"], rows: []))
        },
        DataSourceContract("columns of one name are all kept", needs: [.duplicateColumns]) { scene in
            let result = try await scene.run(scene.dialect.duplicateColumns)
            try require(result, equals: QueryResult(columns: ["a", "a"], rows: [[.integer(1), .integer(2)]]))
        },
        DataSourceContract("every type comes exact") { scene in
            for sample in scene.dialect.samples {
                let result = try await scene.run(sample.sql)
                try require(result.rows, equals: [[sample.value]], sample.sql)
            }
        },
        DataSourceContract("describing names the columns and runs nothing") { scene in
            guard let source = scene.source as? any Describing else { return }
            let columns = try await source.describe(scene.dialect.oneRow, timeout: .seconds(10))
            try require(columns.map(\.name), equals: ["a", "b", "c"])
            guard scene.harness.capabilities.contains(.statements) else { return }
            _ = try await source.describe(scene.dialect.endless, timeout: .seconds(10))
            do {
                _ = try await source.describe(scene.dialect.unknownTable, timeout: .seconds(10))
                throw ContractViolation("a table that is not there cannot be described")
            } catch let error as SentinelError {
                try require(error.code, equals: .query)
            }
        },
    ]

    static let limitClauses = [
        DataSourceContract("the row limit cuts, says so, and keeps the first rows") { scene in
            for (rows, limit, expected) in [(5, 5, 5), (5, 4, 4), (5, 1, 1), (1, 0, 0)] {
                let result = try await scene.run(scene.dialect.series(rows), limits: QueryLimits(maxRows: limit))
                try require(result.rows, equals: (0..<expected).map { [.integer(Int64($0 + 1))] })
                try require(result.statistics.isTruncated, equals: rows > limit, "\(rows) rows, limit \(limit)")
            }
        },
        DataSourceContract("rows beyond the limit cost nothing", needs: [.streaming]) { scene in
            let limits = QueryLimits(maxRows: 10, timeout: .seconds(20))
            let (result, duration) = try await scene.timed {
                try await scene.run(scene.dialect.series(50_000_000), limits: limits)
            }
            try require(result.rows.count, equals: 10)
            try require(duration < .seconds(5), "the reading ends at the limit; it took \(duration)")
            try await scene.requireUsable()
        },
        DataSourceContract("a value may be as long as the limit, not longer", needs: [.statements]) { scene in
            for (length, isAllowed) in [(99, true), (100, true), (101, false), (3 << 20, false)] {
                let limits = QueryLimits(maxCellBytes: 100)
                if isAllowed {
                    let result = try await scene.run(scene.dialect.text(length), limits: limits)
                    guard case .text(let text)? = result.rows.first?.first else {
                        throw ContractViolation("a text was expected, got \(result)")
                    }
                    try require(text.utf8.count, equals: length)
                } else {
                    let error = try await scene.failure(scene.dialect.text(length), limits: limits)
                    try require(error.code, equals: .resultTooLarge, "\(length) bytes: \(error)")
                    try require(!error.isRetryable, "a too large result does not shrink by itself")
                }
            }
            try await scene.requireUsable()
        },
        DataSourceContract("the values together may have as many bytes as the limit", needs: [.statements]) { scene in
            let limits = QueryLimits(maxRows: 100_000, maxBytes: 4000)
            let error = try await scene.failure(scene.dialect.series(10_000), limits: limits)
            try require(error.code, equals: .resultTooLarge)
            try require(try await scene.run(scene.dialect.series(100), limits: limits).rows.count, equals: 100)
        },
    ]
}
