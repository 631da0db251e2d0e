import Foundation
import SentinelTesting
import Testing

@Suite("SMTP sink", .timeLimit(.minutes(1)))
struct SMTPSinkTests {
    /// What a client says, and the beginning of what it must hear.
    struct Turn: Sendable, ExpressibleByArrayLiteral {
        var say: String
        var hear: String

        init(arrayLiteral elements: String...) {
            say = elements[0]
            hear = elements[1]
        }
    }

    private static let login = SMTPSink.Login(username: "user", password: "pässword")

    private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    /// Holds the dialogue; the greeting has been heard before.
    private func talk(to sink: SMTPSink, _ turns: [Turn]) throws {
        let client = try #require(RawClient(port: sink.port))
        #expect(client.line() == "220 sink ready")
        for turn in turns {
            client.send(turn.say + "\r\n")
            var lines = [client.line() ?? "nothing"]
            while lines[lines.count - 1].dropFirst(3).first == "-" { lines.append(client.line() ?? "nothing") }
            let heard = lines.joined(separator: "\n")
            #expect(heard.hasPrefix(turn.hear), "after \(turn.say) came \(heard)")
        }
    }

    @Test("takes mails, several in one session, and knows who sent what to whom")
    func mails() throws {
        let sink = try SMTPSink()
        try talk(
            to: sink,
            [
                ["EHLO me", "250-sink\n250 8BITMIME"], ["MAIL FROM:<a@example.com> SIZE=9", "250 2.1.0 ok"],
                ["RCPT TO:<b@example.com>", "250 2.1.5 ok"], ["RCPT TO:<c@example.com>", "250 2.1.5 ok"],
                ["DATA", "354 go ahead"],
                ["Subject: x\r\n\r\nä line\r\n..dot\r\n.", "250 2.0.0 queued as sink1"],
                ["MAIL FROM:<>", "250"], ["RCPT TO:<d@example.com>", "250"], ["DATA", "354"], [".", "250"],
                ["QUIT", "221 2.0.0 bye"],
            ])
        #expect(sink.mails.map(\.from) == ["a@example.com", ""])
        #expect(sink.mails.map(\.recipients) == [["b@example.com", "c@example.com"], ["d@example.com"]])
        #expect(sink.mails.map(\.text) == ["Subject: x\r\n\r\nä line\r\n.dot\r\n", ""])
        #expect(sink.mails.map(\.username) == [nil, nil])
        #expect(sink.commands.first == "EHLO me")
        #expect(sink.commands.last == "QUIT")
        #expect(sink.commands.count == 9, "neither the lines of messages nor their ends are commands")
        #expect(sink.connectionCount == 1)
    }

    @Test(
        "keeps to the order of commands",
        arguments: [
            [["RCPT TO:<b@x>", "503 5.5.1 MAIL first"], ["DATA", "503 5.5.1 RCPT first"]],
            [["MAIL FROM:<a@x>", "250"], ["DATA", "503 5.5.1 RCPT first"], ["RCPT TO:<b@x>", "250"]],
            [["MAIL FROM:<a@x>", "250"], ["RSET", "250 2.0.0 done"], ["RCPT TO:<b@x>", "503"]],
            [["NOOP", "250 2.0.0 done"], ["HELO me", "250 sink"], ["STARTTLS", "502 5.5.2 unknown command"]],
            [["", "502"], ["mail from:<a@x>", "250"], ["rcpt to:<b@x>", "250"], ["quit", "221"]],
            [["AUTH CRAM-MD5", "504 5.5.4 unknown mechanism"], ["AUTH", "504"]],
        ] as [[Turn]])
    func protocolOrder(turns: [Turn]) throws {
        let sink = try SMTPSink()
        try talk(to: sink, turns)
        #expect(sink.mails.isEmpty)
    }

    @Test(
        "demands a login where one is set, in each form, and refuses a wrong one",
        arguments: [
            (
                [
                    ["EHLO me", "250-sink\n250-AUTH PLAIN LOGIN\n250 8BITMIME"],
                    ["MAIL FROM:<a@x>", "530 5.7.0 authentication required"],
                    ["AUTH PLAIN \(base64("\0user\0pässword"))", "235 2.7.0 welcome"], ["MAIL FROM:<a@x>", "250"],
                ], true
            ),
            ([["AUTH PLAIN", "334 "], [base64("\0user\0pässword"), "235"], ["MAIL FROM:<a@x>", "250"]], true),
            (
                [
                    ["AUTH LOGIN", "334 \(base64("Username:"))"], [base64("user"), "334 \(base64("Password:"))"],
                    [base64("pässword"), "235"], ["MAIL FROM:<a@x>", "250"],
                ], true
            ),
            ([["auth login \(base64("user"))", "334"], [base64("pässword"), "235"]], true),
            (
                [["AUTH PLAIN \(base64("\0user\0wrong"))", "535 5.7.8 bad credentials"], ["MAIL FROM:<a@x>", "530"]],
                false
            ),
            ([["AUTH PLAIN \(base64("\0other\0pässword"))", "535"]], false),
            ([["AUTH PLAIN not-base64!", "535"]], false), ([["AUTH PLAIN \(base64("user"))", "535"]], false),
            ([["AUTH LOGIN", "334"], ["*", "334"], [base64("pässword"), "535"]], false),
        ] as [([Turn], Bool)])
    func logins(turns: [Turn], isWelcome: Bool) throws {
        let sink = try SMTPSink(login: Self.login)
        try talk(to: sink, turns)
        #expect(sink.commands.filter { $0.uppercased().hasPrefix("AUTH") }.allSatisfy { $0 == "AUTH" })
        #expect(!sink.commands.joined().contains("user"), "what was said to log in is not kept")
        try talk(to: sink, turns + (isWelcome ? [["RSET", "250"], ["MAIL FROM:<a@x>", "250"]] : []))
    }

