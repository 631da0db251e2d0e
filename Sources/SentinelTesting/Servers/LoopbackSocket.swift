#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif
import SentinelModels

/// The few socket calls that servers of tests need, on 127.0.0.1.
enum LoopbackSocket {
    /// A new socket that other programs do not inherit.
    static func make() throws(SentinelError) -> Int32 {
        #if canImport(Darwin)
            let kind = SOCK_STREAM
        #else
            let kind = Int32(SOCK_STREAM.rawValue)
        #endif
        let descriptor = socket(AF_INET, kind, 0)
        guard descriptor >= 0 else { throw SentinelError(.internalFault, "no socket could be made") }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return descriptor
    }

    /// A connection to a port.
    static func connect(to port: Int) throws(SentinelError) -> Int32 {
        let descriptor = try make()
        guard withAddress(of: port, { systemConnect(descriptor, $0, $1) }) == 0 else {
            close(descriptor)
            throw SentinelError(.connection, "nobody listens on 127.0.0.1:\(port)")
        }
        return descriptor
    }

    /// Closes so that the other side sees a reset and no orderly end.
    static func reset(_ descriptor: Int32) {
        var abort = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &abort, socklen_t(MemoryLayout<linger>.size))
        close(descriptor)
    }

    static func withAddress<Value>(
        of port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Value
    ) -> Value {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }

    private static func systemConnect(
        _ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t
    ) -> Int32 {
        #if canImport(Darwin)
            Darwin.connect(descriptor, address, length)
        #else
            Glibc.connect(descriptor, address, length)
        #endif
    }
}
