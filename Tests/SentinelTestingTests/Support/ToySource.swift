import SentinelModels
import SentinelTesting
import Synchronization

/// The ways in which a ``ToySource`` breaks a promise, each with the clause that is there to notice.
enum SourceDefect: String, CaseIterable {
    case renamesColumns, losesEmptyColumns, mergesTwins, roundsDecimals, describesByRunning, describesAnything
    case ignoresRowLimit, hidesTruncation, keepsLastRows, refusesLongSeries
    case ignoresCellLimit, cutsCells, ignoresByteLimit
    case overruns, hurries, breaksAfterTimeout, ignoresCancellation, startsWhenCancelled, callsWaitingBusy
    case runsOneAtATime, leaksConnections, mixesAnswers
    case bindsText, refusesUnusedParameters, splicesParameters, namesNoParameter, seesParametersEverywhere
    case retriesMistakes, blursMistakes, tellsSecrets, runsTwoStatements, obeysHostility, dawdles
    case worksWhenClosed, forgetsRunningQueries, givesUpMissing

    /// The beginning of the clause that must break.
    var clause: String {
        switch self {
        case .renamesColumns: "columns and values come in order"
        case .losesEmptyColumns: "an empty result still names"
        case .mergesTwins: "columns of one name are all kept"
        case .roundsDecimals: "every type comes exact"
        case .describesByRunning, .describesAnything: "describing names the columns"
        case .ignoresRowLimit, .hidesTruncation, .keepsLastRows: "the row limit cuts"
        case .refusesLongSeries: "rows beyond the limit cost nothing"
        case .ignoresCellLimit, .cutsCells: "a value may be as long as the limit"
        case .ignoresByteLimit: "the values together"
        case .overruns, .hurries, .breaksAfterTimeout: "a query ends within a second"
        case .ignoresCancellation: "a cancelled query ends"
        case .startsWhenCancelled: "a task that is cancelled already"
        case .callsWaitingBusy: "waiting for a connection counts"
        case .runsOneAtATime, .leaksConnections: "queries run beside each other"
        case .mixesAnswers: "many callers at once"
        case .bindsText, .refusesUnusedParameters: "parameters are bound"
        case .splicesParameters: "a parameter is a value"
        case .namesNoParameter: "an unknown parameter"
        case .seesParametersEverywhere: "colons that start no parameter"
        case .retriesMistakes, .blursMistakes, .tellsSecrets: "a statement that cannot be right"
        case .runsTwoStatements: "two statements are refused"
        case .obeysHostility, .dawdles: "hostile statements end in time"
        case .worksWhenClosed: "a closed source refuses work"
        case .forgetsRunningQueries: "closing waits for the queries"
        case .givesUpMissing: "a database that is not there"
        }
    }
}

/// A database of words: everything that ``DataSourceContract`` asks of a real one, and one defect if a test wants it.
final class ToySource: DataSource, Describing {
    /// What statements could change.
    final class Database: Sendable {
        private let changes = Mutex(0)
        let isReachable: Bool

        init(isReachable: Bool = true) { self.isReachable = isReachable }

        var digest: String { changes.withLock { "changed \($0) times" } }
        func change() { changes.withLock { $0 += 1 } }
    }

    private struct State {
        var free: Int
        var running = 0
        var isClosed = false
        var isBroken = false
        var current = ""
    }

    private let database: Database
    private let defect: SourceDefect?
    private let state: Mutex<State>

    init(_ database: Database, connections: Int, defect: SourceDefect? = nil) {
        self.database = database
        self.defect = defect
        state = Mutex(State(free: defect == .runsOneAtATime ? 1 : connections))
    }

    static let dialect = DataSourceDialect(
        oneRow: "one", noRows: "none", duplicateColumns: "twins", series: { "series \($0)" }, text: { "text \($0)" },
        endless: "endless", samples: [DataSourceSample("decimal", .decimal("1.50"))],
        parameters: [
            DataSourceSample("parameter :name", .integer(.max)), DataSourceSample("parameter :name", .text("x")),
            DataSourceSample("parameter :name", .null),
        ], colons: [DataSourceSample("colon ':name'", .text(":name"))], syntaxError: "sleect",
        unknownTable: "nowhere", twoStatements: "one; one", hostile: ["drop", "loop"])

