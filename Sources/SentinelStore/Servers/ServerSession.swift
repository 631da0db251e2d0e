import SentinelModels

/// One session of a database server. It is never mended: a ``ServerConnection`` makes a new one.
protocol ServerSession: StoreConnection {
    /// Whether the connection is of no use any more.
    var isLost: Bool { get }
    /// What ends it from another session.
    var ending: SessionEnding { get }
    /// Ends another session of the same account, if it is still there.
    func end(_ other: SessionEnding) throws(SentinelError)
}

/// A session as the server names it to others: the number with something that tells it from later sessions of that
/// number.
struct SessionEnding: Sendable, Hashable {
    var number: Int64
    var proof: String

    /// Of a session that cannot be ended from another one.
    static let none = SessionEnding(number: 0, proof: "")
}

extension Int64 {
    /// The whole part of a number, as SQLite reads it; 0 for what is none or does not fit.
    init(withoutFraction number: Double) {
        self = Int64(exactly: number.rounded(.towardZero)) ?? 0
    }
}
