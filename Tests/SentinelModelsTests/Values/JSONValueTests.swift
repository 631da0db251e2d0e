import SentinelModels
import Testing

@Suite struct JSONValueTests {
    static let readable: [(String, JSONValue)] = [
        ("null", JSONValue.null), (" true ", true), ("\t\r\nfalse\n", false), ("0", .number("0")),
        ("-0", .number("-0")),
        ("12", .number("12")), ("-1.50", .number("-1.50")), ("1e5", .number("1e5")), ("1E+05", .number("1E+05")),
        ("2.5e-3", .number("2.5e-3")), ("123456789012345678.90", .number("123456789012345678.90")),
        ("18446744073709551616", .number("18446744073709551616")), (#""""#, ""), (#""a""#, "a"), ("\"é😀\"", "é😀"),
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), (#""\u0041\u00e9\u00E9""#, "Aéé"),
        (#""\ud83d\ude00""#, "😀"), (#""\uD834\uDD1E""#, "𝄞"), (#""\u0000""#, "\0"),
        ("\"\u{7f}\u{2028}\"", "\u{7f}\u{2028}"),
        ("[]", []), ("[ ]", []), ("[1, [2,3] ,\"x\"]", [1, [2, 3], "x"]), ("{}", .object([])), ("{ }", .object([])),
        (#"{"a":1 , "b" : {"c":[null]}}"#, ["a": 1, "b": ["c": [nil]]]),
        (#"{"a":1,"a":2}"#, .object([.init("a", 1), .init("a", 2)])), (#"{"":0}"#, ["": 0]),
    ]

    @Test(arguments: readable)
    func reads(_ text: String, _ value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
        // What was read can be written and read again.
        #expect(try JSONValue(parsing: value.encoded()) == value)
        #expect(try JSONValue(parsing: value.encoded(pretty: true)) == value)
    }

    @Test(arguments: [
        "", " ", "nul", "nulll", "True", "NaN", "Infinity", "-", "+1", "01", "-01", "1.", ".5", "1.e5", "1e", "1e+",
        "0x1",
        "1 2", "1,", "\"", "\"a", #""\""#, #""\x""#, #""\u12""#, #""\u12G4""#, #""\u+123""#, #""\u-123""#, #""\ud800""#,
        #""\ud800\n""#, #""\ud800\u0041""#, #""\udc00""#, "\"\n\"", "\"\t\"", "\"\u{1f}\"", "'a'", "[", "[1", "[1,",
        "[1,]",
        "[,1]", "[1 2]", "]", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}", "{a:1}", "{1:1}",
        "{\"a\" 1}", "{\"a\":1 \"b\":2}", "[1}", "{\"a\":1]", "// x\n1", "\u{feff}1", "1\u{a0}", "\u{0}",
    ])
    func refuses(_ text: String) {
        #expect(throws: JSONValue.ParsingError.self) { try JSONValue(parsing: text) }
        #expect(!JSONValue.isNumber(text))
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC0, 0x80, 0x22], [0xFF],
        ] as [[UInt8]])
    func refusesInvalidUTF8(_ bytes: [UInt8]) {
        #expect(throws: JSONValue.ParsingError.self) { try JSONValue(parsing: bytes) }
    }

    @Test(arguments: [
        (#"{"a": tru}"#, 6, "expected a value"), ("[1 2]", 3, "expected ',' or ']'"), (#"{"a" 1}"#, 5, "expected ':'"),
        ("1 x", 2, "expected the end"), ("{x", 1, "expected a key"), (#"{"a":1]"#, 6, "expected ',' or '}'"),
    ])
    func saysWhere(_ text: String, _ offset: Int, _ reason: String) {
        let error = #expect(throws: JSONValue.ParsingError.self) { try JSONValue(parsing: text) }
        #expect(error?.offset == offset)
        #expect(error?.description == "\(reason) at byte \(offset)")
    }

    @Test(arguments: [(1, true), (127, true), (128, true), (129, false), (100_000, false)])
    func limitsTheDepth(_ levels: Int, _ isAccepted: Bool) {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let inner = open == "[" ? "" : "1"
            let text = String(repeating: open, count: levels) + inner + String(repeating: close, count: levels)
            #expect(((try? JSONValue(parsing: text)) != nil) == isAccepted)
        }
    }

    @Test(arguments: [
        ("0", true), ("-0", true), ("1e5", true), ("-12.50", true), ("1 ", false), (" 1", false), ("1.", false),
        ("NaN", false), ("", false), ("-", false), ("1,2", false), ("\"1\"", false), ("[1]", false), ("١", false),
    ])
    func knowsNumbers(_ text: String, _ isNumber: Bool) {
        #expect(JSONValue.isNumber(text) == isNumber)
    }

    @Test(arguments: [
        ("\"", #""\"""#), ("\\", #""\\""#), ("/", "\"/\""), ("\n\r\t", #""\n\r\t""#),
        ("\u{0}\u{1f}", #""\u0000\u001f""#),
        ("\u{7f}", #""\u007f""#), ("\u{2028}\u{2029}", #""\u2028\u2029""#), ("</script>é😀", "\"</script>é😀\""),
    ])
    func escapes(_ text: String, _ encoded: String) {
        #expect(JSONValue.string(text).encoded() == encoded)
    }

    @Test func writesBothForms() {
        let value: JSONValue = ["a": [1, true, nil], "b": [:], "c": [], "d": ["x": "y"]]
        #expect(value.encoded() == #"{"a":[1,true,null],"b":{},"c":[],"d":{"x":"y"}}"#)
        #expect(
            value.encoded(pretty: true) == """
                {
                  "a": [
                    1,
                    true,
                    null
                  ],
                  "b": {},
                  "c": [],
                  "d": {
                    "x": "y"
                  }
                }
                """)
        #expect(value.encodedBytes() == Array(value.encoded().utf8))
    }

    @Test func findsParts() {
        let value: JSONValue = ["a": ["x", 7, true], "n": 9_223_372_036_854_775_807]
        #expect(value["a"]?[0]?.stringValue == "x")
        #expect(value["a"]?[1]?.integerValue == 7)
        #expect(value["a"]?[2]?.boolValue == true)
        #expect(value["n"]?.integerValue == .max)
        #expect(value["a"]?.arrayValue?.count == 3)
        let absent: [Any?] = [
            value["b"], value[0], value["a"]?["x"], value["a"]?[3], value["a"]?[-1], value.stringValue,
            value.integerValue, value.boolValue, value.arrayValue, JSONValue.number("1.5").integerValue,
            JSONValue.number("9223372036854775808").integerValue,
        ]
        #expect(absent.allSatisfy { $0 == nil })
    }

    @Test func makesValuesOfOptionals() {
        #expect(JSONValue.optional("a") == "a")
        #expect(JSONValue.optional(String?.none) == .null)
        #expect(JSONValue.optional(Int?.some(3)) == 3)
        #expect(JSONValue.optional(Int?.none) == .null)
        #expect(JSONValue.optional(Timestamp(seconds: 0)) == "1970-01-01T00:00:00Z")
        #expect(JSONValue.optional(Timestamp?.none) == .null)
        #expect(JSONValue.integer(UInt64.max) == .number("18446744073709551615"))
        #expect(JSONValue.sorted(["b": "2", "a": "1"]).encoded() == #"{"a":"1","b":"2"}"#)
    }
}
