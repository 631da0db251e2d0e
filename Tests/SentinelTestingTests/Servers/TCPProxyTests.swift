import Foundation
import SentinelModels
import SentinelTesting
import Testing

@Suite("The proxy that misbehaves", .serialized, .timeLimit(.minutes(1)))
struct TCPProxyTests {
    /// A server that repeats lines.
    private func echo() throws -> LoopbackServer {
        try LoopbackServer { connection in
            while let line = connection.readLine() { _ = connection.write(line + [10]) }
        }
    }

    /// What comes back for `text` within a while.
    private func answer(_ text: String, at port: Int, wait: String = "5") throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [
            "-c",
            """
            import socket, sys
            s = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
            s.settimeout(float(sys.argv[3]))
            data = b""
            try:
                s.sendall(sys.argv[2].encode())
                while not data.endswith(b"\\n"):
                    part = s.recv(4096)
                    if not part: print("end", end=""); break
                    data += part
                print(data.decode(), end="")
            except TimeoutError: print(data.decode() + "silence", end="")
            except OSError: print(data.decode() + "reset", end="")
            """, "\(port)", text, wait,
        ]
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text
    }

    @Test("it passes, cuts and swallows as it is told")
    func modes() throws {
        let server = try echo()
        defer { server.stop() }
        let proxy = try TCPProxy(to: server.port)
        #expect(try answer("hello\n", at: proxy.port) == "hello\n")
        proxy.set(.cut)
        #expect(proxy.mode == .cut)
        #expect(try ["reset", "end"].contains(answer("hello\n", at: proxy.port)))
        proxy.set(.blackhole)
        #expect(try answer("hello\n", at: proxy.port, wait: "0.3") == "silence")
        proxy.set(.pass)
        #expect(try answer("again\n", at: proxy.port) == "again\n")
        #expect(proxy.acceptedCount == 4)
        while proxy.openCount > 0 { usleep(1000) }
    }

    @Test("it cuts after so many bytes, or at a text")
    func places() throws {
        let server = try echo()
        defer { server.stop() }
        let proxy = try TCPProxy(to: server.port)
        proxy.set(.cutAfter(bytes: 3))
        #expect(try answer("hello\n", at: proxy.port) == "reset")
        proxy.set(.cutAt(text: "COMMIT", isPassedOn: false))
        #expect(try answer("BEGIN\n", at: proxy.port) == "BEGIN\n")
        #expect(try answer("COMMIT\n", at: proxy.port) == "reset")
        proxy.set(.cutAt(text: "COMMIT", isPassedOn: true))
        #expect(try answer("COMMIT\n", at: proxy.port) == "reset")
    }

    @Test("with nobody behind it, it resets")
    func nobody() throws {
        let proxy = try TCPProxy(to: FreePort.find())
        #expect(try answer("hello\n", at: proxy.port) == "reset")
    }
}
