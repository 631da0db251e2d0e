import Foundation
import SentinelModels
import SentinelTesting
import Synchronization
import Testing

@Suite("Loopback server", .timeLimit(.minutes(1)))
struct LoopbackServerTests {
    @Test("lines end with LF or CRLF and may be as long as the limit")
    func lines() throws {
        let server = try LoopbackServer { connection in
            while let line = connection.readLine(limit: 8) {
                connection.writeLine("\(line.count):" + String(decoding: line, as: UTF8.self))
            }
            connection.writeLine("end")
        }
        defer { server.stop() }
        let client = try #require(RawClient(port: server.port))
        client.send("a\r\nbc\n\r\n\n12345678\r\n")
        for expected in ["1:a", "2:bc", "0:", "0:", "8:12345678"] { #expect(client.line() == expected) }
        client.send("1234567890")
        #expect(client.line() == "end", "a line that does not end within its limit ends the reading")
    }

    @Test("bytes are read by count, across the sender's pieces, after lines")
    func counts() throws {
        let server = try LoopbackServer { connection in
            _ = connection.readLine()
            while let bytes = connection.read(4) { connection.write(Array(bytes.reversed())) }
            connection.write(Array("!".utf8))
        }
        defer { server.stop() }
        let client = try #require(RawClient(port: server.port))
        for piece in ["head\r\nab", "c", "defg", "hij"] { client.send(piece) }
        client.finishSending()
        #expect(client.rest() == "dcbahgfe!", "a rest that is too short is none")
    }

    @Test("counts what it has accepted and what is open")
    func counting() async throws {
        let server = try LoopbackServer { connection in _ = connection.readLine() }
        defer { server.stop() }
        var clients: [RawClient] = []
        for _ in 0..<3 { clients.append(try #require(RawClient(port: server.port))) }
        #expect(try await eventually { server.openCount == 3 })
        #expect(server.acceptedCount == 3)
        clients.removeLast()
        #expect(try await eventually { server.openCount == 2 })
        #expect(server.acceptedCount == 3)
    }

    @Test("waiting for the peer's end is over when it ends, when the time is, or when the server stops")
    func waitForClose() async throws {
        let answers = Mutex<[Bool]>([])
        let server = try LoopbackServer { connection in
            answers.withLock { $0.append(connection.waitForClose(.milliseconds(30))) }
            connection.writeLine("waiting")
            let isClosed = connection.waitForClose(.seconds(3600))
            answers.withLock { $0.append(isClosed) }
        }
        let first = try #require(RawClient(port: server.port))
        first.send("sent ahead, which is no end")
        #expect(first.line() == "waiting")
        first.hangUp()
        #expect(try await eventually { answers.withLock(\.self) == [false, true] })
        let second = try #require(RawClient(port: server.port))
        #expect(second.line() == "waiting")
        server.stop()
        #expect(try await eventually { answers.withLock(\.self) == [false, true, false, true] })
    }

    @Test("writing to a peer that is gone fails, and does not end the process")
    func brokenPipe() async throws {
        let isDone = Mutex(false)
        let server = try LoopbackServer { connection in
            _ = connection.readLine()
            let chunk = [UInt8](repeating: 0, count: 1 << 20)
            while connection.write(chunk) {}
            isDone.withLock { $0 = true }
        }
        defer { server.stop() }
        let client = try #require(RawClient(port: server.port))
        client.send("go\n")
        client.hangUp()
        #expect(try await eventually { isDone.withLock(\.self) })
    }
}

@Suite("Script server", .timeLimit(.minutes(1)))
struct ScriptServerTests {
    @Test("starts a program, learns its port, and ends it by closing its input")
    func life() throws {
        let folder = try TemporaryFolder()
        let script = "echo PORT 4242 ; cat >/dev/null ; echo ended > \(folder.file("end"))"
        let server = try ScriptServer("sh", ["-c", script])
        #expect(server.port == 4242)
        #expect(try folder.contents().isEmpty)
        server.stop()
        #expect(
            ScriptServer.run("sh", ["-c", "until [ -s end ]; do sleep 0.01; done"], in: .init(filePath: folder.path)))
    }

    @Test(
        "a program that is missing or names no port is an error",
        arguments: [
            ("no-such-program-here", "cannot start no-such-program-here"), ("true", "true did not say its port"),
            ("pwd", "pwd did not say its port"),
        ])
    func refused(program: String, text: String) {
        #expect(throws: SentinelError(.internalFault, text)) { try ScriptServer(program, []) }
    }

    @Test("says whether a program is there and whether it went well")
    func programs() throws {
        let folder = try TemporaryFolder()
        let here = URL(filePath: folder.path)
        #expect(ScriptServer.isInstalled("sh"))
        #expect(!ScriptServer.isInstalled("no-such-program-here"))
        #expect(ScriptServer.isInstalled("/bin/sh"))
        #expect(!ScriptServer.isInstalled("/bin/no-such-program-here"))
        #expect(ScriptServer.run("true", [], in: here))
        #expect(ScriptServer.run("/bin/sh", ["-c", "exit 0"], in: here))
        #expect(!ScriptServer.run("/bin/no-such-program-here", [], in: here))
        #expect(!ScriptServer.run("false", [], in: here))
        #expect(!ScriptServer.run("no-such-program-here", [], in: here))
        #expect(ScriptServer.run("sh", ["-c", "echo x > made"], in: here))
        #expect(try folder.contents().keys.sorted() == ["made"])
    }
}
