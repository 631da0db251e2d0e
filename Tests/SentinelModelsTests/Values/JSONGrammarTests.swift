import SentinelModels
import SentinelTesting
import Testing

/// JSON's grammar by enumeration: all short texts, and where exactly a fault is.
@Suite struct JSONGrammarTests {
    /// The grammar of RFC 8259, section 6.
    static func isNumber(_ text: String) -> Bool {
        text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil
    }

    static func texts(of signs: [String], upTo length: Int) -> [String] {
        var texts = [""]
        var last = [""]
        for _ in 0..<length {
            last = last.flatMap { text in signs.map { text + $0 } }
            texts += last
        }
        return texts
    }

    /// Every text of up to five of the signs that numbers are made of.
    @Test func knowsEveryShortNumber() throws {
        var numbers = 0
        for text in Self.texts(of: ["0", "7", "-", ".", "e", "+"], upTo: 5) {
            let isNumber = Self.isNumber(text)
            if JSONValue.isNumber(text) != isNumber { Issue.record("\(text)") }
            let parsed = try? JSONValue(parsing: text)
            if parsed != (isNumber ? .number(text) : nil) { Issue.record("\(text) as a document") }
            numbers += isNumber ? 1 : 0
        }
        #expect(numbers > 200)
    }

    /// Every text of up to five brackets, commas and digits, against a grammar that rewrites from inside out.
    @Test func knowsEveryShortList() {
        for text in Self.texts(of: ["[", "]", ",", "1"], upTo: 5) {
            var rest = text.replacing(/1+/, with: "V")
            var before = ""
            while rest != before {
                before = rest
                rest = rest.replacing("[]", with: "V").replacing(/\[V(?:,V)*\]/, with: "V")
            }
            if ((try? JSONValue(parsing: text)) != nil) != (rest == "V") { Issue.record("\(text)") }
        }
    }

    /// A text with the byte at which it stops being JSON, and what was expected there.
    static let faults: [(String, Int, String)] = [
        ("", 0, "expected a value"), ("   ", 3, "expected a value"), ("nul", 0, "expected a value"),
        ("[tru]", 1, "expected a value"), ("falze", 0, "expected a value"), ("+1", 0, "expected a value"),
        ("-", 1, "expected a value"), ("-x", 1, "expected a value"), ("1.", 2, "expected a value"),
        ("1e", 2, "expected a value"), ("1e+", 3, "expected a value"), ("01", 1, "expected the end"),
        ("1 2", 2, "expected the end"), ("{} {}", 3, "expected the end"), ("[1,]", 3, "expected a value"),
        ("[,", 1, "expected a value"), ("[1", 2, "expected ',' or ']'"), ("[1}", 2, "expected ',' or ']'"),
        ("[1 2]", 3, "expected ',' or ']'"), ("{", 1, "expected a key"), ("{1", 1, "expected a key"),
        ("{\"a\":1,}", 7, "expected a key"), ("{\"a\"}", 4, "expected ':'"), ("{\"a\" 1}", 5, "expected ':'"),
        ("{\"a\":}", 5, "expected a value"), ("{\"a\":1", 6, "expected ',' or '}'"),
        ("{\"a\":1]", 6, "expected ',' or '}'"), ("\"", 1, "unterminated string"), ("\"ab", 3, "unterminated string"),
        ("\"a\\", 3, "unterminated string"), ("\"\\x\"", 3, "unknown escape"), ("\"\\U0041\"", 3, "unknown escape"),
        ("\"a\nb\"", 3, "control character in a string"), ("\"\\u12\"", 3, "expected four hexadecimal digits"),
        ("\"\\u12G4\"", 3, "expected four hexadecimal digits"), ("\"\\u+123\"", 3, "expected four hexadecimal digits"),
        ("\"\\ud800\"", 7, "lone surrogate"), ("\"\\udc00\"", 7, "lone surrogate"),
        ("\"\\ud800\\u0041\"", 13, "lone surrogate"), ("\"\\ud800\\ud800\"", 13, "lone surrogate"),
    ]

    @Test(arguments: faults)
    func saysWhereAndWhat(_ text: String, _ offset: Int, _ reason: String) {
        let error = #expect(throws: JSONValue.ParsingError.self) { try JSONValue(parsing: text) }
        #expect(error?.offset == offset && error?.reason == reason, "\(error?.description ?? "")")
    }

    @Test(arguments: [("[", "]"), ("{\"a\":", "}")])
    func saysWhereItIsTooDeep(_ open: String, _ close: String) {
        let text = String(repeating: open, count: 129) + "1" + String(repeating: close, count: 129)
        let error = #expect(throws: JSONValue.ParsingError.self) { try JSONValue(parsing: text) }
        #expect(error?.offset == 128 * open.utf8.count && error?.reason == "nested too deeply")
    }

    /// Each of the 128 ASCII signs in a string, in both directions.
    @Test func everySignSurvives() throws {
        let ascii = (0..<0x80 as Range<UInt32>).compactMap(Unicode.Scalar.init)
        for scalar in ascii + ["\u{80}", "\u{7FF}", "\u{FFFF}", "\u{10FFFF}"] {
            let text = String(scalar) + "x" + String(scalar)
            let encoded = JSONValue.string(text).encoded()
            #expect(try JSONValue(parsing: encoded) == .string(text), "U+\(String(scalar.value, radix: 16))")
            #expect(!encoded.utf8.contains { $0 < 0x20 || $0 == 0x7F })
            // By its number every sign can be written, too.
            if scalar.value < 0x1_0000 {
                let digits = String(scalar.value, radix: 16)
                let escape = "\"\\u" + String(repeating: "0", count: 4 - digits.count) + digits + "\""
                #expect(try JSONValue(parsing: escape) == .string(String(scalar)))
                #expect(
                    try JSONValue(parsing: escape.uppercased().replacing("\\U", with: "\\u")) == .string(String(scalar))
                )
            }
        }
    }

    /// Every pair of surrogates that begins or ends a block.
    @Test(arguments: [
        ("\\ud800\\udc00", "\u{10000}"), ("\\ud800\\udfff", "\u{103FF}"), ("\\udbff\\udc00", "\u{10FC00}"),
        ("\\udbff\\udfff", "\u{10FFFF}"), ("\\uD83D\\uDE00", "😀"), ("\\ud7ff\\ue000", "\u{D7FF}\u{E000}"),
    ])
    func pairsAreOneSign(_ escape: String, _ text: String) throws {
        #expect(try JSONValue(parsing: "\"\(escape)\"") == .string(text))
    }
}
