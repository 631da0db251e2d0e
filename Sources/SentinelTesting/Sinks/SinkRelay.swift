import Foundation
import Synchronization

/// Lets the connections of a server reach its sink without keeping the sink alive.
final class SinkRelay<Sink: AnyObject & Sendable>: Sendable {
    private struct Holder {
        weak var sink: Sink?
        var isAttached = false
    }

    private let holder = Mutex(Holder())

    /// The sink, waited for until it is attached; nil if it is gone.
    var target: Sink? {
        while true {
            let (isAttached, sink) = holder.withLock { ($0.isAttached, $0.sink) }
            if isAttached { return sink }
            Thread.sleep(forTimeInterval: 0.0005)
        }
    }

    func attach(_ sink: Sink) {
        holder.withLock { holder in
            holder.sink = sink
            holder.isAttached = true
        }
    }
}
