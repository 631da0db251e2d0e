/// Texts that try to become something else in a message.
enum HostileTexts {
    /// Against the headers of a mail.
    static let headers = [
        "x\r\nBcc: evil@example.com", "x\nBcc: evil@example.com", "x\rBcc: evil@example.com", "x\r\n\r\nbody",
        "x\n\nbody",
        "x\r\n.\r\nMAIL FROM:<evil@example.com>", "x\u{2028}Bcc: evil@example.com", "x\u{2029}Bcc: evil@example.com",
        "x\u{85}Bcc: evil@example.com", "x\u{b}Bcc: evil@example.com", "x\u{c}Bcc: evil@example.com",
        "x\0Bcc: evil@example.com", "x%0d%0aBcc: evil@example.com", "x%0ABcc:evil@example.com",
        "x\\r\\nBcc: evil@example.com",
        "=?UTF-8?B?DQpCY2M6IGV2aWxAZXhhbXBsZS5jb20=?=", "=?UTF-8?Q?=0D=0ABcc:_evil@example.com?=",
        "=?utf-7?Q?+AA0ACg-Bcc:?=", "x\r\n Bcc: evil@example.com", "x\r\n\tBcc: evil@example.com",
        "x \r\n \r\nBcc: a@b",
        "\r\nBcc: evil@example.com", "\nSubject: other", "x\r\nContent-Type: text/html", "x\r\nMIME-Version: 2.0",
        "x\r\nTo: evil@example.com", "x\r\nFrom: evil@example.com", "x\r\nReply-To: evil@example.com",
        "x\r\n--=_boundary", "x\u{1b}[2J\r\nBcc: a@b", "x\u{8}\u{8}Bcc: a@b", "x\u{7f}\r\nBcc: a@b", "x\r\r\nBcc: a@b",
        "x\n\rBcc: a@b", "x\u{ff0d}\u{ff0a}Bcc: a@b", "x\u{560a}\u{560d}Bcc: a@b", "嘊嘍Bcc: a@b",
        String(repeating: "x", count: 1200), String(repeating: "é", count: 1200), "x\r\nX-SQLSentinel-Alert: forged",
        "RCPT TO:<evil@example.com>", "a@b>\r\nRCPT TO:<evil@example.com>", "\u{202e}moc.live@live :ccB", "",
    ]

    /// Against the markup of any receiver.
    static let markup: [String] = {
        let scripts = ["script", "img", "svg", "iframe", "a", "style", "form", "object", "math", "details"]
        let tags = scripts.flatMap { name in
            [
                "<\(name)>", "</\(name)>", "<\(name) onload=alert(1)>", "\"><\(name) src=x onerror=alert(1)>",
                "'><\(name)/x=\">", "&lt;\(name)&gt;",
            ]
        }
        let mentions = ["!channel", "!here", "!everyone", "@U123", "#C123", "!subteam^S1", "!date^1^{date}|x"].flatMap {
            ["<\($0)>", "< \($0)>", "<\($0)|text>", "&lt;\($0)&gt;"]
        }
        let links = [
            "<https://evil.example|click>", "<mailto:a@b|mail>", "<javascript:alert(1)|x>", "javascript:alert(1)",
            "[x](https://evil.example)", "<https://evil.example>",
        ]
        let templates = [
            "{alert_name}", "{{alert_name}}", "{context}", "${HOME}", "%(x)s", "{0.__class__}", "{{7*7}}", "#{7*7}",
            "<%= 7 %>",
        ]
        let json = [
            #"","status":"OK"#, #"\"#, #"\","x":""#, "\n\",\"x\":1", "\u{0}", "\u{1f}", "\"}]}", "\\u0022", "}{",
            "\u{2028}",
        ]
        let marks = [
            "\u{202e}txt.exe", "\u{2066}x\u{2069}", "\u{1b}]0;x\u{7}", "\u{9b}31m", "\u{feff}x", "\u{e0041}x", "\r\nx",
        ]
        return tags + mentions + links + templates + json + marks
    }()
}
