/// A table for people: columns as wide as their content, narrowed by wrapping where the line is too short.
struct TextTable: Sendable {
    /// A column's heading and behaviour.
    struct Column: Sendable {
        var title: String
        /// Numbers stand at the right.
        var isNumeric = false
        /// Which column gives way first when the line is too short: the highest.
        var flexibility = 0

        init(_ title: String, numeric: Bool = false, flexibility: Int = 0) {
            self.title = title
            isNumeric = numeric
            self.flexibility = flexibility
        }
    }

    /// What stands in a row and column.
    struct Cell: Sendable, ExpressibleByStringLiteral {
        var text: String
        var style: TextStyle

        /// Makes a cell; the text may come from anywhere.
        init(_ text: String, _ style: TextStyle = .plain) {
            self.text = text.visible
            self.style = style
        }

        init(stringLiteral value: String) {
            self.init(value)
        }
    }

    private static let gap = 2
    private static let leastWidth = 8
    private static let easyWidth = 24

    var columns: [Column]
    var rows: [[Cell]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    /// The table without trailing blanks and without a last line break.
    ///
    /// - Parameters:
    ///   - width: How wide lines should be at most.
    ///   - breaksWords: Whether words wider than their column are broken; else they stick out, whole.
    ///   - style: Gives a text its look.
    func rendered(width: Int, breaksWords: Bool, style: (String, TextStyle) -> String) -> String {
        let widths = columnWidths(within: width, breaksWords: breaksWords)
        var text = ""
        append(columns.map { Cell($0.title, .dim) }, to: &text, widths, breaksWords, style)
        for row in rows {
            text += "\n"
            append(row, to: &text, widths, breaksWords, style)
        }
        return text
    }

    private func append(
        _ row: [Cell], to text: inout String, _ widths: [Int], _ breaksWords: Bool,
        _ style: (String, TextStyle) -> String
    ) {
        let cells = zip(row, widths).map { cell, width in
            TextWrapping.lines(of: cell.text, width: width, breaksWords: breaksWords)
        }
        for index in 0..<(cells.map(\.count).max() ?? 0) {
            if index > 0 { text += "\n" }
            var blanks = 0
            for (number, lines) in cells.enumerated() {
                let part = index < lines.count ? lines[index] : ""
                let rest = max(0, widths[number] - part.columnCount)
                if columns[number].isNumeric { blanks += rest }
                if !part.isEmpty {
                    text += String(repeating: " ", count: blanks)
                    text += style(part, row[number].style)
                    blanks = 0
                }
                if !columns[number].isNumeric { blanks += rest }
                blanks += Self.gap
            }
        }
    }

    /// The widths of the content; if the line is too short for them, the most flexible columns are narrowed first to
    /// what is easy to read, then all flexible ones further. The others give way last, and only on a terminal.
    private func columnWidths(within width: Int, breaksWords: Bool) -> [Int] {
        var widths = columns.indices.map { index in
            ([columns[index].title] + rows.map { $0[index].text }).map(Self.width).max() ?? 0
        }
        var excess = widths.reduce(0, +) + Self.gap * (columns.count - 1) - width
        guard excess > 0 else { return widths }
        let least = columns.indices.map { leastWidth(of: $0, breaksWords: breaksWords) }
        for level in Set(columns.map(\.flexibility)).sorted(by: >) where level > 0 {
            let chosen = columns.indices.filter { columns[$0].flexibility == level }
            narrow(chosen, of: &widths, by: &excess, to: least.map { max($0, Self.easyWidth) })
        }
        narrow(columns.indices.filter { columns[$0].flexibility > 0 }, of: &widths, by: &excess, to: least)
        if breaksWords { narrow(Array(columns.indices), of: &widths, by: &excess, to: least) }
        return widths
    }

    /// Takes columns away from the widest first.
    private func narrow(_ columns: [Int], of widths: inout [Int], by excess: inout Int, to least: [Int]) {
        while excess > 0 {
            let movable = columns.filter { widths[$0] > least[$0] }
            guard let widest = movable.max(by: { widths[$0] < widths[$1] }) else { return }
            widths[widest] -= 1
            excess -= 1
        }
    }

    /// How far a column may be narrowed. Where words are not broken, narrower than the longest word would gain nothing;
    /// but one very long word sticks out of its own row and does not make all rows as wide.
    private func leastWidth(of index: Int, breaksWords: Bool) -> Int {
        let title = TextWrapping.longestWord(in: columns[index].title)
        if breaksWords { return max(title, Self.leastWidth) }
        let words = rows.map { TextWrapping.longestWord(in: $0[index].text) }.max() ?? 0
        return max(title, Self.leastWidth, min(words, Self.easyWidth))
    }

    private static func width(_ text: String) -> Int {
        guard text.utf8.contains(UInt8(ascii: "\n")) else { return text.columnCount }
        return text.split(separator: "\n").map(\.columnCount).max() ?? 0
    }
}
