internal import SentinelModels

/// A YAML document as a flat list of its nodes in the order of the file.
///
/// 24 bytes a node and one buffer for all texts: the alerts of a large file are made into trees one by one, and
/// what is never looked at is never made.
struct YAMLTape {
    /// What a node is.
    enum Kind: UInt8 {
        case scalar, sequence, mapping, alias
    }

    /// What is known of a node beside its kind.
    struct Traits: OptionSet {
        let rawValue: UInt8
        /// The scalar's type follows from its text.
        static let isPlain = Traits(rawValue: 1)
        /// The mapping has a merge key.
        static let hasMerge = Traits(rawValue: 2)
        /// The mapping has a key twice.
        static let hasDuplicates = Traits(rawValue: 4)
        /// The list or mapping is written in brackets.
        static let isFlow = Traits(rawValue: 8)
    }

    /// One node.
    struct Node {
        var kind: Kind
        var traits: Traits = []
        var tag: YAMLTag = .none
        /// From 0.
        var line: Int32
        /// From 0.
        var column: Int32
        /// Scalar: offset of the text. Alias: index of what it stands for.
        var start: UInt32 = 0
        /// Scalar: bytes of the text. Sequence: elements. Mapping: keys and values.
        var count: UInt32 = 0
        /// The index after the node and all in it.
        var next: UInt32 = 0
    }

    /// A place in the text, from 0.
    struct Mark {
        var line: Int
        var column: Int
    }

    /// A key that occurs twice in a mapping.
    struct Duplicate {
        var first: Int
        var second: Int
    }

    var file: String
    var nodes: ContiguousArray<Node> = []
    var text: ContiguousArray<UInt8> = []
    var duplicates: [Duplicate] = []
    /// Where each node ends; only kept for the migration.
    var ends: [Mark] = []
    /// Whether some alias is used.
    var hasAliases = false

    init(file: String) {
        self.file = file
    }

    /// Where a node starts.
    func position(_ index: Int) -> SourcePosition {
        SourcePosition(file: file, line: Int(nodes[index].line) + 1, column: Int(nodes[index].column) + 1)
    }

    /// The node itself, or what it is an alias of.
    func resolved(_ index: Int) -> Int {
        nodes[index].kind == .alias ? Int(nodes[index].start) : index
    }

    /// The text of a scalar.
    func string(_ index: Int) -> String {
        withBytes(index) { String(decoding: $0, as: UTF8.self) }
    }

    /// Lends the bytes of a scalar.
    @inline(__always)
    func withBytes<Result>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let node = nodes[index]
        let start = Int(node.start)
        return text.withUnsafeBufferPointer {
            body(UnsafeBufferPointer(rebasing: $0[start..<start + Int(node.count)]))
        }
    }

    /// The type and text of a scalar.
    func scalar(_ index: Int) -> ConfigScalar {
        let node = nodes[index]
        return withBytes(index) { bytes in
            let kind = node.tag.kind(of: bytes, isPlain: node.traits.contains(.isPlain))
            return ConfigScalar(text: String(decoding: bytes, as: UTF8.self), kind: kind)
        }
    }

    /// The keys and values of a mapping as written, merge keys included.
    func pairs(of mapping: Int) -> [(key: Int, value: Int)] {
        var pairs: [(key: Int, value: Int)] = []
        pairs.reserveCapacity(Int(nodes[mapping].count) / 2)
        var index = mapping + 1
        while index < Int(nodes[mapping].next) {
            pairs.append((index, index + 1))
            index = Int(nodes[index + 1].next)
        }
        return pairs
    }

    /// The elements of a sequence.
    func elements(of sequence: Int) -> [Int] {
        var elements: [Int] = []
        elements.reserveCapacity(Int(nodes[sequence].count))
        var index = sequence + 1
        while index < Int(nodes[sequence].next) {
            elements.append(index)
            index = Int(nodes[index].next)
        }
        return elements
    }
}
