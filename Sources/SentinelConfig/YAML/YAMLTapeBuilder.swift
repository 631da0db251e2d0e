internal import CLibYAML
internal import SentinelModels

/// Puts libyaml's events on a tape and counts what they would cost.
struct YAMLTapeBuilder {
    /// A list or mapping that is not closed yet.
    private struct Frame {
        var index: Int
        /// Bytes it would take with its aliases expanded.
        var weight = 2
        /// Levels below it with its aliases expanded.
        var height = 0
        var children: UInt32 = 0
        var anchor: String?
    }

    /// What an alias stands for.
    private struct Anchor {
        var index: Int
        var weight = 0
        var height = 0
        var isOpen = true
    }

    private(set) var tape: YAMLTape
    private let size: Int
    private let keepsEnds: Bool
    private var frames: [Frame] = []
    private var anchors: [String: Anchor] = [:]
    private var weight = 0

    init(file: String, size: Int, keepsEnds: Bool) {
        tape = YAMLTape(file: file)
        self.size = size
        self.keepsEnds = keepsEnds
        tape.nodes.reserveCapacity(min(size / 4 + 16, YAMLLimits.nodes))
        tape.text.reserveCapacity(size)
    }

    /// Adds one event of the document.
    mutating func add(_ event: yaml_event_t) throws(YAMLError) {
        switch event.type {
        case YAML_SCALAR_EVENT: try addScalar(event)
        case YAML_ALIAS_EVENT: try addAlias(event)
        case YAML_SEQUENCE_START_EVENT:
            try open(.sequence, event, anchor: event.data.sequence_start.anchor, tag: event.data.sequence_start.tag)
        case YAML_MAPPING_START_EVENT:
            try open(.mapping, event, anchor: event.data.mapping_start.anchor, tag: event.data.mapping_start.tag)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: try close(event)
        default: break
        }
    }

    // MARK: Nodes

    private mutating func addScalar(_ event: yaml_event_t) throws(YAMLError) {
        let scalar = event.data.scalar
        let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        guard bytes.count <= YAMLLimits.scalarSize else {
            throw YAMLError(
                .yamlLimit, "a text longer than \(YAMLLimits.scalarSize >> 10) KiB", at: position(event.start_mark))
        }
        if scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE, bytes.has(0) {
            throw YAMLError(.yamlEncoding, "a NUL character", at: position(event.start_mark), hint: "leave it out")
        }
        var node = node(.scalar, at: event.start_mark)
        if scalar.plain_implicit != 0 { node.traits = .isPlain }
        if let name = scalar.tag {
            node.tag = try tag(name, at: event.start_mark)
            guard node.tag != .collection, node.tag.suits(bytes) else {
                throw YAMLError(
                    .yamlTag, "this is not what its tag '\(String(cString: tagText(name)))' says",
                    at: position(event.start_mark))
            }
        }
        node.start = UInt32(truncatingIfNeeded: tape.text.count)
        node.count = UInt32(truncatingIfNeeded: bytes.count)
        tape.text.append(contentsOf: bytes)
        let index = try append(node, weight: bytes.count + 1, height: 0, end: event.end_mark)
        if let name = scalar.anchor {
            try declare(name, Anchor(index: index, weight: bytes.count + 1, isOpen: false), at: event.start_mark)
        }
    }

    private mutating func addAlias(_ event: yaml_event_t) throws(YAMLError) {
        let name = event.data.alias.anchor.map { String(cString: tagText($0)) } ?? ""
        guard let anchor = anchors[name] else {
            throw YAMLError(
                .yamlAlias, "there is no anchor '&\(name)' before this alias", at: position(event.start_mark),
                hint: "put quotes around a text that starts with '*'")
        }
        guard !anchor.isOpen else {
            throw YAMLError(
                .yamlAlias, "'*\(name)' stands for something that contains it", at: position(event.start_mark))
        }
        var node = node(.alias, at: event.start_mark)
        node.start = UInt32(truncatingIfNeeded: anchor.index)
        tape.hasAliases = true
        _ = try append(node, weight: anchor.weight, height: anchor.height, end: event.end_mark)
    }

    private mutating func open(
        _ kind: YAMLTape.Kind, _ event: yaml_event_t, anchor: UnsafeMutablePointer<yaml_char_t>?,
        tag name: UnsafeMutablePointer<yaml_char_t>?
    ) throws(YAMLError) {
        if let name, ![.collection, .none].contains(try tag(name, at: event.start_mark)) {
            throw YAMLError(.yamlTag, "this is not what its tag says", at: position(event.start_mark))
        }
        var node = node(kind, at: event.start_mark)
        if isFlow(event) { node.traits = .isFlow }
        let index = try append(node, weight: 2, height: 0, end: event.end_mark)
        var frame = Frame(index: index)
        if let anchor {
            frame.anchor = String(cString: tagText(anchor))
            try declare(anchor, Anchor(index: index), at: event.start_mark)
        }
        frames.append(frame)
        try checkDepth(0, at: event.start_mark)
    }

