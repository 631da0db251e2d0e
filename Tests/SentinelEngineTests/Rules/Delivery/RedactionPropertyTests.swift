import Foundation
import SentinelEngine
import SentinelModels
import SentinelTesting
import Testing

/// Secrets by chance in texts by chance, encoded by Foundation where the rule decodes by itself.
@Suite("Redaction by chance")
struct RedactionPropertyTests {
    private static let alphabet = Array(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~!*'();:@&=+$,/?%#[]\"\\ <>äß€😀")

    private static func word(_ length: ClosedRange<Int>, _ generator: inout SeededGenerator) -> String {
        String(
            (0..<Int.random(in: length, using: &generator)).map { _ in
                alphabet[Int.random(in: alphabet.indices, using: &generator)]
            })
    }

    /// The ways in which libraries and servers write a text into another one.
    private static func forms(of secret: String, _ generator: inout SeededGenerator) throws -> [String] {
        let unreserved = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
        let percent = try #require(
            secret.addingPercentEncoding(
                withAllowedCharacters: unreserved.intersection(.init(charactersIn: "\0"..."\u{7F}"))))
        let json = String(decoding: try JSONEncoder().encode([secret]), as: UTF8.self).dropFirst(2).dropLast(2)
        let before = word(0...5, &generator)
        let base64 = Data((before + secret).utf8).base64EncodedString()
        return [
            secret, percent, percent.lowercased(with: nil) == percent ? percent : lowerHex(percent), String(json),
            String(json).replacing("\\/", with: "/"), base64,
            base64.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: ""),
        ]
    }

    private static func lowerHex(_ text: String) -> String {
        text.replacing(/%[0-9A-F]{2}/) { $0.output.lowercased() }
    }

    @Test("no form of a secret survives, and what surrounds it does", arguments: [UInt64](1...30))
    func leaks(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<10 {
            let secret = Self.word(8...24, &generator)
            let redact = Redaction(secrets: [Secret(secret), Secret("another-secret")])
            for (index, form) in try Self.forms(of: secret, &generator).enumerated() {
                let shown = redact("<< \(form) >>")
                let place: Comment = "form \(index) of \(secret.debugDescription), seed \(seed): \(shown)"
                #expect(shown.contains("<secret>"), place)
                #expect(!shown.contains(secret), place)
                #expect(shown.hasPrefix("<< ") && shown.hasSuffix(" >>"), place)
                if index < 5 { #expect(shown == "<< <secret> >>", place) }
            }
        }
    }

    @Test("a text without a secret, a password or a control character is left as it is", arguments: [UInt64](1...10))
    func untouched(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let redact = Redaction(secrets: [Secret("correct horse battery"), Secret("hunter2hunter2")])
        for _ in 0..<100 {
            let text = Self.word(0...80, &generator).replacing("://", with: ":")
            #expect(redact(text) == text)
        }
    }

    @Test("redacting twice is redacting once", arguments: [UInt64](1...10))
    func idempotent(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let secret = Self.word(6...10, &generator)
            let redact = Redaction(secrets: [Secret(secret)])
            let text = Self.word(0...20, &generator) + secret + "\u{7}" + Self.word(0...20, &generator)
            let once = redact(text)
            if !"<secret>".contains(secret) { #expect(redact(once) == once, "\(secret.debugDescription)") }
        }
    }

    @Test(
        "passwords in addresses, by chance, never show",
        arguments: ["postgresql", "mysql", "https", "amqp+ssl", "SMTP"])
    func passwords(scheme: String) {
        var generator = SeededGenerator(seed: UInt64(scheme.utf8.count))
        let letters = Array("abcXYZ019-_.~!$&'()*+,;=%:@/?#")
        for _ in 0..<300 {
            let password = String(
                (0..<12).map { _ in letters[Int.random(in: letters.indices, using: &generator)] })
            // Digits up to a slash read as a port, and `@name/` as a host: nobody can tell.
            let first = password.prefix { !"/?#".contains($0) }
            guard first.contains(where: { !$0.isNumber }), !password.contains(/@[a-zA-Z0-9][^@+$&(*~=]*[\/?#]/) else {
                continue
            }
            let shown = Redaction()("cannot open \(scheme)://user:\(password)@db.example.com:5432/shop: refused")
            #expect(shown == "cannot open \(scheme)://user:<secret>@db.example.com:5432/shop: refused", "\(password)")
        }
    }

    @Test("a hundred secrets in a long text take no time worth speaking of")
    func effort() {
        let secrets = (0..<100).map { Secret("secret-number-\($0)-of-many") }
        let text = String(repeating: "all is %20 fine \\n here ", count: 2000)
        let shown = Redaction(secrets: secrets)(text + "secret-number-7-of-many")
        #expect(shown.unicodeScalars.count == Redaction.maximumLength)
    }
}
