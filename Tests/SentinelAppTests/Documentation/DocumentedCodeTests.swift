import Foundation
import SentinelConfig
import Testing

/// What the documents say of codes, programs and each other is true.
@Suite struct DocumentedCodeTests {
    private static let troubleshooting = "Documentation/Guides/Troubleshooting.md"

    /// The codes of runs and deliveries, as the source declares them.
    private static let runCodes: [String] = {
        let source = (try? Repository.text("Sources/SentinelModels/Errors/SentinelError+Code.swift")) ?? ""
        return source.matches(of: /= Self\("([a-z_]+)"\)/).map { String($0.output.1) }
    }()

    @Test(arguments: runCodes + ConfigurationProblem.allCases.map(\.rawValue))
    func codeHasItsAnchor(code: String) throws {
        let text = try Repository.text(Self.troubleshooting)
        #expect(text.contains("\n#### `\(code)`\n"))
    }

    @Test func everyAnchorIsACode() throws {
        let known = Set(Self.runCodes + ConfigurationProblem.allCases.map(\.rawValue))
        let shown = try Repository.text(Self.troubleshooting).matches(of: /\n#### `([a-z_]+)`/)
            .map { String($0.output.1) }
        #expect(shown.filter { !known.contains($0) } == [])
        #expect(Set(shown).count == shown.count)
        #expect(shown.count >= 60)
    }

    @Test(arguments: try MarkdownBlock.all("swift"))
    func swiftBlockIsPartOfAProgram(block: MarkdownBlock) throws {
        let prefix = "swift: "
        try #require(block.note.hasPrefix(prefix), "\(block) does not say which program it is from")
        let program = try Repository.text(String(block.note.dropFirst(prefix.count)))
        #expect(program.contains(block.text), "\(block)")
    }

    @Test(arguments: Repository.documents)
    func linksLeadSomewhere(document: String) throws {
        let folder = URL(filePath: "/" + document).deletingLastPathComponent()
        for link in try Repository.text(document).matches(of: /\]\(([^)#\s]*)(#[^)\s]*)?\)/) {
            let target = String(link.output.1)
            guard !target.contains("://") else { continue }
            let path = target.isEmpty ? document : String(folder.appending(path: target).standardized.path.dropFirst())
            #expect(Repository.contains(path), "\(document): \(target)")
            if let anchor = link.output.2?.dropFirst(), path.hasSuffix(".md"), Repository.contains(path) {
                let anchors = Self.anchors(in: try Repository.text(path))
                #expect(anchors.contains(String(anchor)), "\(document): \(target)#\(anchor)")
            }
        }
    }

    /// The anchors that forges make of headings.
    private static func anchors(in text: String) -> Set<String> {
        Set(
            text.split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
                line.drop { $0 == "#" || $0 == " " }.lowercased().replacing(" ", with: "-")
                    .filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
            })
    }

    @Test func readmeIsShort() throws {
        let lines = try Repository.text("README.md").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count <= 200)
    }

    @Test(arguments: ["Scripts/demo", "Scripts/test", "Examples/run"])
    func scriptCanBeRun(path: String) {
        #expect(FileManager.default.isExecutableFile(atPath: Repository.root.appending(path: path).path))
    }
}
