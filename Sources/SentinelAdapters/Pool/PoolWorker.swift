import Dispatch
import SentinelModels
import Synchronization

/// A connection with the serial queue that it is used from.
final class PoolWorker<Connection: PooledConnection>: Sendable {
    typealias Opening = @Sendable (Connection.Control) throws(SentinelError) -> Connection

    private struct Held {
        var connection: Connection?
        var lastUse = ContinuousClock.now
    }

    /// Everything the connection does happens here. Dispatch lends it a thread while there is work.
    let queue: DispatchQueue
    let control = Connection.Control()
    private let open: Opening
    private let gate: ConnectGate?
    private let checkAfter: Duration?
    private let held = Mutex(Held())

    init(_ options: PoolOptions, gate: ConnectGate?, open: @escaping Opening) {
        queue = DispatchQueue(label: options.label)
        checkAfter = options.checkAfter
        self.gate = gate
        self.open = open
    }

    /// Does one piece of work; on the queue.
    func perform(_ work: any PoolWork<Connection>) {
        control.start(deadline: work.deadline, timeout: work.timeout)
        guard work.begin(under: control) else { return }
        do throws(SentinelError) {
            let isDone = try attempt(work) { $0.mayRepeat(after: $1, isFresh: $2) }
            if !isDone { _ = try attempt(work) { _, _, _ in false } }
        } catch {
            work.fail(error)
        }
    }

    /// Closes the connection; on the queue.
    func disconnect() {
        let connection = held.withLock { held in
            defer { held.connection = nil }
            return held.connection
        }
        connection?.close()
    }

    private func attempt(
        _ work: any PoolWork<Connection>, unless mayRepeat: (Connection, SentinelError, Bool) -> Bool
    ) throws(SentinelError) -> Bool {
        let kept = keptConnection(before: work.deadline)
        let connection = if let kept { kept } else { try newConnection(before: work.deadline) }
        let isDone = work.run(on: connection) { mayRepeat(connection, $0, kept == nil) }
        if connection.isBroken { disconnect() }
        return isDone
    }

    private func keptConnection(before deadline: ContinuousClock.Instant) -> Connection? {
        let (connection, lastUse) = held.withLock { ($0.connection, $0.lastUse) }
        guard let connection else { return nil }
        let now = ContinuousClock.now
        let mustAsk = checkAfter.map { lastUse.duration(to: now) >= $0 } ?? false
        guard !connection.isStale, !mustAsk || connection.isAlive(before: deadline) else {
            disconnect()
            return nil
        }
        if checkAfter != nil { held.withLock { $0.lastUse = now } }
        return connection
    }

    private func newConnection(before deadline: ContinuousClock.Instant) throws(SentinelError) -> Connection {
        let fresh: Connection
        if let gate {
            fresh = try gate.open(before: deadline) { () throws(SentinelError) in try open(control) }
        } else {
            fresh = try open(control)
        }
        held.withLock { $0 = Held(connection: fresh) }
        return fresh
    }
}
