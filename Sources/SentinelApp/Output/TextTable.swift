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

        init(_ text: String, _ style: TextStyle = .plain) {
            self.text = text
            self.style = style
        }

        init(stringLiteral value: String) {
            self.init(value)
        }
    }

    private static let gap = 2
    private static let leastWidth = 8

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

    /// The widths of the content, the most flexible columns narrowed first until the line fits.
    private func columnWidths(within width: Int, breaksWords: Bool) -> [Int] {
        var widths = columns.indices.map { index in
            ([columns[index].title] + rows.map { $0[index].text }).map(Self.width).max() ?? 0
        }
        var excess = widths.reduce(0, +) + Self.gap * (columns.count - 1) - width
        guard excess > 0 else { return widths }
        let least = columns.indices.map { breaksWords ? min(widths[$0], Self.leastWidth) : leastWidth(of: $0) }
        for level in Set(columns.map(\.flexibility)).sorted(by: >) where excess > 0 {
            let candidates = columns.indices.filter { columns[$0].flexibility == level }
            while excess > 0 {
                let movable = candidates.filter { widths[$0] > least[$0] }
                guard let widest = movable.max(by: { widths[$0] < widths[$1] }) else { break }
                widths[widest] -= 1
                excess -= 1
            }
        }
        return widths
    }

    /// The width of a column's longest word: narrower would gain nothing where words are not broken.
    private func leastWidth(of index: Int) -> Int {
        let texts = [columns[index].title] + rows.map { $0[index].text }
        return texts.map(TextWrapping.longestWord).max() ?? 0
    }

    private static func width(_ text: String) -> Int {
        guard text.utf8.contains(UInt8(ascii: "\n")) else { return text.columnCount }
        return text.split(separator: "\n").map(\.columnCount).max() ?? 0
    }
}
