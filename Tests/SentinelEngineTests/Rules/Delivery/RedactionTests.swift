import SentinelEngine
import SentinelModels
import Testing

@Suite("Redaction")
struct RedactionTests {
    private static let secret = "p%40ss/w\"ö\\rd+?"
    private let redact = Redaction(secrets: [Secret(secret)])

    @Test(
        "the secret is hidden however it is written",
        arguments: [
            secret,
            "p%2540ss%2Fw%22%C3%B6%5Crd%2B%3F", "p%2540ss%2fw%22%c3%b6%5crd%2b%3f", "p%2540ss/w%22%C3%b6%5Crd+?",
            #"p%40ss/w\"ö\\rd+?"#, #"p%40ss\/w\"\u00f6\\rd+?"#, #"p%40ss\u002Fw\u0022ö\u005crd+?"#,
        ])
    func forms(form: String) {
        #expect(redact("before \(form) after") == "before <secret> after")
        #expect(redact(form) == "<secret>")
    }

    @Test("JSON's surrogate pairs are read")
    func surrogates() {
        let redact = Redaction(secrets: [Secret("key😀key")])
        #expect(redact(#"{"k":"key\ud83d\ude00key"}"#) == #"{"k":"<secret>"}"#)
        #expect(redact(#"\ud83d \u12 \q \"#) == #"\ud83d \u12 \q \"#)
    }

    @Test("Base64 is hidden at every alignment, in both alphabets", arguments: ["", "u", "us", "use", "user:", "ab"])
    func base64(prefix: String) {
        let token = "s3cr3t~~~token??>>"
        let redact = Redaction(secrets: [Secret(token)])
        for suffix in ["", "!", "!!", "!!!"] {
            for encoded in [Self.base64(prefix + token + suffix), Self.base64(prefix + token + suffix, forURLs: true)] {
                let shown = redact("Authorization: Basic \(encoded)")
                #expect(shown.contains("<secret>"))
                let longest = shown.split(separator: "<secret>").map(\.count).max() ?? 0
                #expect(longest <= "Authorization: Basic ".count + 8, "\(shown)")
            }
        }
    }

    private static func base64(_ text: String, forURLs: Bool = false) -> String {
        let tail = forURLs ? "-_" : "+/"
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + tail)
        let bytes = Array(text.utf8)
        var output = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = Array(bytes[start..<min(start + 3, bytes.count)])
            let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for index in 0...group.count { output.append(alphabet[value >> (18 - 6 * index) & 63]) }
            output += String(repeating: "=", count: 3 - group.count)
        }
        return output
    }

    @Test(
        "overlapping secrets leave no rest",
        arguments: [
            (["abcdef", "defghi"], "xabcdefghix", "x<secret>x"), (["abcd", "abcdefgh"], "abcdefgh", "<secret>"),
            (["abcd"], "abcdabcd", "<secret><secret>"), (["aaaa"], "aaaaaa", "<secret>"),
            (["secret"], "a secret", "a <secret>"),
        ])
    func overlaps(secrets: [String], text: String, shown: String) {
        #expect(Redaction(secrets: secrets.map { Secret($0) })(text) == shown)
    }

    @Test("very short secrets are left alone, they occur by chance")
    func short() {
        #expect(Redaction(secrets: [Secret("abc"), Secret("")])("abc") == "abc")
    }

    @Test(
        "passwords in addresses are hidden, known or not",
        arguments: [
            ("postgresql://app:hunter2@db:5432/shop", "postgresql://app:<secret>@db:5432/shop"),
            ("see mysql://u:p@h and http://x:y@z!", "see mysql://u:<secret>@h and http://x:<secret>@z!"),
            ("redis://:pw@h", "redis://:<secret>@h"), ("pg://u:p@ss@h/db", "pg://u:<secret>@h/db"),
            ("pg://u:pa/ss?#w@h/db", "pg://u:<secret>@h/db"), ("https://h:8443/a@b", "https://h:8443/a@b"),
            ("pg://u:a'b@h", "pg://u:<secret>@h"), ("pg://u:a@#b@h/db", "pg://u:<secret>@h/db"),
            ("pg://u:a@?b@[::1]:5432/db?x=y@z", "pg://u:<secret>@[::1]:5432/db?x=y@z"),
            ("'pg://u:p@h', then", "'pg://u:<secret>@h', then"), ("pg://u:@h/db", "pg://u:<secret>@h/db"),
            ("pg://u:p@h1:1,h2:2/db", "pg://u:<secret>@h1:1,h2:2/db"), ("pg://u:p@", "pg://u:<secret>@"),
            ("https://user@host/x", "https://user@host/x"), ("no scheme a:b@c", "no scheme a:b@c"),
            ("https://host/path", "https://host/path"),
        ])
    func addresses(text: String, shown: String) {
        #expect(Redaction()(text) == shown)
    }

    @Test(
        "control characters and text direction marks become blanks",
        arguments: [
            ("a\u{1B}[31mb", "a [31mb"), ("a\0b\rc", "a b c"), ("a\nb\tc", "a\nb\tc"), ("a\u{202E}b\u{2066}c", "a b c"),
            ("a\u{85}b", "a b"),
        ])
    func controls(text: String, shown: String) {
        #expect(Redaction()(text) == shown)
    }

    @Test("texts are cut, also those of few characters with endless accents")
    func cap() {
        let long = Redaction()(String(repeating: "x", count: 5000))
        #expect(long.count == Redaction.maximumLength)
        #expect(long.hasSuffix("x…"))
        let accents = Redaction()("e" + String(repeating: "\u{301}", count: 100_000))
        #expect(accents.unicodeScalars.count == Redaction.maximumLength)
        let fits = String(repeating: "x", count: Redaction.maximumLength)
        #expect(Redaction()(fits) == fits)
    }

    @Test("a secret at the cut is hidden whole")
    func cut() {
        let text = String(repeating: "x", count: 1990) + "p4ssw0rd-p4ssw0rd"
        #expect(!Redaction(secrets: [Secret("p4ssw0rd-p4ssw0rd")])(text).contains("p4ss"))
    }

    @Test("history keeps the code and both texts of an error")
    func failure() {
        let error = SentinelError(.connection, "cannot connect", underlying: "password \(Self.secret) refused")
        #expect(
            redact.failure(error)
                == RunFailure(code: .connection, message: "cannot connect: password <secret> refused"))
    }
}
