import SentinelModels
import Synchronization

/// The line that moves while alerts run; only on a terminal.
final class RunProgress: Sendable {
    private struct State {
        var finished = 0
        var alerts = 0
        var errors = 0
    }

    private let console: Console
    private let count: Int
    private let isShown: Bool
    private let state = Mutex(State())

    init(_ console: Console, count: Int, format: OutputFormat) {
        self.console = console
        self.count = count
        isShown = console.showsProgress && count > 1
    }

    /// Notes the end of a run.
    func finished(_ result: Result<RunRecord, SentinelError>) {
        guard isShown else { return }
        let text = state.withLock { state in
            state.finished += 1
            switch result {
            case .success(let record) where record.outcome == .alert: state.alerts += 1
            case .success(let record) where record.outcome == .error: state.errors += 1
            case .success: break
            case .failure: state.errors += 1
            }
            return "\(state.finished) of \(count) alerts run: \(state.alerts) ALERT, \(state.errors) ERROR"
        }
        console.progress(text)
    }

    /// Says that only messages are waited for.
    func delivering(_ messages: Int) {
        guard isShown, messages > 0 else { return }
        console.progress("waiting for \(messages) \(messages == 1 ? "message" : "messages") to be accepted")
    }

    /// Takes the line away.
    func end() {
        guard isShown else { return }
        console.progress("")
    }
}
