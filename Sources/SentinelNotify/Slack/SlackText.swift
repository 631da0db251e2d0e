/// Text as Slack wants it: three characters as entities, lengths in UTF-16 units.
enum SlackText {
    /// The text with `&`, `<` and `>` as entities, which takes the meaning out of `<!channel>`, `<@U1>` and links.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The start of an escaped text that has at most `limit` units, with an ellipsis if something is missing; never
    /// ends within an entity.
    static func cut(_ text: String, to limit: Int) -> String {
        let cut = PlainText.cut(text, to: limit) { $0.utf16.count }
        // By scalars: a mark that joins the entity's last sign must not hide it.
        guard cut != text, let ampersand = cut.unicodeScalars.lastIndex(of: "&"),
            !cut.unicodeScalars[ampersand...].contains(";")
        else { return cut }
        return String(cut.unicodeScalars[..<ampersand]) + "…"
    }
}