    @Test("offers LOGIN alone where PLAIN is not wanted, and keeps the name with the mail")
    func loginOnly() throws {
        var login = Self.login
        login.offersPlain = false
        let sink = try SMTPSink(login: login)
        try talk(
            to: sink,
            [
                ["EHLO me", "250-sink\n250-AUTH LOGIN\n250 8BITMIME"], ["AUTH LOGIN \(Self.base64("user"))", "334"],
                [Self.base64("pässword"), "235"], ["MAIL FROM:<a@x>", "250"], ["RCPT TO:<b@x>", "250"],
                ["DATA", "354"],
                ["x\r\n.", "250"],
            ])
        #expect(sink.mails.map(\.username) == ["user"])
    }

    private static let whole: [Turn] = [
        ["EHLO me", "250"], ["MAIL FROM:<a@x>", "250"], ["RCPT TO:<b@x>", "250"], ["DATA", "354"], ["x\r\n.", "250"],
    ]

    @Test(
        "says what the script says at each stage, once for each of its replies, and takes nothing refused",
        arguments: [
            (SMTPSink.Stage.hello, 0), (.sender, 1), (.recipient, 2), (.data, 3), (.message, 4),
        ])
    func script(stage: SMTPSink.Stage, index: Int) throws {
        let sink = try SMTPSink([stage: [.say("451 4.3.0 later"), .accept, .say("550 5.1.1 never")]])
        func refused(_ reply: String) -> [Turn] {
            var turns = Array(Self.whole.prefix(index + 1))
            turns[index].hear = reply
            return turns + [["RSET", "250"]]
        }
        try talk(to: sink, refused("451 4.3.0 later"))
        #expect(sink.mails.isEmpty)
        try talk(to: sink, Self.whole)
        try talk(to: sink, refused("550 5.1.1 never"))
        try talk(to: sink, Self.whole)
        #expect(sink.mails.count == 2)
    }

    @Test("the greeting, the login and the farewell can be scripted too")
    func otherStages() throws {
        let sink = try SMTPSink([.greeting: [.say("554 no")], .quit: [.say("500 stay")]])
        let client = try #require(RawClient(port: sink.port))
        #expect(client.line() == "554 no")
        client.send("QUIT\r\n")
        #expect(client.rest() == "500 stay\r\n", "whatever it says, it ends")
        let busy = try SMTPSink([.login: [.say("454 4.7.0 later")]], login: Self.login)
        let auth = "AUTH PLAIN \(Self.base64("\0user\0pässword"))"
        try talk(to: busy, [[auth, "454 4.7.0 later"], ["MAIL FROM:<a@x>", "530"], [auth, "235"]])
    }

    @Test("421 ends the session; so do a hang and a reset")
    func ends() async throws {
        let sink = try SMTPSink([.sender: [.say("421 4.3.2 closing"), .reset, .hang]])
        for (index, expected) in ["421 4.3.2 closing\r\n", ""].enumerated() {
            let client = try #require(RawClient(port: sink.port))
            _ = client.line()
            client.send("MAIL FROM:<a@x>\r\n")
            #expect(client.rest() == expected)
            #expect(client.lastError == (index == 1 ? ECONNRESET : 0))
        }
        let client = try #require(RawClient(port: sink.port))
        _ = client.line()
        client.send("MAIL FROM:<a@x>\r\n")
        #expect(await sink.waitForCommand("MAIL"))
        #expect(!client.hasNews(within: 100))
        sink.stop()
        #expect(client.rest() == "")
    }

    @Test("waiting for a command ends when it came, or when the time is over")
    func waiting() async throws {
        let sink = try SMTPSink()
        #expect(await !sink.waitForCommand("NOOP", timeout: .milliseconds(20)))
        let client = try #require(RawClient(port: sink.port))
        client.send("NOOP\r\n")
        #expect(await sink.waitForCommand("NO"))
    }

    @Test("a mail that is cut off is not taken")
    func cutOff() async throws {
        let sink = try SMTPSink()
        let client = try #require(RawClient(port: sink.port))
        client.send("MAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\nSubject: half")
        client.finishSending()
        #expect(client.rest() == "220 sink ready\r\n250 2.1.0 ok\r\n250 2.1.5 ok\r\n354 go ahead\r\n")
        #expect(sink.mails.isEmpty)
    }
}
