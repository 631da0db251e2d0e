#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif
public import SentinelModels

/// Finds TCP ports on 127.0.0.1 for servers that cannot choose one themselves.
public enum FreePort {
    /// A port that nobody listens on now, chosen at random.
    ///
    /// It lies below the range from which the system takes the ports of outgoing connections, so that a server that
    /// is down for a moment finds its port free again.
    /// - Throws: `SentinelError.Code.internalFault` if none was found.
    public static func find() throws(SentinelError) -> Int {
        for _ in 0..<200 {
            let port = Int.random(in: 15_000..<32_000)
            if isFree(port) { return port }
        }
        throw SentinelError(.internalFault, "no free port was found")
    }

    /// Whether a server could listen on the port now.
    public static func isFree(_ port: Int) -> Bool {
        guard let descriptor = try? LoopbackSocket.make() else { return false }
        defer { close(descriptor) }
        return LoopbackSocket.withAddress(of: port) { bind(descriptor, $0, $1) } == 0
    }

    /// Whether somebody accepts connections on the port.
    public static func isServed(_ port: Int) -> Bool {
        guard let descriptor = try? LoopbackSocket.connect(to: port) else { return false }
        close(descriptor)
        return true
    }
}
