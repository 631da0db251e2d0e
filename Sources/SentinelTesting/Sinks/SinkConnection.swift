#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif
import Foundation
import SentinelModels
import Synchronization

/// A connection that a sink serves: blocking reads and writes on one thread; only `abort()` may come from others.
public final class SinkConnection: Sendable {
    /// How many bytes are read ahead while the peer's end is waited for.
    private static let aheadLimit = 1 << 20

    private struct Input {
        var buffer: [UInt8] = []
        var start = 0
    }

    /// Which connection of its server this is, from 1.
    public let number: Int
    private let descriptor: Int32
    private let isAborted = Atomic(false)
    private let input = Mutex(Input())

    init(descriptor: Int32, number: Int) {
        self.descriptor = descriptor
        self.number = number
        var yes: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    /// The next line without its end; nil if the peer closed the connection or sends no line of at most `limit` bytes.
    public func readLine(limit: Int = 64 * 1024) -> [UInt8]? {
        input.withLock { input in
            var scanned = input.start
            while true {
                if let end = input.buffer[scanned...].firstIndex(of: 10) {
                    var line = Array(input.buffer[input.start..<end])
                    input.start = end + 1
                    if line.last == 13 { line.removeLast() }
                    return line
                }
                guard input.buffer.count - input.start <= limit else { return nil }
                let offset = input.buffer.count - input.start
                guard fill(&input) else { return nil }
                scanned = input.start + offset
            }
        }
    }

    /// The next `count` bytes; nil if the peer closed the connection first.
    public func read(_ count: Int) -> [UInt8]? {
        input.withLock { input in
            while input.buffer.count - input.start < count {
                guard fill(&input) else { return nil }
            }
            defer { input.start += count }
            return Array(input.buffer[input.start..<input.start + count])
        }
    }

    /// Writes everything; false if the peer is gone.
    @discardableResult
    public func write(_ bytes: some Collection<UInt8>) -> Bool {
        let all = Array(bytes)
        var sent = 0
        while sent < all.count {
            let count = all.withUnsafeBytes { buffer in
                send(descriptor, buffer.baseAddress.map { $0 + sent }, all.count - sent, Self.noSignal)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Writes a line and its end.
    @discardableResult
    public func writeLine(_ line: String) -> Bool { write(Array((line + "\r\n").utf8)) }

    /// Waits, at most for `duration`, until the peer closes the connection or the server stops; true if one did.
    public func waitForClose(_ duration: Duration) -> Bool {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: duration)
        while !isAborted.load(ordering: .acquiring), clock.now < end {
            let left = clock.now.duration(to: end).wholeMilliseconds
            var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            poll(&poller, 1, Int32(min(50, left + 1)))
            guard poller.revents != 0 else { continue }
            // What the peer sent ahead is kept for later, as the end only shows behind it.
            let isEnd = input.withLock { input in
                guard input.buffer.count - input.start < Self.aheadLimit else { return false }
                return !fill(&input)
            }
            if isEnd { return true }
            Thread.sleep(forTimeInterval: 0.001)
        }
        return isAborted.load(ordering: .acquiring)
    }

    /// Makes the coming `close()` reset the connection instead of ending it in order.
    public func resetOnClose() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// Ends all reads and writes, from any thread, as long as the connection is being served.
    func abort() {
        isAborted.store(true, ordering: .releasing)
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    func close() {
        #if canImport(Darwin)
            Darwin.close(descriptor)
        #else
            Glibc.close(descriptor)
        #endif
    }

    private func fill(_ input: inout Input) -> Bool {
        if input.start > 0 {
            input.buffer.removeFirst(input.start)
            input.start = 0
        }
        var chunk = [UInt8](repeating: 0, count: 16 * 1024)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            input.buffer += chunk[..<count]
            return true
        }
    }

    #if canImport(Darwin)
        private static let noSignal: Int32 = 0
    #else
        private static let noSignal = Int32(MSG_NOSIGNAL)
    #endif
}