    private mutating func close(_ event: yaml_event_t) throws(YAMLError) {
        guard let frame = frames.popLast() else { return }
        tape.nodes[frame.index].next = UInt32(truncatingIfNeeded: tape.nodes.count)
        tape.nodes[frame.index].count = frame.children
        if keepsEnds { tape.ends[frame.index] = mark(event.end_mark) }
        if tape.nodes[frame.index].kind == .mapping { try YAMLKeyCheck.check(frame.index, in: &tape) }
        if let name = frame.anchor {
            anchors[name] = Anchor(index: frame.index, weight: frame.weight, height: frame.height + 1, isOpen: false)
        }
        guard !frames.isEmpty else { return }
        frames[frames.count - 1].weight += frame.weight - 2
        frames[frames.count - 1].height = max(frames[frames.count - 1].height, frame.height + 1)
    }

    private func isFlow(_ event: yaml_event_t) -> Bool {
        event.type == YAML_MAPPING_START_EVENT
            ? event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
            : event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
    }

    private func node(_ kind: YAMLTape.Kind, at mark: yaml_mark_t) -> YAMLTape.Node {
        YAMLTape.Node(
            kind: kind, line: Int32(truncatingIfNeeded: mark.line), column: Int32(truncatingIfNeeded: mark.column))
    }

    private mutating func append(
        _ node: YAMLTape.Node, weight added: Int, height: Int, end: yaml_mark_t
    ) throws(YAMLError) -> Int {
        let index = tape.nodes.count
        guard index < YAMLLimits.nodes else {
            throw YAMLError(
                .yamlLimit, "more than \(YAMLLimits.nodes) values in one file", at: position(node),
                hint: "split the file; a directory may hold many")
        }
        var node = node
        node.next = UInt32(truncatingIfNeeded: index + 1)
        tape.nodes.append(node)
        if keepsEnds { tape.ends.append(mark(end)) }
        weight += added
        guard weight <= YAMLLimits.expansion * max(size, 64) else {
            throw YAMLError(
                .yamlLimit,
                "with its aliases expanded the file would be more than \(YAMLLimits.expansion) times larger",
                at: position(node))
        }
        if !frames.isEmpty {
            let last = frames.count - 1
            frames[last].weight += added
            frames[last].height = max(frames[last].height, height)
            frames[last].children += 1
        }
        if height > 0 { try checkDepth(height, at: nil, node) }
        return index
    }

    private func checkDepth(_ height: Int, at mark: yaml_mark_t?, _ node: YAMLTape.Node? = nil) throws(YAMLError) {
        guard frames.count + height > YAMLLimits.depth else { return }
        throw YAMLError(
            .yamlLimit, "nested more than \(YAMLLimits.depth) levels deep",
            at: mark.map(position) ?? node.map(position))
    }

    private mutating func declare(
        _ name: UnsafeMutablePointer<yaml_char_t>, _ anchor: Anchor, at mark: yaml_mark_t
    ) throws(YAMLError) {
        let name = String(cString: tagText(name))
        if let earlier = anchors[name] {
            throw YAMLError(
                .yamlAlias, "the anchor '&\(name)' is already at \(tape.position(earlier.index))", at: position(mark))
        }
        anchors[name] = anchor
    }

    // MARK: Places and tags

    private func tag(_ name: UnsafeMutablePointer<yaml_char_t>, at mark: yaml_mark_t) throws(YAMLError) -> YAMLTag {
        let uri = String(cString: tagText(name))
        if let tag = YAMLTag(uri: uri) { return tag }
        throw YAMLError(
            .yamlTag, "the tag '\(uri.quotable)' is not supported", at: position(mark), hint: "leave it out")
    }

    private func tagText(_ name: UnsafeMutablePointer<yaml_char_t>) -> UnsafePointer<UInt8> { UnsafePointer(name) }

    private func mark(_ mark: yaml_mark_t) -> YAMLTape.Mark {
        YAMLTape.Mark(line: Int(mark.line), column: Int(mark.column))
    }

    private func position(_ mark: yaml_mark_t) -> SourcePosition {
        SourcePosition(file: tape.file, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }

    private func position(_ node: YAMLTape.Node) -> SourcePosition {
        SourcePosition(file: tape.file, line: Int(node.line) + 1, column: Int(node.column) + 1)
    }
}
