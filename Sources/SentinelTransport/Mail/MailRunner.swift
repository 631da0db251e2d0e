import Synchronization

/// Runs mails, each on a thread of its own.
///
/// They cannot share the thread of the HTTP transfers: libcurl waits for a mail server's last replies with everything
/// else standing still, and mail servers take their time to look at a message.
final class MailRunner: Sendable {
    private struct State {
        var running: [ObjectIdentifier: SMTPTransfer] = [:]
        var isStopped = false
    }

    private let state = Mutex(State())

    /// Runs a mail; returns at once when the task is cancelled, the time is up or the runner stopped.
    func perform(_ transfer: SMTPTransfer) async -> Transfer.End {
        guard CurlLibrary.isReady, admit(transfer) else { return .stopped }
        defer { state.withLock { $0.running[ObjectIdentifier(transfer)] = nil } }
        // libcurl forgets the time limit where it says goodbye; it gets a moment to be the first to notice.
        let watchdog = Task {
            try await Task.sleep(for: transfer.timeout + .milliseconds(50), clock: .continuous)
            transfer.abandon(.timedOut)
        }
        defer { watchdog.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { transfer.run($0) }
        } onCancel: {
            transfer.abandon(.cancelled)
        }
    }

    /// Ends all mails; later ones end at once.
    func stop() {
        let running = state.withLock { state in
            state.isStopped = true
            return Array(state.running.values)
        }
        for transfer in running { transfer.abandon(.stopped) }
    }

    private func admit(_ transfer: SMTPTransfer) -> Bool {
        state.withLock { state in
            if !state.isStopped { state.running[ObjectIdentifier(transfer)] = transfer }
            return !state.isStopped
        }
    }
}
