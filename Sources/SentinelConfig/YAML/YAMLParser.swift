internal import CLibYAML
internal import SentinelModels

/// Reads one YAML document with libyaml's event interface onto a ``YAMLTape``, within ``YAMLLimits``.
struct YAMLParser {
    /// What libyaml reads from; a pointer to it is lent for the time of one parse.
    private struct Feed {
        var source: UnsafeBufferPointer<UInt8>
        var offset = 0
        /// The offset when the last event was complete.
        var settled = 0
        var isOverdue = false
    }

    private var builder: YAMLTapeBuilder
    private let source: UnsafeBufferPointer<UInt8>
    private let file: String

    /// Reads `source`; `keepsEnds` also records where nodes end.
    static func tape(
        of source: UnsafeBufferPointer<UInt8>, file: String, keepsEnds: Bool = false
    ) throws(YAMLError) -> YAMLTape {
        let text = try YAMLEncodingCheck.text(of: source, file: file)
        var parser = YAMLParser(
            builder: YAMLTapeBuilder(file: file, size: text.count, keepsEnds: keepsEnds), source: text, file: file)
        try parser.run()
        return parser.builder.tape
    }

    private mutating func run() throws(YAMLError) {
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else {
            throw YAMLError(.yamlLimit, "out of memory", at: nil)
        }
        defer { yaml_parser_delete(&parser) }
        yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
        let feed = UnsafeMutablePointer<Feed>.allocate(capacity: 1)
        feed.initialize(to: Feed(source: source))
        defer { feed.deallocate() }
        yaml_parser_set_input(&parser, { Self.read($0, $1, $2, $3) }, feed)
        var event = yaml_event_t()
        var documents = 0
        while true {
            guard yaml_parser_parse(&parser, &event) == 1 else {
                throw fault(of: parser, isOverdue: feed.pointee.isOverdue)
            }
            defer { yaml_event_delete(&event) }
            feed.pointee.settled = feed.pointee.offset
            switch event.type {
            case YAML_STREAM_END_EVENT: return
            case YAML_DOCUMENT_START_EVENT:
                documents += 1
                guard documents == 1 else { throw secondDocument(at: event.start_mark) }
            default: try builder.add(event)
            }
        }
    }

    /// libyaml's read handler. Stops a scalar that does not end before libyaml has buffered much of it.
    private static func read(
        _ data: UnsafeMutableRawPointer?, _ buffer: UnsafeMutablePointer<UInt8>?, _ size: Int,
        _ count: UnsafeMutablePointer<Int>?
    ) -> Int32 {
        guard let feed = data?.assumingMemoryBound(to: Feed.self), let buffer, let count,
            let base = feed.pointee.source.baseAddress
        else {
            count?.pointee = 0
            return 1
        }
        guard feed.pointee.offset - feed.pointee.settled <= YAMLLimits.stride else {
            feed.pointee.isOverdue = true
            return 0
        }
        let length = min(size, feed.pointee.source.count - feed.pointee.offset)
        buffer.update(from: base + feed.pointee.offset, count: length)
        feed.pointee.offset += length
        count.pointee = length
        return 1
    }

    // MARK: Faults

    private func secondDocument(at mark: yaml_mark_t) -> YAMLError {
        YAMLError(
            .yamlDocuments, "a second document starts here", at: position(mark),
            hint: "one file holds one document; a directory may hold many files")
    }

    private func fault(of parser: yaml_parser_t, isOverdue: Bool) -> YAMLError {
        if isOverdue {
            return YAMLError(
                .yamlLimit, "a text longer than \(YAMLLimits.stride >> 20) MiB", at: position(parser.mark))
        }
        let problem = parser.problem.map { String(cString: $0) } ?? "the text is no YAML"
        if parser.error == YAML_READER_ERROR {
            return YAMLEncodingCheck.fault(problem, at: parser.problem_offset, in: source, file: file)
        }
        let place = parser.problem_mark
        return YAMLError(.yamlSyntax, "this is no YAML: \(problem)", at: position(place), hint: hint(for: parser))
    }

    /// The usual reasons, by the byte at the place of the problem.
    private func hint(for parser: yaml_parser_t) -> String? {
        let context = parser.context.map { String(cString: $0) } ?? ""
        if context.hasSuffix("an alias") {
            return "put quotes around a text that starts with '*', such as a cron schedule"
        }
        let mark = parser.problem_mark
        let place = YAMLEncodingCheck.offset(line: Int(mark.line), column: Int(mark.column), in: source)
        switch source.indices.contains(place) ? source[place] : 0 {
        case UInt8(ascii: "\t"): return "indent with spaces, not with tabs"
        case UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: "%"): return "put quotes around this text"
        case UInt8(ascii: ":") where context.isEmpty: return "put quotes around a text that contains ': '"
        default: return context.isEmpty ? nil : "\(context) from line \(parser.context_mark.line + 1)"
        }
    }

    private func position(_ mark: yaml_mark_t) -> SourcePosition {
        SourcePosition(file: file, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }
}
