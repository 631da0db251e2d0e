import SentinelModels
import Testing

@testable import SentinelConfig

/// Trees, places, anchors, merges and what is refused.
@Suite("YAML documents")
struct YAMLStructureTests {
    /// A tree as JSON-like text, to compare with.
    private func text(_ node: ConfigNode) -> String {
        switch node.content {
        case .scalar(let scalar): scalar.text
        case .sequence(let elements): "[" + elements.map(text).joined(separator: ",") + "]"
        case .mapping(let entries):
            "{" + entries.map { "\($0.key):\(text($0.value))" }.joined(separator: ",") + "}"
        }
    }

    @Test(arguments: [
        ("a: 1\nb: [x, {c: d}]\n", "{a:1,b:[x,{c:d}]}"),
        ("- a\n-\n  b: c\n", "[a,{b:c}]"),
        ("a: &x [1, 2]\nb: *x\n", "{a:[1,2],b:[1,2]}"),
        ("&k a: 1\nb: *k\n", "{a:1,b:a}"),
        ("&k a: 1\n*k : 2\n", "{a:2}"),
        ("\u{FEFF}a: 1\r\nb: 2\r\n", "{a:1,b:2}"),
        ("%YAML 1.1\n---\na: 1\n...\n", "{a:1}"),
        ("a: !!map {b: 1}\nc: !!seq [1]\n", "{a:{b:1},c:[1]}"),
        ("? a\n: 1\n", "{a:1}"),
        ("a: |\n  x\n   y\nb: >\n  x\n  y\n", "{a:x\n y\n,b:x y\n}"),
    ])
    func documentBecomesTree(_ source: String, _ expected: String) throws {
        #expect(try text(read(source)) == expected)
    }

    @Test(arguments: [
        ("x: &a {p: 1, q: 2}\ny: {<<: *a, q: 3}\n", "{q:3,p:1}"),
        ("x: &a {p: 1}\ny: {q: 3, <<: *a}\n", "{p:1,q:3}"),
        ("x: [&a {p: 1}, &b {p: 2, r: 4}]\ny: {<<: [*a, *b]}\n", "{p:1,r:4}"),
        ("x: &a {p: 1}\nz: &b {<<: *a, q: 2}\ny: {<<: *b}\n", "{p:1,q:2}"),
        ("x: &a {p: 1}\ny: {'<<': 5, p: 6}\n", "{<<:5,p:6}"),
        ("x: 1\ny: {<<: {p: 1}, <<: {p: 2, q: 3}}\n", "{p:2,q:3}"),
    ])
    func mergeKeysAsInPyYAML(_ source: String, _ expected: String) throws {
        let node = try #require(try read(source)["y"])
        let sorted = { (text: String) in text.dropFirst().dropLast().split(separator: ",").sorted() }
        #expect(sorted(text(node)) == sorted(expected))
    }

    @Test func placesCountFromOneInCharacters() throws {
        let node = try read("ä: x\nbb:\n  - y\n  - \"ö\": {z: 1}\n")
        let list = try #require(node["bb"])
        #expect(node.entries?.map(\.keyPosition.description) == ["c.yaml:1:1", "c.yaml:2:1"])
        #expect(node["ä"]?.position.description == "c.yaml:1:4")
        #expect(list.elements?.map(\.position.description) == ["c.yaml:3:5", "c.yaml:4:5"])
        #expect(list.elements?[1]["ö"]?["z"]?.position.description == "c.yaml:4:14")
    }

    @Test func theLastOfTwoKeysCounts() throws {
        let node = try read("a: 1\nb: 2\na: 3\n")
        #expect(text(node) == "{a:3,b:2}")
    }

    @Test("Many keys are compared by hashing, few pair by pair: both find the same")
    func keysOfLargeMappings() throws {
        let keys = (0..<40).map { "k\($0): 1\n" }.joined() + "k7: 2\n<<: {z: 1}\n"
        var text = keys
        let tape = try text.withUTF8 { try YAMLParser.tape(of: $0, file: "") }
        #expect(tape.duplicates.map { tape.position($0.second).line } == [41])
        #expect(try read(keys)["z"] != nil)
    }

