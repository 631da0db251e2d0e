import Foundation

/// A source file as text, with what the layer rules need to know of it.
struct SwiftSource: Sendable {
    /// The path from `Sources` on: `SentinelModels/Cron/ZoneTable.swift`.
    let path: String
    /// The text without comments and without the contents of strings.
    let code: String
    private let words: Set<String>
    /// The modules it imports on Linux, in order.
    let imports: [String]

    init(path: String, text: String) {
        self.path = path
        code = Self.withoutCommentsAndStrings(text)
        words = Self.words(of: code)
        imports = Self.imports(of: code)
    }

    /// The folders and the file, from `Sources` on.
    var parts: [String] { path.split(separator: "/").map(String.init) }
    var target: String { parts[0] }

    /// All sources of the package.
    static func all() throws -> [SwiftSource] {
        try files().map(SwiftSource.init)
    }

    /// The paths, from `Sources` on, and texts of all sources.
    static func files() throws -> [(path: String, text: String)] {
        let root = Repository.root.appending(path: "Sources")
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        return try (files?.allObjects ?? []).compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map {
            let path = $0.path.dropFirst(root.path.count).drop { $0 == "/" }
            return (String(path), try String(contentsOf: $0, encoding: .utf8))
        }
    }

    /// Whether a word stands in the code, not as a part of another one.
    func mentions(_ word: String) -> Bool { words.contains(word) }

    private static func words(of code: String) -> Set<String> {
        let isLetter = { (byte: UInt8) in
            (48...57).contains(byte) || (97...122).contains(byte | 32) || byte == 95 || byte >= 128
        }
        return Set(code.utf8.split { !isLetter($0) }.map { String(decoding: Array($0), as: UTF8.self) })
    }

    /// Walks through the text once; of strings the quotes stay, and what is interpolated counts as their content.
    private static func withoutCommentsAndStrings(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var code: [UInt8] = []
        var index = 0
        func stands(_ word: [UInt8]) -> Bool {
            index + word.count <= bytes.count && bytes[index] == word[0]
                && bytes[index..<index + word.count].elementsEqual(word)
        }
        func skip(past end: [UInt8], hasEscapes: Bool) {
            while index < bytes.count, !stands(end) {
                index += hasEscapes && bytes[index] == UInt8(ascii: "\\") ? 2 : 1
            }
            index += end.count
        }
        while index < bytes.count {
            // Only these can begin something that is no code.
            guard "/\"#".utf8.contains(bytes[index]), let kind = skipped.first(where: { stands($0.start) }) else {
                code.append(bytes[index])
                index += 1
                continue
            }
            index += kind.start.count
            skip(past: kind.end, hasEscapes: kind.hasEscapes)
            code += kind.rest
        }
        return String(decoding: code, as: UTF8.self)
    }

    private static let skipped: [(start: [UInt8], end: [UInt8], hasEscapes: Bool, rest: [UInt8])] = [
        ("//", "\n", false, "\n"), ("/*", "*/", false, ""), ("#\"\"\"", "\"\"\"#", false, "\"\""),
        ("#\"", "\"#", false, "\"\""), ("\"\"\"", "\"\"\"", true, "\"\""), ("\"", "\"", true, "\"\""),
    ].map { (Array($0.0.utf8), Array($0.1.utf8), $0.2, Array($0.3.utf8)) }

    /// The imported modules; the branch after `#else` of `#if canImport(FoundationEssentials)` is for other systems.
    private static func imports(of code: String) -> [String] {
        var modules: [String] = []
        var conditions: [(condition: Substring, isElse: Bool)] = []
        for line in code.split(separator: "\n") {
            let line = line.drop { $0 == " " }
            if line.hasPrefix("#if ") { conditions.append((line.dropFirst(4), false)) }
            if line.hasPrefix("#else"), !conditions.isEmpty { conditions[conditions.count - 1].isElse = true }
            if line.hasPrefix("#endif") { _ = conditions.popLast() }
            guard line.contains("import") else { continue }
            let pattern =
                /(?:@\w+ )*(?:public |package |internal |fileprivate |private )?import (?:(?:struct|class|enum|protocol|func|var|typealias) )?(\w+)/
            guard let match = line.prefixMatch(of: pattern) else { continue }
            let isElsewhere = conditions.contains { $0.isElse && $0.condition == "canImport(FoundationEssentials)" }
            if !isElsewhere { modules.append(String(match.1)) }
        }
        return modules
    }
}
