/// Reads CSV as RFC 4180 describes it: quoted cells may hold delimiters, line breaks and doubled quotes.
struct CSVReader {
    let delimiter: Character

    func records(in text: String) -> [[String]] {
        var records: [[String]] = []
        var record: [String] = []
        var cell = ""
        var isQuoted = false
        var rest = text[...]
        while let character = rest.popFirst() {
            if isQuoted {
                if character != "\"" {
                    cell.append(character)
                } else if rest.first == "\"" {
                    cell.append(rest.removeFirst())
                } else {
                    isQuoted = false
                }
            } else if character == "\"", cell.isEmpty {
                isQuoted = true
            } else if character == delimiter {
                record.append(cell)
                cell = ""
            } else if character.isNewline {
                record.append(cell)
                if record != [""] { records.append(record) }
                (record, cell) = ([], "")
            } else {
                cell.append(character)
            }
        }
        record.append(cell)
        if record != [""] { records.append(record) }
        return records
    }
}