    /// What is no YAML for us: text, place and code, and a word of the message or hint.
    static let faults: [(String, String, String)] = [
        ("a: [1, 2\nb: }\n", "2:2 yaml_syntax", "flow sequence from line 1"),
        ("a:\n\tb: 1\n", "2:1 yaml_syntax", "spaces"),
        ("a: b: c\n", "1:5 yaml_syntax", "quotes"),
        ("a: @b\n", "1:4 yaml_syntax", "quotes"),
        ("s: * * * * *\n", "1:5 yaml_syntax", "quotes"),
        ("a: 'x\n", "2:1 yaml_syntax", "quoted"),
        ("a: 1\n---\nb: 2\n", "2:1 yaml_documents", "one document"),
        ("a: !x 1\n", "1:4 yaml_tag", "!x"),
        ("a: !!python/object:os.system {}\n", "1:4 yaml_tag", "python"),
        ("a: !!binary aGk=\n", "1:4 yaml_tag", "binary"),
        ("a: !!set {x}\n", "1:4 yaml_tag", "set"),
        ("a: !!int abc\n", "1:4 yaml_tag", "int"),
        ("a: !!str {x: 1}\n", "1:4 yaml_tag", "tag"),
        ("a: !!map x\n", "1:4 yaml_tag", "map"),
        ("a: *b\n", "1:4 yaml_alias", "&b"),
        ("a: &a [*a]\n", "1:8 yaml_alias", "contains"),
        ("a: &x 1\nb: &x 2\n", "2:4 yaml_alias", "1:4"),
        ("? [a]\n: 1\n", "1:3 yaml_key", "key"),
        ("<<: 5\n", "1:5 yaml_key", "merges"),
        ("<<: [{a: 1}, 5]\n", "1:5 yaml_key", "merges"),
        ("a: \"\\0\"\n", "1:4 yaml_encoding", "NUL"),
        ("a: x\u{0}y\n", "1:5 yaml_encoding", "NUL"),
        ("a: x\u{7}\n", "1:5 yaml_encoding", "0x07"),
    ]

    @Test(arguments: faults)
    func isRefusedWithItsPlace(_ source: String, _ mark: String, _ word: String) throws {
        let loaded = load(source)
        #expect(marks(loaded) == [mark])
        let text = loaded.diagnostics.map(\.description).joined()
        #expect(text.contains(word), "\(text)")
    }

    @Test(
        arguments: [
            ([0x61, 0x3A, 0x20, 0xFF, 0x0A], "1:4 yaml_encoding", "0xff"),
            ([0x61, 0x0A, 0xC3, 0x28], "2:2 yaml_encoding", "0x28"),
            ([0xFF, 0xFE, 0x61, 0x00], "1:1 yaml_encoding", "UTF-16"),
            ([0xFE, 0xFF, 0x00, 0x61], "1:1 yaml_encoding", "UTF-16"),
            ([0x61, 0x00, 0x3A, 0x00], "1:1 yaml_encoding", "UTF-16"),
            ([0x61, 0x3A, 0x20, 0xED, 0xA0, 0x80], "1:4 yaml_encoding", "UTF-8"),
        ] as [([UInt8], String, String)])
    func bytesThatAreNoUTF8(_ bytes: [UInt8], _ mark: String, _ word: String) throws {
        var set = DocumentSet()
        bytes.withUnsafeBufferPointer { set.add($0, file: "c.yaml", isOnlyOne: true) }
        let diagnostic = try #require(set.diagnostics.first)
        #expect("\(diagnostic.position?.line ?? 0):\(diagnostic.position?.column ?? 0) \(diagnostic.code)" == mark)
        #expect(diagnostic.description.contains(word), "\(diagnostic)")
    }

    @Test(arguments: ["", "# only a comment\n", "---\n", "~\n"])
    func emptyFile(_ text: String) {
        #expect(marks(load(text)) == ["1:1 empty_file"])
    }

    @Test(arguments: [("- a\n", "a list"), ("text\n", "a text")])
    func topLevelMustBeAMapping(_ text: String, _ word: String) {
        let loaded = load(text)
        #expect(marks(loaded) == ["1:1 wrong_type"])
        #expect(loaded.diagnostics[0].message.contains(word))
    }
}
