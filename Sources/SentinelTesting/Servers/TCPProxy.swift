#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif
import Foundation
public import SentinelModels
import Synchronization

/// A proxy on 127.0.0.1 that a test tells to misbehave.
public final class TCPProxy: Sendable {
    /// What it does with connections.
    public enum Mode: Sendable, Hashable {
        /// Passes everything on.
        case pass
        /// Resets the open connections, and new ones as soon as they come.
        case cut
        /// Accepts connections and bytes, and passes nothing on.
        case blackhole
        /// Passes so many more bytes of clients on, all connections together, and then resets all.
        case cutAfter(bytes: Int)
        /// Resets a connection when its client sends these bytes: before they are passed on, or after that and before
        /// any answer.
        case cutAt(text: String, isPassedOn: Bool)
    }

    /// The port it listens on.
    public let port: Int
    private let listener: Int32
    private let control = ProxyControl()

    /// Starts a proxy to a port of 127.0.0.1.
    public init(to target: Int) throws(SentinelError) {
        let port = try FreePort.find()
        let listener = try LoopbackSocket.make()
        guard LoopbackSocket.withAddress(of: port, { bind(listener, $0, $1) }) == 0, listen(listener, 128) == 0 else {
            close(listener)
            throw SentinelError(.internalFault, "cannot listen on 127.0.0.1:\(port)")
        }
        (self.port, self.listener) = (port, listener)
        let thread = Thread { [control] in Self.acceptAll(on: listener, target: target, control) }
        thread.stackSize = 256 * 1024
        thread.start()
    }

    deinit {
        control.stop()
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// What it does now.
    public var mode: Mode { control.state.withLock(\.mode) }

    /// How many connections are open.
    public var openCount: Int { control.state.withLock(\.open) }

    /// How many connections were accepted so far.
    public var acceptedCount: Int { control.state.withLock(\.accepted) }

    /// Changes what it does, also with the connections that are open.
    public func set(_ mode: Mode) {
        control.state.withLock { state in
            state.mode = mode
            state.passed = 0
        }
    }

    private static func acceptAll(on listener: Int32, target: Int, _ control: ProxyControl) {
        defer { close(listener) }
        while true {
            let client = accept(listener, nil, nil)
            if client < 0 {
                if errno == EINTR || errno == ECONNABORTED { continue }
                return
            }
            control.state.withLock { state in
                state.accepted += 1
                state.open += 1
            }
            let thread = Thread {
                ProxyRelay(client: client, target: target, control: control).run()
                control.state.withLock { $0.open -= 1 }
            }
            thread.stackSize = 256 * 1024
            thread.start()
        }
    }
}

/// What the proxy's threads share.
final class ProxyControl: Sendable {
    struct State {
        var mode = TCPProxy.Mode.pass
        var passed = 0
        var open = 0
        var accepted = 0
        var isStopped = false
    }

    /// What a relay is to do with bytes of its client.
    enum Verdict {
        case pass(Int)
        case passAndCut(Int)
        case hold
        case cut
    }

    let state = Mutex(State())

    func stop() {
        state.withLock { $0.isStopped = true }
    }

    /// What is to become of bytes that a client sent, or nil for the look between them.
    func verdict(on bytes: ArraySlice<UInt8>?) -> Verdict {
        state.withLock { state in
            if state.isStopped { return .cut }
            let count = bytes?.count ?? 0
            switch state.mode {
            case .pass: return .pass(count)
            case .cut: return .cut
            case .blackhole: return .hold
            case .cutAfter(let limit):
                state.passed += count
                guard state.passed >= limit else { return .pass(count) }
                let rest = max(0, limit - (state.passed - count))
                return .passAndCut(min(count, rest))
            case .cutAt(let text, let isPassedOn):
                guard let bytes, bytes.contains(text.utf8) else { return .pass(count) }
                return isPassedOn ? .passAndCut(count) : .cut
            }
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate func contains(_ text: String.UTF8View) -> Bool {
        let text = Array(text)
        guard let first = text.first, count >= text.count else { return false }
        return indices.dropLast(text.count - 1).contains {
            self[$0] == first && self[$0..<($0 + text.count)].elementsEqual(text)
        }
    }
}