    func run(_ request: QueryRequest) async throws(SentinelError) -> QueryResult {
        if Task.isCancelled {
            if defect == .startsWhenCancelled { await Self.sleepFirmly(.milliseconds(1100)) }
            throw Self.cancelled
        }
        if state.withLock(\.isClosed), defect != .worksWhenClosed {
            throw SentinelError(.connection, "the source is closed", isRetryable: false)
        }
        guard database.isReachable else {
            throw SentinelError(.connection, "nobody there", isRetryable: defect != .givesUpMissing)
        }
        state.withLock { $0.current = request.sql }
        if defect == .mixesAnswers { await Self.sleepFirmly(.milliseconds(20)) }
        let end = ContinuousClock.now.advanced(by: request.limits.timeout)
        try await connect(until: end)
        do throws(SentinelError) {
            let sql = defect == .mixesAnswers ? state.withLock(\.current) : request.sql
            let result = try await answer(sql, request, until: end)
            disconnect()
            return result
        } catch {
            disconnect(isLeaked: defect == .leaksConnections && error.code == .timeout)
            throw error
        }
    }

    func describe(_ sql: String, timeout: Duration) async throws(SentinelError) -> [ColumnDescription] {
        switch sql {
        case "endless":
            if defect == .describesByRunning { throw SentinelError(.timeout, "it takes long") }
            return [ColumnDescription(name: "n")]
        case "nowhere" where defect != .describesAnything: throw SentinelError(.query, "no such table")
        default: return ["a", "b", "c"].map { ColumnDescription(name: $0) }
        }
    }

    func close() async {
        state.withLock { $0.isClosed = true }
        guard defect != .forgetsRunningQueries else { return }
        while state.withLock({ $0.running > 0 }) { await Self.sleepFirmly(.milliseconds(2)) }
    }

    private static let cancelled = SentinelError(.cancelled, "stopped", isRetryable: false)

    /// Sleeps on, whatever becomes of the task.
    private static func sleepFirmly(_ duration: Duration) async {
        await Task { try? await ContinuousClock().sleep(for: duration) }.value
    }

    private func connect(until end: ContinuousClock.Instant) async throws(SentinelError) {
        while true {
            let isConnected = state.withLock { state in
                guard state.free > 0 else { return false }
                state.free -= 1
                state.running += 1
                return true
            }
            if isConnected { return }
            if Task.isCancelled { throw Self.cancelled }
            let isLost = state.withLock { $0.free == 0 && $0.running == 0 }
            if isLost || defect == .callsWaitingBusy { throw SentinelError(.busy, "all connections are taken") }
            if ContinuousClock.now >= end { throw SentinelError(.timeout, "no connection was free in time") }
            await Self.sleepFirmly(.milliseconds(1))
        }
    }

    private func disconnect(isLeaked: Bool = false) {
        state.withLock { state in
            if !isLeaked { state.free += 1 }
            state.running -= 1
        }
    }

    private func answer(
        _ sql: String, _ request: QueryRequest, until end: ContinuousClock.Instant
    ) async throws(SentinelError) -> QueryResult {
        if state.withLock(\.isBroken) { throw SentinelError(.connection, "the connection is out of step") }
        let words = sql.split(separator: " ")
        switch words.first.map(String.init) {
        case "one" where words.count == 1:
            return QueryResult(
                columns: defect == .renamesColumns ? ["A", "b", "c"] : ["a", "b", "c"],
                rows: [[.integer(1), .text("x"), .null]])
        case "none": return QueryResult(columns: defect == .losesEmptyColumns ? [] : ["a", "b"], rows: [])
        case "twins" where defect == .mergesTwins: return QueryResult(columns: ["a"], rows: [[.integer(2)]])
        case "twins": return QueryResult(columns: ["a", "a"], rows: [[.integer(1), .integer(2)]])
        case "decimal": return Self.one(defect == .roundsDecimals ? .double(1.5) : .decimal("1.50"))
        case "series": return try series(Int(words[1]) ?? 0, request.limits)
        case "text": return try text(Int(words[1]) ?? 0, request.limits)
        case "parameter": return try parameter(request.parameters)
        case "colon" where defect == .seesParametersEverywhere: return Self.one(.null)
        case "colon": return Self.one(.text(":name"))
        case "endless", "loop": return try await endless(sql, until: end)
        default: return try await oddity(sql)
        }
    }

