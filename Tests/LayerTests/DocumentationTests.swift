import Testing

/// Every public declaration says what it is for.
@Suite struct DocumentationTests {
    /// The public declarations without a comment above them; `text` is the whole file.
    static func undocumented(_ text: String) -> [String] {
        let declaration =
            /(?:@\w+(?:\([^)]*\))? )*(?:public|open) (?!import|extension)(?:(?:static|final|mutating|indirect|nonisolated|override|convenience|class|consuming|borrowing|lazy|weak) )*(?:let|var|func|init|subscript|struct|class|enum|actor|protocol|typealias|case|associatedtype|macro)\b.*/
        var missing: [String] = []
        var isDocumented = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let line = line.drop { $0 == " " }
            if line.hasPrefix("///") {
                isDocumented = true
            } else if line.hasPrefix("@"), !line.contains("public ") {
                // An attribute stands between a comment and its declaration.
                continue
            } else {
                if !isDocumented, line.prefixMatch(of: declaration) != nil { missing.append(String(line)) }
                isDocumented = false
            }
        }
        return missing
    }

    @Test func everyPublicDeclarationIsDocumented() throws {
        let files = try SwiftSource.files()
        #expect(files.count > 100)
        var missing: [String] = []
        for (path, text) in files { missing += Self.undocumented(text).map { "\(path): \($0)" } }
        #expect(missing == [])
    }

    @Test(arguments: [
        ("public struct A {}", 1), ("/// A.\npublic struct A {}", 0), ("struct A {}", 0), ("package struct A {}", 0),
        ("/// A.\n@frozen\npublic struct A {}", 0), ("@nonexhaustive public enum A {}", 1),
        ("/// A.\n@nonexhaustive public enum A {}", 0), ("    public static func a() {}", 1),
        ("    public let a = 1\n    /// B.\n    public var b = 2", 1), ("// A.\npublic func a() {}", 1),
        ("/// A.\n\npublic func a() {}", 1), ("public import Foundation", 0), ("public extension A {}", 0),
        ("let text = \"public func\"", 0), ("    public init(_ a: Int) {\n        self.a = a", 1),
        ("public mutating func a()", 1), ("public indirect enum Kind {", 1),
    ])
    func findsWhatIsMissing(_ text: String, _ count: Int) {
        #expect(Self.undocumented(text).count == count)
    }

    /// Cases of public enumerations and requirements of public protocols are public without the word.
    static func undocumentedMembers(_ text: String) -> [String] {
        var missing: [String] = []
        var isDocumented = false
        // Indentation of the public enumerations and protocols around a line.
        var open: [(indentation: Int, isProtocol: Bool)] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let indentation = line.prefix { $0 == " " }.count
            let code = line.drop { $0 == " " }
            guard !code.isEmpty else { continue }
            while let last = open.last, indentation <= last.indentation { open.removeLast() }
            if code.hasPrefix("///") {
                isDocumented = true
                continue
            }
            if let last = open.last, indentation == last.indentation + 4, !isDocumented {
                let isMember =
                    last.isProtocol ? code.hasPrefix("func ") || code.hasPrefix("var ") : code.hasPrefix("case ")
                if isMember { missing.append(String(code)) }
            }
            let isPublic = code.contains("public ")
            if isPublic, code.hasSuffix("{"), code.contains("enum ") { open.append((indentation, false)) }
            if isPublic, code.hasSuffix("{"), code.contains("protocol ") { open.append((indentation, true)) }
            isDocumented = false
        }
        return missing
    }

    @Test func everyCaseAndRequirementIsDocumented() throws {
        var missing: [String] = []
        for (path, text) in try SwiftSource.files() {
            missing += Self.undocumentedMembers(text).map { "\(path): \($0)" }
        }
        #expect(missing == [])
    }

    @Test(arguments: [
        ("public enum A {\n    case a\n    /// B.\n    case b\n}", 1), ("enum A {\n    case a\n}", 0),
        ("public protocol P {\n    func a()\n    /// B.\n    func b()\n}", 1),
        (
            "public enum A {\n    /// A.\n    case a\n    /// X.\n    public var x: Int {\n        switch self {\n        case .a: 1\n        }\n    }\n}",
            0
        ),
        ("public struct S {\n    public enum A: String {\n        case a\n    }\n}", 1),
    ])
    func findsMembersWithoutWords(_ text: String, _ count: Int) {
        #expect(Self.undocumentedMembers(text).count == count)
    }
}
