import Foundation
import SentinelModels
import SentinelTesting
import Synchronization
import Testing

@Suite("Servers of other kinds live as long as their test", .serialized, .timeLimit(.minutes(2)))
struct ServerProcessTests {
    private func folder() throws -> String {
        let path = FileManager.default.temporaryDirectory.path + "/sentinel-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        return path
    }

    private func waitForEnd(of path: String) {
        while FileManager.default.fileExists(atPath: path) { usleep(5000) }
    }

    @Test("one that is let go ends, and its folder with it")
    func release() throws {
        let folder = try folder()
        var server: ServerProcess? = try ServerProcess(
            ServerProcess.Launch("/bin/sh", ["-c", "echo begun; sleep 600"], folder: folder))
        let identifier = try #require(server?.identifier)
        try server?.waitUntil { (try? String(contentsOfFile: folder + "/server.log", encoding: .utf8)) == "begun\n" }
        #expect(server?.isRunning == true)
        server = nil
        waitForEnd(of: folder)
        #expect(kill(identifier, 0) != 0)
    }

    @Test("one that is stopped keeps its folder, to be started again")
    func stopped() throws {
        let folder = try folder()
        let launch = try ServerProcess(ServerProcess.Launch("/bin/sleep", ["600"], folder: folder))
        #expect(launch.isRunning)
        launch.stop(SIGKILL)
        #expect(!launch.isRunning)
        #expect(FileManager.default.fileExists(atPath: folder))
        try FileManager.default.removeItem(atPath: folder)
    }

    @Test("one that is started where signals are blocked gets them all the same")
    func signals() throws {
        let folder = try folder()
        let launch = ServerProcess.Launch(
            "/bin/sh", ["-c", "echo begun; while :; do sleep 0.05; done"], folder: folder)
        let made = Mutex<ServerProcess?>(nil)
        let thread = Thread {
            var all = sigset_t()
            sigfillset(&all)
            pthread_sigmask(SIG_SETMASK, &all, nil)
            made.withLock { $0 = try? ServerProcess(launch) }
        }
        thread.start()
        while !thread.isFinished { usleep(1000) }
        let result = made.withLock { $0 }
        let server = try #require(result)
        try server.waitUntil { (try? String(contentsOfFile: folder + "/server.log", encoding: .utf8)) == "begun\n" }
        let start = ContinuousClock.now
        server.stop(SIGTERM)
        // It did not have to be killed.
        #expect(start.duration(to: .now) < .seconds(25))
        #expect(!server.isRunning)
        try FileManager.default.removeItem(atPath: folder)
    }

    @Test("one that ends at once says what it said")
    func failing() throws {
        let folder = try folder()
        let server = try ServerProcess(
            ServerProcess.Launch("/bin/sh", ["-c", "echo no such luck >&2; exit 3"], folder: folder))
        let error = #expect(throws: SentinelError.self) { try server.waitUntil { false } }
        #expect(error?.message.contains("no such luck") == true)
    }

