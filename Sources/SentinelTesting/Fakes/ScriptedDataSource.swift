public import SentinelModels
import Synchronization

/// A source that answers as a test says, and remembers what it was asked.
///
/// Answers are given by the exact SQL text or, for texts without their own, in the order of calls. The last answer of a
/// list is repeated. It honours the request's row limit, timeout and cancellation as a real source does, by a clock
/// that a test can move.
public final class ScriptedDataSource: DataSource, Describing {
    /// What happens at a call.
    public indirect enum Answer: Sendable {
        /// A result.
        case result(QueryResult)
        /// A failure.
        case failure(SentinelError)
        /// Nothing, until the request's timeout passes or its task is cancelled.
        case hang
        /// Something after a while by the source's clock.
        case after(Duration, Answer)

        /// A result with these columns and rows.
        public static func rows(_ columns: [String], _ rows: [[SQLValue]]) -> Answer {
            .result(QueryResult(columns: columns, rows: rows))
        }

        /// One row with the contract's columns.
        public static func status(
            _ status: String, actualValue: SQLValue = .null, threshold: SQLValue = .null
        ) -> Answer {
            .rows(["status", "actual_value", "threshold"], [[.text(status), actualValue, threshold]])
        }
    }

    private struct State {
        var byText: [String: [Answer]] = [:]
        var inOrder: [Answer] = []
        var requests: [QueryRequest] = []
        var isClosed = false

        mutating func next(for sql: String) -> Answer? {
            if var answers = byText[sql] {
                defer { byText[sql] = answers }
                return Self.take(&answers)
            }
            return Self.take(&inOrder)
        }

        private static func take(_ answers: inout [Answer]) -> Answer? {
            answers.count > 1 ? answers.removeFirst() : answers.first
        }
    }

    private let clock: any SentinelClock
    private let state: Mutex<State>

    /// Makes a source that gives `answers` in order.
    public init(_ answers: Answer..., clock: any SentinelClock = SystemClock()) {
        self.clock = clock
        state = Mutex(State(inOrder: answers))
    }

    /// Answers queries with exactly this text; replaces earlier answers to it.
    public func answer(_ sql: String, with answers: Answer...) {
        state.withLock { $0.byText[sql] = answers }
    }

    /// Adds answers for queries without their own.
    public func enqueue(_ answers: Answer...) {
        state.withLock { $0.inOrder += answers }
    }

    /// What it was asked so far, refused calls included.
    public var requests: [QueryRequest] { state.withLock(\.requests) }

    /// Whether it was closed.
    public var isClosed: Bool { state.withLock(\.isClosed) }

    /// Gives the next answer; without one a `query` error that names the text.
    public func run(_ request: QueryRequest) async throws(SentinelError) -> QueryResult {
        let (answer, isClosed) = state.withLock { state in
            state.requests.append(request)
            return (state.isClosed ? nil : state.next(for: request.sql), state.isClosed)
        }
        if isClosed { throw SentinelError(.connection, "the source is closed", isRetryable: false) }
        guard let answer else { throw SentinelError(.query, "no answer is scripted for: \(request.sql)") }
        return try await give(answer, within: request.limits.timeout, maxRows: request.limits.maxRows)
    }

    /// The columns of the answer that is next; the answer stays.
    public func describe(_ sql: String, timeout: Duration) async throws(SentinelError) -> [ColumnDescription] {
        let answer = state.withLock { ($0.byText[sql] ?? $0.inOrder).first }
        guard let answer else { throw SentinelError(.query, "no answer is scripted for: \(sql)") }
        let result = try await give(answer, within: timeout, maxRows: 0)
        return result.columns.map { ColumnDescription(name: $0) }
    }

    /// Refuses later queries.
    public func close() async {
        state.withLock { $0.isClosed = true }
    }

    private func give(
        _ answer: Answer, within time: Duration, maxRows: Int
    ) async throws(SentinelError) -> QueryResult {
        if Task.isCancelled { throw Self.cancelled }
        switch answer {
        case .result(var result):
            if result.rows.count > maxRows {
                result.rows.removeSubrange(maxRows...)
                result.statistics.isTruncated = true
            }
            return result
        case .failure(let error): throw error
        case .hang:
            try await pause(time)
            throw SentinelError(.timeout, "the query did not end within \(time.text)")
        case .after(let delay, let answer):
            guard delay < time else { return try await give(.hang, within: time, maxRows: maxRows) }
            try await pause(delay)
            return try await give(answer, within: time - delay, maxRows: maxRows)
        }
    }

    private func pause(_ duration: Duration) async throws(SentinelError) {
        do { try await clock.sleep(for: duration) } catch { throw Self.cancelled }
    }

    private static var cancelled: SentinelError { SentinelError(.cancelled, "the query was cancelled") }
}
