import Foundation

/// One connection to an ``SMTPSink``; it does not keep the sink alive.
final class SMTPSinkSession {
    private let relay: SinkRelay<SMTPSink>
    private let demanded: SMTPSink.Login?
    private let connection: SinkConnection
    private var from: String?
    private var recipients: [String] = []
    private var username: String?

    init(relay: SinkRelay<SMTPSink>, login: SMTPSink.Login?, connection: SinkConnection) {
        self.relay = relay
        demanded = login
        self.connection = connection
    }

    func run() {
        guard reply(at: .greeting, else: "220 sink ready") else { return }
        while let line = connection.readLine(limit: 8192) {
            let text = String(decoding: line, as: UTF8.self)
            let verb = text.prefix { $0 != " " }.uppercased()
            relay.target?.note(verb == "AUTH" ? "AUTH" : text)
            guard handle(verb, text) else { return }
        }
    }

    /// Whether the session goes on.
    private func handle(_ verb: String, _ text: String) -> Bool {
        switch verb {
        case "EHLO": return hello()
        case "HELO": return connection.writeLine("250 sink")
        case "AUTH": return login(text)
        case "MAIL": return sender(text)
        case "RCPT": return recipient(text)
        case "DATA": return data()
        case "RSET", "NOOP":
            from = nil
            recipients = []
            return connection.writeLine("250 2.0.0 done")
        case "QUIT":
            _ = reply(at: .quit, else: "221 2.0.0 bye")
            return false
        default: return connection.writeLine("502 5.5.2 unknown command")
        }
    }

    private func hello() -> Bool {
        var lines = ["250-sink"]
        if let login = demanded { lines.append("250-AUTH \(login.offersPlain ? "PLAIN " : "")LOGIN") }
        return reply(at: .hello, else: (lines + ["250 8BITMIME"]).joined(separator: "\r\n"))
    }

    private func sender(_ text: String) -> Bool {
        if demanded != nil, username == nil { return connection.writeLine("530 5.7.0 authentication required") }
        let address = Self.address(text)
        return reply(at: .sender, else: "250 2.1.0 ok") { self.from = address }
    }

    private func recipient(_ text: String) -> Bool {
        guard from != nil else { return connection.writeLine("503 5.5.1 MAIL first") }
        let address = Self.address(text)
        return reply(at: .recipient, else: "250 2.1.5 ok") { self.recipients.append(address) }
    }

    private func data() -> Bool {
        guard !recipients.isEmpty else { return connection.writeLine("503 5.5.1 RCPT first") }
        var isGranted = false
        guard reply(at: .data, else: "354 go ahead", onAccept: { isGranted = true }) else { return false }
        guard isGranted else { return true }
        var message: [UInt8] = []
        while let line = connection.readLine(limit: 1 << 20) {
            if line == [UInt8(ascii: ".")] {
                return reply(at: .message, else: "250 2.0.0 queued as sink\(connection.number)") {
                    self.record(message)
                }
            }
            message += line.first == UInt8(ascii: ".") ? line.dropFirst() : line[...]
            message += [13, 10]
        }
        return false
    }

    private func record(_ message: [UInt8]) {
        let mail = SMTPSink.Mail(from: from ?? "", recipients: recipients, message: message, username: username)
        relay.target?.take(mail)
        from = nil
        recipients = []
    }

    private func login(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        let given: (name: String, password: String)?
        switch words.dropFirst().first?.uppercased() {
        case "PLAIN":
            let parts = (words.count > 2 ? Self.decode(words[2]) : ask("")).split(
                separator: "\0", omittingEmptySubsequences: false)
            given = parts.count == 3 ? (String(parts[1]), String(parts[2])) : nil
        case "LOGIN":
            let name = words.count > 2 ? Self.decode(words[2]) : ask("Username:")
            given = (name, ask("Password:"))
        default: return connection.writeLine("504 5.5.4 unknown mechanism")
        }
        guard let given, let login = demanded, given == (login.username, login.password) else {
            return connection.writeLine("535 5.7.8 bad credentials")
        }
        return reply(at: .login, else: "235 2.7.0 welcome") { self.username = given.name }
    }

    private func ask(_ prompt: String) -> String {
        connection.writeLine("334 \(Data(prompt.utf8).base64EncodedString())")
        return connection.readLine().map { Self.decode(String(decoding: $0, as: UTF8.self)) } ?? ""
    }

    /// Does what the script says, or says yes and calls `onAccept`. Whether the session goes on.
    private func reply(at stage: SMTPSink.Stage, else text: String, onAccept: () -> Void = {}) -> Bool {
        switch relay.target?.next(stage) {
        case nil: return false
        case .accept:
            onAccept()
            return connection.writeLine(text)
        case .say(let refusal): return connection.writeLine(refusal) && !refusal.hasPrefix("421")
        case .hang:
            _ = connection.waitForClose(.seconds(3600))
            return false
        case .reset:
            connection.resetOnClose()
            return false
        }
    }

    private static func address(_ text: String) -> String {
        guard let open = text.firstIndex(of: "<"), let end = text.lastIndex(of: ">"), open < end else { return text }
        return String(text[text.index(after: open)..<end])
    }

    private static func decode(_ text: some StringProtocol) -> String {
        Data(base64Encoded: String(text)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