    private static func one(_ value: SQLValue) -> QueryResult { QueryResult(columns: ["v"], rows: [[value]]) }

    private func series(_ count: Int, _ limits: QueryLimits) throws(SentinelError) -> QueryResult {
        if defect == .refusesLongSeries, count > 1_000_000 { throw SentinelError(.resultTooLarge, "too many rows") }
        let limit = defect == .ignoresRowLimit ? min(count, 100_000) : limits.maxRows
        let kept = min(count, limit)
        if kept * 8 > limits.maxBytes, defect != .ignoresByteLimit {
            throw SentinelError(.resultTooLarge, "too many bytes")
        }
        let first = defect == .keepsLastRows ? count - kept : 0
        var result = QueryResult(
            columns: ["n"], rows: (0..<kept).map { [.integer(Int64(first + $0 + 1))] })
        result.statistics.isTruncated = count > limit && defect != .hidesTruncation
        return result
    }

    private func text(_ length: Int, _ limits: QueryLimits) throws(SentinelError) -> QueryResult {
        if length > limits.maxCellBytes {
            if defect == .cutsCells { return Self.one(.text(String(repeating: "x", count: limits.maxCellBytes))) }
            if defect != .ignoresCellLimit { throw SentinelError(.resultTooLarge, "a value is too long") }
        }
        return Self.one(.text(String(repeating: "x", count: length)))
    }

    private func parameter(_ parameters: [String: SQLValue]) throws(SentinelError) -> QueryResult {
        if defect == .refusesUnusedParameters, parameters.count > 1 { throw SentinelError(.query, "unused parameters") }
        guard let value = parameters["name"] else {
            throw SentinelError(.query, defect == .namesNoParameter ? "a parameter is missing" : ":name has no value")
        }
        if defect == .bindsText { return Self.one(.text(value.displayText)) }
        if defect == .splicesParameters, case .text(let text) = value {
            return Self.one(.text(String(text.prefix { $0 != "'" })))
        }
        return Self.one(value)
    }

    private func endless(_ sql: String, until end: ContinuousClock.Instant) async throws(SentinelError) -> QueryResult {
        if sql == "loop", defect == .dawdles { await Self.sleepFirmly(.milliseconds(1400)) }
        while ContinuousClock.now < end {
            if Task.isCancelled {
                if defect == .ignoresCancellation { await Self.sleepFirmly(.milliseconds(1150)) }
                throw Self.cancelled
            }
            if defect == .hurries || defect == .forgetsRunningQueries && state.withLock(\.isClosed) { break }
            await Self.sleepFirmly(.milliseconds(1))
        }
        if defect == .forgetsRunningQueries { throw SentinelError(.internalFault, "the source is gone") }
        if defect == .overruns { await Self.sleepFirmly(.milliseconds(1050)) }
        if defect == .breaksAfterTimeout { state.withLock { $0.isBroken = true } }
        throw SentinelError(.timeout, "it took too long")
    }

    private func oddity(_ sql: String) async throws(SentinelError) -> QueryResult {
        switch sql {
        case "one; one" where defect == .runsTwoStatements: return Self.one(.integer(1))
        case "one; one": throw SentinelError(.notReadOnly, "two statements")
        case "drop":
            if defect == .obeysHostility { database.change() }
            throw SentinelError(.notReadOnly, "only queries")
        default:
            let text = defect == .tellsSecrets ? "hunter2 cannot read this" : "no such statement"
            throw SentinelError(
                defect == .blursMistakes ? .internalFault : .query, text, isRetryable: defect == .retriesMistakes)
        }
    }
}
