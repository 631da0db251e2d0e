/// How the demo writes: plain text of at most 80 columns.
enum DemoText {
    static let width = 78

    static func headline(_ text: String) {
        print("\n\(text)\n\(String(repeating: "=", count: text.count))\n")
    }

    /// Lines with a bar at the left, long ones wrapped at blanks.
    static func box(_ title: String, _ lines: [String]) {
        print("+- \(title) " + String(repeating: "-", count: max(0, width - title.count - 4)))
        for line in lines {
            for part in wrapped(line) { print("| \(part)") }
        }
        print("+" + String(repeating: "-", count: width - 1) + "\n")
    }

    static func wrapped(_ line: String) -> [String] {
        let indent = String(line.prefix { $0 == " " })
        var parts: [String] = []
        var current = ""
        for word in line.dropFirst(indent.count).split(separator: " ", omittingEmptySubsequences: false) {
            let room = width - 2 - indent.count
            if !current.isEmpty, current.count + 1 + word.count > room {
                parts.append(indent + current)
                current = "  "
            }
            current += current.isEmpty || current == "  " ? String(word) : " " + word
            while current.count > room {
                parts.append(indent + current.prefix(room))
                current = "  " + current.dropFirst(room)
            }
        }
        parts.append(indent + current)
        return parts
    }
}