    /// Starts two servers at once, notes their numbers in `folder`, and returns while they run.
    private static func startTwo(in folder: String) throws -> [ServerProcess] {
        try (0..<2).map { number in
            let own = "\(folder)/\(number)"
            try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: false)
            let server = try ServerProcess(ServerProcess.Launch("/bin/sleep", ["600"], folder: own, endSignal: "TERM"))
            try "\(server.identifier)".write(toFile: folder + "/\(number).pid", atomically: true, encoding: .utf8)
            return server
        }
    }

    /// Waits until the servers of a process that is gone are gone too, with their folders.
    private func requireEnd(in folder: String) throws {
        for number in 0..<2 {
            waitForEnd(of: "\(folder)/\(number)")
            let text = try String(contentsOfFile: "\(folder)/\(number).pid", encoding: .utf8)
            #expect(try kill(#require(Int32(text)), 0) != 0)
        }
        try FileManager.default.removeItem(atPath: folder)
    }

    @Test("they do not outlive a process that is told to end")
    func terminated() async throws {
        let folder = try folder()
        await #expect(processExitsWith: .signal(SIGTERM)) { [folder = folder as String] in
            let servers = try Self.startTwo(in: folder)
            // Threads of Dispatch block the signal; a process whose main thread does not ends by it.
            var none = sigset_t()
            sigemptyset(&none)
            pthread_sigmask(SIG_SETMASK, &none, nil)
            raise(SIGTERM)
            while servers.count == 2 { usleep(1000) }
        }
        try requireEnd(in: folder)
    }

    @Test("they do not outlive a process that is killed")
    func killed() async throws {
        let folder = try folder()
        await #expect(processExitsWith: .signal(SIGKILL)) { [folder = folder as String] in
            let servers = try Self.startTwo(in: folder)
            kill(getpid(), SIGKILL)
            while servers.count == 2 { usleep(1000) }
        }
        try requireEnd(in: folder)
    }

    @Test("they do not outlive a process that ends by itself and lets go of nothing")
    func ended() async throws {
        let folder = try folder()
        await #expect(processExitsWith: .success) { [folder = folder as String] in
            let servers = try Self.startTwo(in: folder)
            exit(servers.count == 2 ? 0 : 1)
        }
        try requireEnd(in: folder)
    }

    @Test("no other child of the process keeps them alive")
    func inheritance() async throws {
        let folder = try folder()
        await #expect(processExitsWith: .signal(SIGKILL)) { [folder = folder as String] in
            // Children that start at the same time, and stay when this process goes.
            let starters = (0..<4).map { _ in
                Thread {
                    for _ in 0..<5 {
                        let child = Process()
                        child.executableURL = URL(filePath: "/bin/sleep")
                        child.arguments = ["20"]
                        child.standardInput = FileHandle.nullDevice
                        child.standardOutput = FileHandle.nullDevice
                        child.standardError = FileHandle.nullDevice
                        try? child.run()
                    }
                }
            }
            for starter in starters { starter.start() }
            let servers = try Self.startTwo(in: folder)
            while starters.contains(where: { !$0.isFinished }) { usleep(1000) }
            kill(getpid(), SIGKILL)
            while servers.count == 2 { usleep(1000) }
        }
        let start = ContinuousClock.now
        try requireEnd(in: folder)
        // The children live for twenty seconds.
        #expect(start.duration(to: .now) < .seconds(15))
    }

    @Test("one that is let go before it looks at signals ends too")
    func early() throws {
        let folder = try folder()
        // As servers do, it cares about the signal only after a while.
        let script = "trap '' TERM; sleep 0.5; trap 'exit 0' TERM; while :; do sleep 0.05; done"
        var server: ServerProcess? = try ServerProcess(
            ServerProcess.Launch("/bin/sh", ["-c", script], folder: folder, endSignal: "TERM"))
        let identifier = try #require(server?.identifier)
        server = nil
        waitForEnd(of: folder)
        #expect(kill(identifier, 0) != 0)
    }

    @Test("the environment and the end signal reach it")
    func environment() throws {
        let folder = try folder()
        var server: ServerProcess? = try ServerProcess(
            ServerProcess.Launch(
                "/bin/sh",
                ["-c", "trap 'echo bye >\(folder)-end; exit' USR1; echo $GREETING; while :; do sleep 0.05; done"],
                folder: folder, environment: ["GREETING": "hello"], endSignal: "USR1"))
        try server?.waitUntil { (try? String(contentsOfFile: folder + "/server.log", encoding: .utf8)) == "hello\n" }
        server = nil
        waitForEnd(of: folder)
        #expect(try String(contentsOfFile: folder + "-end", encoding: .utf8) == "bye\n")
        try FileManager.default.removeItem(atPath: folder + "-end")
    }

    @Test("ports that are found are free, and lie below those of outgoing connections")
    func ports() throws {
        for _ in 0..<50 {
            let port = try FreePort.find()
            #expect((15_000..<32_000).contains(port))
            #expect(!FreePort.isServed(port))
        }
        let server = try LoopbackServer { _ in }
        defer { server.stop() }
        #expect(FreePort.isServed(server.port))
        #expect(!FreePort.isFree(server.port))
    }
}
