/// How a pool treats its connections.
struct PoolOptions: Sendable {
    /// What becomes of the room of a connection that did not obey.
    enum Abandonment: Sendable {
        /// A new one takes its place at once; with so many lost ones new work is refused.
        case beside(atMost: Int)
        /// Its place is free once it is really gone: there are never more connections than the limit.
        case within
    }

    /// How long connections are kept that nobody uses.
    struct Rest: Sendable {
        /// After this time all but one are closed.
        var surplus: Duration
        /// After this time the last one is closed.
        var last: Duration
    }

    /// How many connections there may be.
    var limit: Int
    /// The name of the workers' queues.
    var label: String
    /// What becomes of lost ones.
    var abandonment: Abandonment
    /// How long after being told to stop work may still run before it is given up.
    var grace: Duration = .milliseconds(500)
    /// When idle connections are closed; nil keeps them.
    var rest: Rest?
    /// How long a connection may rest before it is asked whether it still lives; nil never asks.
    var checkAfter: Duration?
    /// Waits between tries to connect after failures; nil tries each time.
    var breaker: ConnectBreaker?

    /// For servers: idle connections are closed, failing ones are not tried all the time.
    static func network(limit: Int, label: String) -> PoolOptions {
        PoolOptions(
            limit: limit, label: label, abandonment: .within,
            rest: Rest(surplus: .seconds(3), last: .seconds(300)), checkAfter: .seconds(30),
            breaker: ConnectBreaker())
    }
}
