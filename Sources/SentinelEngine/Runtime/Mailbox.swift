import Synchronization

/// Hands elements from producers to consumers within one process.
///
/// A full mailbox makes producers wait until it is half empty: woken for each free place, a producer would cost a change
/// of threads for each element.
final class Mailbox<Element: Sendable>: Sendable {
    private struct State {
        var buffer: [Element] = []
        var isFinished = false
        var consumers: [CheckedContinuation<Void, Never>] = []
        var producers: [CheckedContinuation<Void, Never>] = []
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int = .max) {
        self.capacity = capacity
    }

    /// Adds an element as soon as there is room.
    func send(_ element: Element) async {
        while true {
            let consumer: CheckedContinuation<Void, Never>?? = state.withLock { state in
                guard state.buffer.count < capacity else { return nil }
                state.buffer.append(element)
                return .some(state.consumers.popLast())
            }
            if let consumer {
                consumer?.resume()
                return
            }
            await wait(in: \.producers) { $0.buffer.count < self.capacity }
        }
    }

    /// Ends the mailbox: consumers get what is left, then nil.
    func finish() {
        let consumers = state.withLock { state in
            state.isFinished = true
            defer { state.consumers = [] }
            return state.consumers
        }
        for consumer in consumers { consumer.resume() }
    }

    /// The oldest element; waits for one, and is nil after the end.
    func next() async -> Element? {
        await take { $0.removeFirst() }
    }

    /// All elements, at most `limit`; waits for one, and is nil after the end.
    func drain(limit: Int) async -> [Element]? {
        await take { buffer in
            let taken = Array(buffer.prefix(limit))
            buffer.removeFirst(taken.count)
            return taken
        }
    }

    private func take<Taken: Sendable>(_ body: @Sendable (inout [Element]) -> Taken) async -> Taken? {
        while true {
            let (taken, producers, isOver) = state.withLock {
                state -> (Taken?, [CheckedContinuation<Void, Never>], Bool) in
                guard !state.buffer.isEmpty else { return (nil, [], state.isFinished) }
                let taken = body(&state.buffer)
                guard state.buffer.count <= capacity / 2 else { return (taken, [], false) }
                defer { state.producers = [] }
                return (taken, state.producers, false)
            }
            for producer in producers { producer.resume() }
            if taken != nil || isOver { return taken }
            await wait(in: \.consumers) { !$0.buffer.isEmpty || $0.isFinished }
        }
    }

    private func wait(
        in list: any WritableKeyPath<State, [CheckedContinuation<Void, Never>]> & Sendable,
        unless isReady: @Sendable (State) -> Bool
    ) async {
        await withCheckedContinuation { continuation in
            let mayGo = state.withLock { state in
                if isReady(state) { return true }
                state[keyPath: list].append(continuation)
                return false
            }
            if mayGo { continuation.resume() }
        }
    }
}
