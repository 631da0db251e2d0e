/// A fenced block of a document.
struct MarkdownBlock: CustomStringConvertible {
    /// The document's path.
    var document: String
    /// The line of the opening fence, from 1.
    var line: Int
    /// The word after the fence.
    var language: String
    /// What an HTML comment right above says: `config: alerts`; empty without one.
    var note: String
    /// The lines between the fences.
    var text: String

    var description: String { "\(document):\(line)" }

    /// The blocks of one language in all documents.
    static func all(_ language: String) throws -> [MarkdownBlock] {
        try Repository.documents.flatMap { try blocks(of: $0) }.filter { $0.language == language }
    }

    private static func blocks(of document: String) throws -> [MarkdownBlock] {
        var blocks: [MarkdownBlock] = []
        var open: MarkdownBlock?
        var note = ""
        let lines = try Repository.text(document).split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            if var block = open {
                if line.hasPrefix("```") {
                    blocks.append(block)
                    open = nil
                    note = ""
                } else {
                    block.text += line + "\n"
                    open = block
                }
            } else if line.hasPrefix("```") {
                open = MarkdownBlock(
                    document: document, line: index + 1, language: String(line.dropFirst(3)), note: note, text: "")
            } else if line.hasPrefix("<!-- "), line.hasSuffix(" -->") {
                note = String(line.dropFirst(5).dropLast(4))
            } else if !line.isEmpty {
                note = ""
            }
        }
        return blocks
    }
}
