#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif
import Foundation
public import SentinelModels
import Synchronization

/// A TCP server on 127.0.0.1 with one thread per connection: what the sinks are made of.
public final class LoopbackServer: Sendable {
    private struct State {
        var open: [Int32: SinkConnection] = [:]
        var accepted = 0
        var isStopped = false
    }

    /// The port it listens on.
    public let port: Int
    private let descriptor: Int32
    private let state = Mutex(State())

    /// Starts to listen, on a free port unless one is given.
    ///
    /// `serve` runs on a thread of its own for each connection, which is closed when it returns.
    /// - Throws: `SentinelError.Code.connection` if the port is taken.
    public init(
        port: Int = 0, serve: @escaping @Sendable (SinkConnection) -> Void
    ) throws(SentinelError) {
        (descriptor, self.port) = try Self.listen(port)
        let thread = Thread { [self] in acceptAll(serve) }
        thread.name = "sentinel-sink"
        thread.start()
    }

    /// How many connections were accepted so far.
    public var acceptedCount: Int { state.withLock { $0.accepted } }

    /// How many connections are open now.
    public var openCount: Int { state.withLock { $0.open.count } }

    /// Closes the port and all connections.
    public func stop() {
        // Under the lock, because a descriptor that is closed may be another connection's a moment later.
        state.withLock { state in
            guard !state.isStopped else { return }
            state.isStopped = true
            // Wakes the thread that accepts, which then closes the port.
            shutdown(descriptor, Int32(SHUT_RDWR))
            for connection in state.open.values { connection.abort() }
        }
    }

    private func acceptAll(_ serve: @escaping @Sendable (SinkConnection) -> Void) {
        while true {
            let accepted = accept(descriptor, nil, nil)
            if accepted < 0 {
                if errno == EINTR || errno == ECONNABORTED { continue }
                break
            }
            let connection = state.withLock { state -> SinkConnection? in
                guard !state.isStopped else { return nil }
                state.accepted += 1
                let connection = SinkConnection(descriptor: accepted, number: state.accepted)
                state.open[accepted] = connection
                return connection
            }
            guard let connection else {
                close(accepted)
                break
            }
            let thread = Thread { [self] in
                serve(connection)
                // Forgotten before it is closed: the number may be given to the next connection at once.
                state.withLock { $0.open[accepted] = nil }
                connection.close()
            }
            thread.stackSize = 256 * 1024
            thread.start()
        }
        state.withLock { state in
            state.isStopped = true
            _ = close(descriptor)
        }
    }

    private static func listen(_ port: Int) throws(SentinelError) -> (descriptor: Int32, port: Int) {
        #if canImport(Darwin)
            let kind = SOCK_STREAM
        #else
            let kind = Int32(SOCK_STREAM.rawValue)
        #endif
        let descriptor = socket(AF_INET, kind, 0)
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isReady = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
                bind(descriptor, general, length) == 0 && Self.system(listen: descriptor)
                    && getsockname(descriptor, general, &length) == 0
            }
        }
        guard isReady else {
            close(descriptor)
            throw SentinelError(.connection, "cannot listen on 127.0.0.1:\(port)")
        }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }

    private static func system(listen descriptor: Int32) -> Bool {
        #if canImport(Darwin)
            Darwin.listen(descriptor, 512) == 0
        #else
            Glibc.listen(descriptor, 512) == 0
        #endif
    }
}
