import Foundation
import SentinelModels

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A TCP client that says exactly what a test tells it to, and gives up reading after ten seconds.
final class RawClient {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    /// The error number of the last read that failed; 0 after an orderly end.
    private(set) var lastError: Int32 = 0

    /// Connects; nil if nobody listens.
    init?(port: Int) {
        #if canImport(Darwin)
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #else
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
                connect(descriptor, general, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if result != 0 {
            hangUp()
            return nil
        }
    }

    deinit { hangUp() }

    private var isOpen = true

    /// Ends the connection.
    func hangUp() {
        guard isOpen else { return }
        isOpen = false
        close(descriptor)
    }

    /// Ends the sending side only.
    func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Sends bytes; line ends are the caller's.
    func send(_ text: String) { send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                #if canImport(Darwin)
                    Darwin.send(descriptor, buffer.baseAddress.map { $0 + sent }, bytes.count - sent, 0)
                #else
                    Glibc.send(
                        descriptor, buffer.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
                #endif
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// The next line without its end; nil at the end of the connection.
    func line() -> String? {
        while true {
            if let end = buffer.firstIndex(of: 10) {
                let line = buffer[..<end]
                buffer.removeFirst(end + 1)
                return String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
            }
            if !fill() { return nil }
        }
    }

    /// The next bytes as text; fewer if the connection ends first.
    func read(_ count: Int) -> String {
        while buffer.count < count, fill() {}
        let taken = buffer.prefix(count)
        buffer.removeFirst(taken.count)
        return String(decoding: taken, as: UTF8.self)
    }

    /// Everything up to the end of the connection.
    func rest() -> String {
        while fill() {}
        defer { buffer = [] }
        return String(decoding: buffer, as: UTF8.self)
    }

    /// Whether anything comes, or the connection ends, within the time.
    func hasNews(within milliseconds: Int32) -> Bool {
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return !buffer.isEmpty || poll(&poller, 1, milliseconds) > 0
    }

    /// The head of an HTTP answer in lines, and its body by its length.
    func answer() -> (head: [String], body: String)? {
        var head: [String] = []
        while let next = line(), !next.isEmpty { head.append(next) }
        guard let length = head.first(where: { $0.hasPrefix("Content-Length: ") }).flatMap({ Int($0.dropFirst(16)) })
        else { return nil }
        return (head, read(length))
    }

    private func fill() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        lastError = count < 0 ? errno : 0
        guard count > 0 else { return false }
        buffer += chunk[..<count]
        return true
    }
}

/// Waits until something has become true; it is false if that takes ten seconds.
func eventually(_ isTrue: () -> Bool) async throws -> Bool {
    for _ in 0..<5000 {
        if isTrue() { return true }
        try await Task.sleep(for: .milliseconds(2))
    }
    return false
}
