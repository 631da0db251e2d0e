#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// One connection of a proxy: carries bytes both ways on one thread.
struct ProxyRelay {
    let client: Int32
    let target: Int
    let control: ProxyControl

    func run() {
        // A proxy that cuts answers nobody, not even its own target.
        guard !isCut, let server = try? LoopbackSocket.connect(to: target) else { return LoopbackSocket.reset(client) }
        for descriptor in [client, server] {
            var yes: Int32 = 1
            setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        }
        carry(to: server)
        LoopbackSocket.reset(server)
        LoopbackSocket.reset(client)
    }

    private var isCut: Bool {
        if case .cut = control.verdict(on: nil) { true } else { false }
    }

    private func carry(to server: Int32) {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            switch control.verdict(on: nil) {
            case .cut, .passAndCut: return
            case .hold:
                // The end of a side is noticed, its bytes are left where they are.
                if isGone(client) || isGone(server) { return }
                usleep(5000)
                continue
            case .pass: break
            }
            // Short enough that a change of mode is obeyed soon.
            let ready = poll([client, server], 10)
            if ready.contains(client) {
                let count = recv(client, &buffer, buffer.count, 0)
                guard count > 0 else { return }
                switch control.verdict(on: buffer[..<count]) {
                case .pass(let count): guard send(buffer[..<count], to: server) else { return }
                case .passAndCut(let count):
                    _ = send(buffer[..<count], to: server)
                    // The server is to have them before the reset discards what it has not read.
                    usleep(50_000)
                    return
                case .hold: continue
                case .cut: return
                }
            }
            if ready.contains(server) {
                let count = recv(server, &buffer, buffer.count, 0)
                guard count > 0, send(buffer[..<count], to: client) else { return }
            }
        }
    }

    private func poll(_ descriptors: [Int32], _ milliseconds: Int32) -> [Int32] {
        var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        #if canImport(Darwin)
            _ = Darwin.poll(&entries, nfds_t(entries.count), milliseconds)
        #else
            _ = Glibc.poll(&entries, nfds_t(entries.count), milliseconds)
        #endif
        return entries.filter { $0.revents != 0 }.map(\.fd)
    }

    private func isGone(_ descriptor: Int32) -> Bool {
        var byte: UInt8 = 0
        let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)
    }

    private func send(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
            Darwin.send(descriptor, bytes.baseAddress, bytes.count, 0)
        #else
            Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        #endif
    }
}
