internal import SentinelModels

/// What is said about files that are not UTF-8 text, and where.
enum YAMLEncodingCheck {
    typealias Bytes = UnsafeBufferPointer<UInt8>

    /// The text without its byte order mark.
    static func text(of source: Bytes, file: String) throws(YAMLError) -> Bytes {
        let start = SourcePosition(file: file, line: 1, column: 1)
        guard source.count <= YAMLLimits.fileSize else {
            throw YAMLError(.yamlLimit, "the file is larger than \(YAMLLimits.fileSize >> 20) MiB", at: start)
        }
        if source.starts(with: [0xEF, 0xBB, 0xBF]) { return Bytes(rebasing: source.dropFirst(3)) }
        let isWide = source.starts(with: [0xFF, 0xFE]) || source.starts(with: [0xFE, 0xFF])
        let isBareWide = source.count >= 2 && (source[0] == 0) != (source[1] == 0)
        if isWide || isBareWide {
            throw YAMLError(.yamlEncoding, "the file is UTF-16 or UTF-32", at: start, hint: "save it as UTF-8")
        }
        return source
    }

    /// The fault of libyaml's reader at a byte offset.
    static func fault(_ problem: String, at offset: Int, in source: Bytes, file: String) -> YAMLError {
        let byte = source.indices.contains(offset) ? source[offset] : 0
        let message =
            switch (byte, problem.contains("control")) {
            case (0, true): "a NUL byte"
            case (_, true): "a control character (0x\([byte].hexadecimal))"
            default: "invalid UTF-8 (byte 0x\([byte].hexadecimal))"
            }
        return YAMLError(
            .yamlEncoding, message, at: position(offset, in: source, file: file),
            hint: byte == 0 || problem.contains("control") ? nil : "save the file as UTF-8")
    }

    /// The line and column of a byte.
    static func position(_ offset: Int, in source: Bytes, file: String) -> SourcePosition {
        let before = source.prefix(offset)
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let line = before.reduce(into: 1) { if $1 == UInt8(ascii: "\n") { $0 += 1 } }
        let column = before[lineStart...].reduce(into: 1) { if $1 & 0xC0 != 0x80 { $0 += 1 } }
        return SourcePosition(file: file, line: line, column: column)
    }

    /// The byte at a line and column, both from 0; the end of the text if there is no such place.
    static func offset(line: Int, column: Int, in source: Bytes) -> Int {
        var place = 0
        for _ in 0..<line {
            guard let end = source[place...].firstIndex(of: UInt8(ascii: "\n")) else { return source.count }
            place = end + 1
        }
        var rest = column
        while place < source.count, rest > 0 {
            place += 1
            while place < source.count, source[place] & 0xC0 == 0x80 { place += 1 }
            rest -= 1
        }
        return place
    }
}
