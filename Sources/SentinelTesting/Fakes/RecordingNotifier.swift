public import SentinelModels
import Synchronization

/// A `Notifier` that answers by a script and remembers what it was given.
public final class RecordingNotifier: Notifier {
    /// What happens to a delivery.
    public enum Answer: Sendable {
        /// Accepted, with a reference for later messages of the episode.
        case accept(reference: String? = nil)
        /// Not accepted.
        case fail(SentinelError)
        /// Accepted, but the answer is lost on the way: the sender sees this error.
        case loseAnswer(SentinelError)
        /// No answer until ``RecordingNotifier/release()``, then accepted.
        case hold
    }

    /// One attempt.
    public struct Delivery: Sendable {
        /// The message as it was at this attempt.
        public var message: NotificationMessage
        /// What the dispatcher said about the attempt.
        public var context: DeliveryContext
        /// Whether the receiver has the message.
        public var isAccepted: Bool
    }

    private struct Waiter {
        var id: Int
        var continuation: CheckedContinuation<Void, Never>
    }

    private struct Watcher {
        var count: Int
        var continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var script: [Answer]
        var deliveries: [Delivery] = []
        var underWay = 0
        var mostUnderWay = 0
        var lastID = 0
        var held: [Waiter] = []
        var watchers: [Watcher] = []
    }

    private let rest: Answer
    private let state: Mutex<State>

    /// Makes a notifier that gives the answers of `script` one after the other, and `rest` from then on.
    public init(_ script: [Answer] = [], then rest: Answer = .accept()) {
        self.rest = rest
        state = Mutex(State(script: script))
    }

    /// All attempts in the order in which they began.
    public var deliveries: [Delivery] { state.withLock(\.deliveries) }

    /// The ids of the messages that were accepted, in order, repeats included.
    public var acceptedIDs: [String] { deliveries.filter(\.isAccepted).map(\.message.id) }

    /// How many attempts were under way at once at most.
    public var mostUnderWay: Int { state.withLock(\.mostUnderWay) }

    /// Lets everything that is held go on.
    public func release() {
        let held = state.withLock { state in
            defer { state.held = [] }
            return state.held
        }
        for waiter in held { waiter.continuation.resume() }
    }

    /// Suspends until at least `count` attempts have begun.
    public func waitForDeliveries(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.deliveries.count >= count { return true }
                state.watchers.append(Watcher(count: count, continuation: continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// Answers by the script.
    public func deliver(
        _ message: NotificationMessage, _ context: DeliveryContext
    ) async throws(SentinelError) -> DeliveryReceipt {
        let (index, answer) = begin(message, context)
        defer { state.withLock { $0.underWay -= 1 } }
        switch answer {
        case .accept(let reference):
            accept(index)
            return DeliveryReceipt(reference: reference, detail: "accepted")
        case .fail(let error): throw error
        case .loseAnswer(let error):
            accept(index)
            throw error
        case .hold:
            await hold()
            if Task.isCancelled { throw SentinelError(.cancelled, "the attempt was cancelled", isRetryable: false) }
            accept(index)
            return DeliveryReceipt(detail: "accepted")
        }
    }

    private func begin(_ message: NotificationMessage, _ context: DeliveryContext) -> (Int, Answer) {
        let (index, answer, watchers) = state.withLock { state in
            state.deliveries.append(Delivery(message: message, context: context, isAccepted: false))
            state.underWay += 1
            state.mostUnderWay = max(state.mostUnderWay, state.underWay)
            let count = state.deliveries.count
            let reached = state.watchers.filter { $0.count <= count }
            state.watchers.removeAll { $0.count <= count }
            return (count - 1, state.script.isEmpty ? rest : state.script.removeFirst(), reached)
        }
        for watcher in watchers { watcher.continuation.resume() }
        return (index, answer)
    }

    private func accept(_ index: Int) {
        state.withLock { $0.deliveries[index].isAccepted = true }
    }

    private func hold() async {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if Task.isCancelled { return true }
                    state.held.append(Waiter(id: id, continuation: continuation))
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state -> Waiter? in
                guard let index = state.held.firstIndex(where: { $0.id == id }) else { return nil }
                return state.held.remove(at: index)
            }
            waiter?.continuation.resume()
        }
    }
}
