/// Replacements of parts of a text, made all at once so that places stay valid.
struct TextEdits {
    private struct Edit {
        var range: Range<Int>
        var text: String
        /// Edits at one place are applied in the order they were made.
        var order: Int

        /// By place; what is inserted comes before what is replaced there.
        var key: (Int, Int, Int) { (range.lowerBound, range.isEmpty ? 0 : 1, order) }
    }

    let bytes: [UInt8]
    private let tape: YAMLTape
    private let lines: [Int]
    private var edits: [Edit] = []
    private var removed: [Range<Int>] = []

    init(_ text: String, _ tape: YAMLTape) {
        bytes = Array(text.utf8)
        self.tape = tape
        lines = Self.lineStarts(bytes)
    }

    /// Where lines start by YAML's rules, to which NEL and the Unicode separators are line breaks too.
    private static func lineStarts(_ bytes: [UInt8]) -> [Int] {
        var starts = [0]
        var place = 0
        while place < bytes.count {
            switch bytes[place] {
            case 0x0D:
                if place + 1 < bytes.count, bytes[place + 1] == 0x0A { place += 1 }
                starts.append(place + 1)
            case 0x0A: starts.append(place + 1)
            case 0xC2 where place + 1 < bytes.count && bytes[place + 1] == 0x85:
                place += 1
                starts.append(place + 1)
            case 0xE2 where place + 2 < bytes.count && bytes[place + 1] == 0x80 && (bytes[place + 2] | 1) == 0xA9:
                place += 2
                starts.append(place + 1)
            default: break
            }
            place += 1
        }
        return starts
    }

    // MARK: Places

    private func offset(line: Int, column: Int) -> Int {
        guard line < lines.count else { return bytes.count }
        var place = lines[line]
        var rest = column
        while rest > 0, place < bytes.count {
            place += 1
            while place < bytes.count, bytes[place] & 0xC0 == 0x80 { place += 1 }
            rest -= 1
        }
        return place
    }

    /// Where a node starts.
    func start(_ index: Int) -> Int {
        offset(line: Int(tape.nodes[index].line), column: Int(tape.nodes[index].column))
    }

    /// Where the last character of a node ends; a block ends with its last scalar.
    func end(_ index: Int) -> Int {
        let node = tape.nodes[index]
        if node.kind == .sequence || node.kind == .mapping, !node.traits.contains(.isFlow), Int(node.next) > index + 1 {
            return end(lastChild(index))
        }
        var place = offset(line: tape.ends[index].line, column: tape.ends[index].column)
        while place > start(index), [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place - 1]) { place -= 1 }
        return place
    }

    private func lastChild(_ index: Int) -> Int {
        var child = index + 1
        while Int(tape.nodes[child].next) < Int(tape.nodes[index].next) { child = Int(tape.nodes[child].next) }
        return child
    }

    /// The text of a range.
    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// The text of a node.
    func text(_ index: Int) -> String {
        text(start(index)..<max(start(index), end(index)))
    }

    // MARK: Edits

    mutating func replace(_ range: Range<Int>, with text: String) {
        edits.append(Edit(range: range, text: text, order: edits.count))
    }

    mutating func insert(_ text: String, at place: Int) {
        replace(place..<place, with: text)
    }

    /// Puts a text in place of a range, and drops whatever else was to happen in it.
    mutating func remove(_ range: Range<Int>, insert text: String = "") {
        removed.append(range)
        edits.append(Edit(range: range, text: text, order: -1))
    }

    /// The text with all edits.
    func result() -> String {
        let kept = edits.filter { edit in
            edit.order == -1 || !removed.contains { $0.contains(edit.range.lowerBound) && !edit.range.isEmpty }
        }
        var result: [UInt8] = []
        var place = 0
        for edit in kept.sorted(by: { $0.key < $1.key }) where edit.range.lowerBound >= place {
            result += bytes[place..<edit.range.lowerBound]
            result += Array(edit.text.utf8)
            place = edit.range.upperBound
        }
        result += bytes[place...]
        return String(decoding: result, as: UTF8.self)
    }
}
