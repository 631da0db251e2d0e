import SentinelModels

/// A connection to a state database on a server, which is made when it is needed and made again when it is lost.
///
/// What happens when it is lost: before COMMIT, the transaction has left nothing, the caller is told so by an error of
/// `SentinelError.Code.connection` and may begin again. During COMMIT, the ``CommitMark`` is read on a new connection
/// until it is known what happened; only if no answer can be had in time the caller gets an error that says so.
///
/// `@unchecked Sendable`: as with all of these, calls come from one thread at a time.
final class ServerConnection: StoreConnection, @unchecked Sendable {
    typealias Connect = @Sendable () throws(SentinelError) -> any ServerSession

    private let connect: Connect
    private let mark: CommitMark?
    private let clock: any LeaseClock
    private let patience: ServerPatience
    private var session: (any ServerSession)?
    /// Lost sessions, which may not know yet that they are, and hold their locks as long.
    private var predecessors: [SessionEnding] = []
    private var isWriting = false
    private var isRegistered = false
    /// The number of the last transaction that was to be committed. None has it again: one whose outcome was not told
    /// may have left its number in the mark.
    private var attempts: Int64 = 0

    /// - Parameters:
    ///   - mark: What tells of commits; nil for a connection that only reads.
    ///   - clock: What the mark's time is taken from.
    init(mark: CommitMark?, clock: any LeaseClock, patience: ServerPatience, connect: @escaping Connect) {
        self.mark = mark
        self.clock = clock
        self.patience = patience
        self.connect = connect
    }

    func execute(_ script: String) throws(SentinelError) {
        try using { session throws(SentinelError) in try session.execute(script) }
    }

    func run(_ sql: String, _ values: [SQLValue]) throws(SentinelError) -> Int {
        try using { session throws(SentinelError) in try session.run(sql, values) }
    }

    func query(
        _ sql: String, _ values: [SQLValue], _ body: (any StoreRow) throws(SentinelError) -> Bool
    ) throws(SentinelError) {
        try using { session throws(SentinelError) in try session.query(sql, values, body) }
    }

    func begin(writing: Bool) throws(SentinelError) {
        if session == nil { try reconnect() }
        if writing, let mark, !isRegistered {
            try using { session throws(SentinelError) in try mark.register(on: session, at: clock.now()) }
            isRegistered = true
        }
        try using { session throws(SentinelError) in try session.begin(writing: writing) }
        isWriting = writing
    }

    func commit() throws(SentinelError) {
        guard isWriting, let mark else {
            return try using { session throws(SentinelError) in try session.commit() }
        }
        attempts += 1
        let number = attempts
        try using { session throws(SentinelError) in
            guard try mark.write(number, on: session, at: clock.now()) else {
                isRegistered = false
                throw SentinelError(.conflict, "the state database has lost this process's mark", isRetryable: true)
            }
        }
        do throws(SentinelError) {
            try using { session throws(SentinelError) in try session.commit() }
        } catch {
            // An error that the server itself sent is its answer: nothing was committed.
            guard session == nil else { throw error }
            guard try isCommitted(number, mark, after: error) else { throw error }
        }
    }

    func rollback() {
        session?.rollback()
        if session?.isLost == true { lose() }
    }

    func close() {
        if let session, let mark, isRegistered {
            // One row that stays is removed by others when it is old.
            try? mark.remove(on: session)
        }
        session?.close()
        session = nil
    }

    /// Asks the database until it has told what became of a transaction.
    private func isCommitted(
        _ number: Int64, _ mark: CommitMark, after loss: SentinelError
    ) throws(SentinelError) -> Bool {
        var tries = ServerPatience.Tries(patience)
        while true {
            do throws(SentinelError) {
                if session == nil { try reconnect() }
                var found: Int64?
                try using { session throws(SentinelError) in found = try mark.read(on: session) }
                return found == number
            } catch {
                guard tries.wait(after: error) else {
                    throw SentinelError(
                        .store,
                        "the connection to the state database broke while it was written to; whether that was stored "
                            + "is not known", isRetryable: true, underlying: loss.underlying)
                }
            }
        }
    }

    private func reconnect() throws(SentinelError) {
        let fresh = try connect()
        session = fresh
        for old in predecessors {
            do throws(SentinelError) {
                try using { session throws(SentinelError) in try session.end(old) }
            } catch {
                guard session != nil else { throw error }
                // One that may not be ended from here ends by itself: the server has a limit for idle transactions.
            }
        }
        predecessors = []
    }

    /// Does something with the session, and gives it up when it is lost.
    private func using<Value>(
        _ body: (any ServerSession) throws(SentinelError) -> Value
    ) throws(SentinelError) -> Value {
        guard let session else { throw Self.lost }
        do throws(SentinelError) {
            return try body(session)
        } catch {
            guard session.isLost else { throw error }
            lose()
            throw error.code == .connection || error.code == .timeout ? error : Self.lost(by: error)
        }
    }

    private func lose() {
        if let session, session.ending != .none { predecessors.append(session.ending) }
        session?.close()
        session = nil
    }

    private static var lost: SentinelError {
        SentinelError(.connection, "the connection to the state database was lost", isRetryable: true)
    }

    private static func lost(by error: SentinelError) -> SentinelError {
        var lost = Self.lost
        lost.underlying = error.underlying ?? error.message
        return lost
    }
}
