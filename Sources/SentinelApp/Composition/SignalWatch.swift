import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Turns SIGINT and SIGTERM into a request to stop; a second one ends the process at once.
///
/// What was promised is stored before it is shown, so ending at once loses nothing.
final class SignalWatch: Sendable {
    private let first = Mutex<Int32?>(nil)
    // Set up in `init` and only kept alive afterwards.
    nonisolated(unsafe) private let sources: [any DispatchSourceSignal]

    /// Watches until the process ends; `stop` is called once.
    init(_ stop: @escaping @Sendable () -> Void) {
        let queue = DispatchQueue(label: "sentinel.signals")
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: number, queue: queue)
        }
        for (number, source) in zip([SIGINT, SIGTERM], sources) {
            source.setEventHandler { [self] in
                let isFirst = first.withLock { first in
                    defer { first = first ?? number }
                    return first == nil
                }
                guard isFirst else { ProcessExit.endNow(with: 128 + number) }
                stop()
            }
            source.resume()
        }
    }

    /// 130 or 143 if the process was asked to stop, else nil.
    var exitCode: Int32? {
        first.withLock { $0.map { 128 + $0 } }
    }
}
