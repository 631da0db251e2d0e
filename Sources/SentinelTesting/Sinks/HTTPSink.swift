import Foundation
public import SentinelModels
import Synchronization

/// An HTTP/1.1 server on 127.0.0.1 that records what it is sent and answers as a script says.
///
/// For tests and demonstrations: it trusts nobody but breaks nothing when sent nonsense, and it is not fast by design
/// but keeps connections open.
public final class HTTPSink: Sendable {
    /// What was received.
    public struct Request: Sendable, Hashable {
        /// `POST`.
        public var method: String
        /// Path and query as sent.
        public var target: String
        /// All headers in order, names as sent.
        public var headers: [Header]
        /// The body.
        public var body: [UInt8]
        /// On which connection it came, from 1.
        public var connection: Int

        /// The value of a header by its name in any letter case.
        public subscript(header: String) -> String? {
            headers.last { $0.name.lowercased() == header.lowercased() }?.value
        }

        /// The body as text.
        public var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// A header.
    public struct Header: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The value.
        public var value: String

        /// Makes a header.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    private struct State {
        var requests: [Request] = []
        var log: FileHandle?
    }

    private let answer: @Sendable (Request, Int) -> SinkAnswer
    private let state: Mutex<State>
    private let server: Mutex<LoopbackServer?> = Mutex(nil)

    /// The port it listens on.
    public let port: Int

    /// Starts a sink that gives answers in order.
    ///
    /// - Parameters:
    ///   - answers: The answers; the last one is repeated.
    ///   - port: The port; 0 takes any that is free.
    ///   - log: A file to which each request is appended as `METHOD TARGET webhook-id`, and synchronised with the disk,
    ///     before it is answered.
    public convenience init(
        _ answers: [SinkAnswer] = [.ok], port: Int = 0, log: String? = nil
    ) throws(SentinelError) {
        let last = answers.last ?? .ok
        try self.init(port: port, log: log) { _, index in index < answers.count ? answers[index] : last }
    }

    /// Starts a sink whose answers `answer` picks by the request and its number from 0.
    public init(
        port: Int = 0, log: String? = nil, answer: @escaping @Sendable (Request, Int) -> SinkAnswer
    ) throws(SentinelError) {
        self.answer = answer
        state = Mutex(State(log: try log.map { path throws(SentinelError) in try Self.open(path) }))
        let relay = SinkRelay<HTTPSink>()
        let server = try LoopbackServer(port: port) { Self.serve($0, relay) }
        self.port = server.port
        self.server.withLock { $0 = server }
        relay.attach(self)
    }

    deinit { stop() }

    /// `http://127.0.0.1:PORT` with a path.
    public func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

    /// All requests so far.
    public var requests: [Request] { state.withLock { $0.requests } }

    /// How many connections were accepted so far.
    public var connectionCount: Int { server.withLock { $0?.acceptedCount ?? 0 } }

    /// Closes the port and all connections.
    public func stop() { server.withLock { $0?.stop() } }

    /// The first `count` requests, waiting for them at most for `timeout`; fewer if they do not come.
    public func requests(count: Int, timeout: Duration = .seconds(5)) async -> [Request] {
        let end = ContinuousClock.now.advanced(by: timeout)
        while requests.count < count, ContinuousClock.now < end {
            guard (try? await Task.sleep(for: .milliseconds(2))) != nil else { break }
        }
        return Array(requests.prefix(count))
    }

    /// Holds the sink only to ask what to answer, so that an open connection does not keep it alive.
    private static func serve(_ connection: SinkConnection, _ relay: SinkRelay<HTTPSink>) {
        while let request = HTTPSinkReader.request(from: connection) {
            guard let answer = relay.target?.record(request), answer.send(over: connection) else { return }
        }
    }

    private func record(_ request: Request) -> SinkAnswer {
        let index = state.withLock { state in
            state.requests.append(request)
            let line = "\(request.method) \(request.target) \(request["webhook-id"] ?? "-")\n"
            if let log = state.log, (try? log.write(contentsOf: Data(line.utf8))) != nil {
                try? log.synchronize()
            }
            return state.requests.count - 1
        }
        return answer(request, index)
    }

    private static func open(_ path: String) throws(SentinelError) -> FileHandle {
        if !FileManager.default.fileExists(atPath: path) {
            _ = FileManager.default.createFile(atPath: path, contents: nil)
        }
        guard let handle = FileHandle(forWritingAtPath: path), (try? handle.seekToEnd()) != nil else {
            throw SentinelError(.configuration, "cannot open the sink's log \(path)")
        }
        return handle
    }
}
