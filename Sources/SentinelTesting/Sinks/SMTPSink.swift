public import SentinelModels
import Synchronization

/// A mail server on 127.0.0.1 without TLS that records what it is sent and refuses as a script says.
public final class SMTPSink: Sendable {
    /// A mail that was taken.
    public struct Mail: Sendable, Hashable {
        /// The argument of `MAIL FROM` between the brackets.
        public var from: String
        /// The arguments of `RCPT TO` between the brackets.
        public var recipients: [String]
        /// Header and body as sent, dots unstuffed, lines ended by CRLF.
        public var message: [UInt8]
        /// The name that logged in; nil if nobody did.
        public var username: String?

        /// The message as text.
        public var text: String { String(decoding: message, as: UTF8.self) }
    }

    /// What the sink does instead of saying yes.
    @nonexhaustive public enum Reply: Sendable, Hashable {
        /// Goes on as if nothing were scripted.
        case accept
        /// Says this, such as `550 5.1.1 unknown`; a `421` also closes the connection.
        case say(String)
        /// Says nothing until the client goes away.
        case hang
        /// Resets the connection.
        case reset
    }

    /// The places where a script may step in.
    public enum Stage: Sendable, Hashable {
        /// Before the first word.
        case greeting
        /// `EHLO`.
        case hello
        /// The end of `AUTH`.
        case login
        /// `MAIL FROM`.
        case sender
        /// `RCPT TO`.
        case recipient
        /// `DATA`, before the message.
        case data
        /// The end of the message.
        case message
        /// `QUIT`.
        case quit
    }

    /// A name and a password that the sink demands.
    public struct Login: Sendable, Hashable {
        /// The name.
        public var username: String
        /// The password.
        public var password: String
        /// Whether `AUTH PLAIN` is offered, else only `AUTH LOGIN`.
        public var offersPlain: Bool

        /// Makes a login.
        public init(username: String, password: String, offersPlain: Bool = true) {
            self.username = username
            self.password = password
            self.offersPlain = offersPlain
        }
    }

    private struct State {
        var mails: [Mail] = []
        var commands: [String] = []
        var script: [Stage: [Reply]]
    }

    private let state: Mutex<State>
    private let server: Mutex<LoopbackServer?> = Mutex(nil)

    /// The port it listens on.
    public let port: Int

    /// Starts a sink. At each stage the replies of `script` are used up in order, then everything is accepted.
    public init(
        _ script: [Stage: [Reply]] = [:], login: Login? = nil, port: Int = 0
    ) throws(SentinelError) {
        state = Mutex(State(script: script))
        let relay = SinkRelay<SMTPSink>()
        let server = try LoopbackServer(port: port) { connection in
            SMTPSinkSession(relay: relay, login: login, connection: connection).run()
        }
        self.port = server.port
        self.server.withLock { $0 = server }
        relay.attach(self)
    }

    deinit { stop() }

    /// All mails so far.
    public var mails: [Mail] { state.withLock { $0.mails } }

    /// All commands so far, without messages and logins.
    public var commands: [String] { state.withLock { $0.commands } }

    /// Waits until a command that begins so has come; false if none has after `timeout`.
    public func waitForCommand(_ start: String, timeout: Duration = .seconds(10)) async -> Bool {
        let end = ContinuousClock.now.advanced(by: timeout)
        while !commands.contains(where: { $0.hasPrefix(start) }) {
            guard ContinuousClock.now < end, (try? await Task.sleep(for: .milliseconds(2))) != nil else { return false }
        }
        return true
    }

    /// How many connections were accepted so far.
    public var connectionCount: Int { server.withLock { $0?.acceptedCount ?? 0 } }

    /// Closes the port and all connections.
    public func stop() { server.withLock { $0?.stop() } }

    func note(_ command: String) { state.withLock { $0.commands.append(command) } }

    func take(_ mail: Mail) { state.withLock { $0.mails.append(mail) } }

    /// What the script says next at a stage.
    func next(_ stage: Stage) -> Reply {
        state.withLock { state in
            guard let replies = state.script[stage], let first = replies.first else { return .accept }
            state.script[stage] = Array(replies.dropFirst())
            return first
        }
    }
}
