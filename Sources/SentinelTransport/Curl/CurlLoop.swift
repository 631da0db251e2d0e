import CLibCurl
import Dispatch
import SentinelModels
import Synchronization

/// The thread that drives all HTTP transfers of a client over one multi handle.
///
/// The thread and the handle come with the first transfer, so a program that sends nothing pays nothing.
final class CurlLoop: Sendable {
    private enum Command: Sendable {
        case add(HTTPTransfer)
        case cancel(HTTPTransfer)
    }

    private enum Phase {
        case idle
        case running(MultiHandle)
        case stopped
    }

    private struct State {
        var phase = Phase.idle
        var isStopping = false
        var commands: [Command] = []
        var stopWaiters: [CheckedContinuation<Void, Never>] = []
    }

    /// libcurl gets a moment to be the first to notice that the time is up.
    private static let grace = Duration.milliseconds(50)

    private let state = Mutex(State())
    private let maxConnectionsPerHost: Int
    private let maxIdleConnections: Int

    init(maxConnectionsPerHost: Int, maxIdleConnections: Int) {
        self.maxConnectionsPerHost = maxConnectionsPerHost
        self.maxIdleConnections = maxIdleConnections
    }

    /// Runs a transfer; returns at once when the task is cancelled or the loop stopped.
    func perform(_ transfer: HTTPTransfer) async -> Transfer.End {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                transfer.continuation = continuation
                transfer.deadline = .now.advanced(by: transfer.timeout + Self.grace)
                if !push(.add(transfer)) { continuation.resume(returning: .stopped) }
            }
        } onCancel: {
            _ = push(.cancel(transfer))
        }
    }

    /// Ends all transfers and the thread, without waiting.
    func requestStop() {
        state.withLock { state in
            state.isStopping = true
            switch state.phase {
            case .idle: state.phase = .stopped
            case .running(let multi): multi.wake()
            case .stopped: break
            }
        }
    }

    /// Ends all transfers and the thread; returns when its connections are closed.
    func stop() async {
        requestStop()
        await withCheckedContinuation { continuation in
            let isStopped = state.withLock { state in
                if case .stopped = state.phase { return true }
                state.stopWaiters.append(continuation)
                return false
            }
            if isStopped { continuation.resume() }
        }
    }

    /// Whether the command was taken.
    private func push(_ command: Command) -> Bool {
        state.withLock { state in
            if state.isStopping { return false }
            state.commands.append(command)
            switch state.phase {
            case .running(let multi): multi.wake()
            case .idle: if case .add = command { state.phase = start() }
            case .stopped: break
            }
            return true
        }
    }

    private func start() -> Phase {
        let multi = MultiHandle(
            maxConnectionsPerHost: maxConnectionsPerHost, maxIdleConnections: maxIdleConnections)
        // Dispatch lends a queue of its own a thread of its own for as long as the block runs.
        DispatchQueue(label: "sentinel.transport").async { [self] in run(multi) }
        return .running(multi)
    }

    private func run(_ multi: MultiHandle) {
        var active: [UnsafeMutableRawPointer: HTTPTransfer] = [:]
        func end(_ transfer: HTTPTransfer, _ end: Transfer.End) {
            multi.remove(transfer.easy)
            active[transfer.easy] = nil
            transfer.continuation?.resume(returning: end)
            transfer.continuation = nil
        }
        // libcurl forgets the time limit of a transfer that waits for a free connection, and has none for the first byte.
        func endOverdue() -> Duration {
            let now = ContinuousClock.now
            var isAnyOverdue = false
            for transfer in active.values {
                guard let reason = transfer.overdue(at: now) else { continue }
                isAnyOverdue = true
                end(transfer, reason)
            }
            guard !isAnyOverdue, let next = active.values.map(\.nextLimit).min() else {
                return isAnyOverdue ? .zero : .seconds(1)
            }
            return min(.seconds(1), now.duration(to: next))
        }
        while true {
            let (commands, isStopping) = state.withLock { state in
                defer { state.commands.removeAll(keepingCapacity: true) }
                return (state.commands, state.isStopping)
            }
            for command in commands {
                switch command {
                case .add(let transfer):
                    active[transfer.easy] = transfer
                    multi.add(transfer.easy)
                    if transfer.isCancelled { end(transfer, .cancelled) }
                case .cancel(let transfer):
                    transfer.isCancelled = true
                    if active[transfer.easy] === transfer { end(transfer, .cancelled) }
                }
            }
            if isStopping { break }
            let count = multi.perform()
            while let (easy, result) = multi.nextFinished() {
                if let transfer = active[easy] { end(transfer, .finished(result)) }
            }
            let pause = endOverdue()
            multi.wait(milliseconds: count > 0 ? Int32(pause.wholeMilliseconds) + 1 : 60_000)
        }
        for transfer in active.values { end(transfer, .stopped) }
        let waiters = state.withLock { state in
            state.phase = .stopped
            multi.close()
            defer { state.stopWaiters = [] }
            return state.stopWaiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
