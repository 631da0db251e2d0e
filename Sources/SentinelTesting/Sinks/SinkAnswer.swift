/// What an ``HTTPSink`` does with a request.
public struct SinkAnswer: Sendable {
    /// How the answer goes wrong.
    @nonexhaustive public enum Fault: Sendable, Hashable {
        /// Nothing is answered; the connection stays open until the client or the sink closes it.
        case hang
        /// The connection is reset instead of an answer.
        case reset
        /// Bytes of the answer go out one at a time with this pause between them.
        case drip(Duration)
        /// The connection ends in the middle of the body.
        case cut
        /// These bytes are sent instead of an answer, then the connection is closed.
        case garbage([UInt8])
    }

    /// The status code.
    public var status: Int
    /// Headers beside the length.
    public var headers: [HTTPSink.Header]
    /// The body.
    public var body: [UInt8]
    /// How long to wait before answering.
    public var delay: Duration
    /// How the answer goes wrong; nil if it does not.
    public var fault: Fault?

    /// Makes an answer.
    public init(
        status: Int = 200, headers: [HTTPSink.Header] = [], body: String = "ok", delay: Duration = .zero,
        fault: Fault? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = Array(body.utf8)
        self.delay = delay
        self.fault = fault
    }

    /// 200 with the body `ok`.
    public static let ok = SinkAnswer()
    /// No answer.
    public static let hang = SinkAnswer(fault: .hang)
    /// A reset connection.
    public static let reset = SinkAnswer(fault: .reset)

    /// A status with a body.
    public static func status(_ status: Int, body: String = "", headers: [HTTPSink.Header] = []) -> SinkAnswer {
        SinkAnswer(status: status, headers: headers, body: body)
    }

    /// A redirect.
    public static func redirect(_ status: Int = 302, to target: String) -> SinkAnswer {
        SinkAnswer(status: status, headers: [HTTPSink.Header("Location", target)], body: "")
    }

    /// 200 after a wait.
    public static func slow(_ delay: Duration) -> SinkAnswer { SinkAnswer(delay: delay) }

    /// 200 with a body of `count` bytes.
    public static func huge(_ count: Int) -> SinkAnswer {
        var answer = SinkAnswer()
        answer.body = [UInt8](repeating: UInt8(ascii: "x"), count: count)
        return answer
    }

    /// Answers; false if the connection is to be closed.
    func send(over connection: SinkConnection) -> Bool {
        if delay > .zero, connection.waitForClose(delay) { return false }
        switch fault {
        case .hang:
            _ = connection.waitForClose(.seconds(3600))
            return false
        case .reset:
            connection.resetOnClose()
            return false
        case .garbage(let bytes):
            connection.write(bytes)
            return false
        case .cut:
            connection.write(head + body.prefix(body.count / 2))
            return false
        case .drip(let pause):
            for byte in head + body where !connection.write([byte]) || connection.waitForClose(pause) { return false }
            return true
        case nil:
            return connection.write(head + body)
        }
    }

    private var head: [UInt8] {
        var text = "HTTP/1.1 \(status) Status\r\n"
        for header in headers { text += "\(header.name): \(header.value)\r\n" }
        return Array((text + "Content-Length: \(body.count)\r\n\r\n").utf8)
    }
}
