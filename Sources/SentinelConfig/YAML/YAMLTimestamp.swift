/// The form of dates and times in YAML 1.1.
enum YAMLTimestamp {
    /// Whether a plain scalar is a date such as `2024-01-01` or a time such as `2024-1-1 09:30:00 +01:00`.
    static func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count >= 8, bytes[4] == UInt8(ascii: "-") else { return false }
        var rest = bytes[...]
        guard digits(&rest, 4...4), take(&rest, "-") else { return false }
        let monthStart = rest.startIndex
        guard digits(&rest, 1...2), take(&rest, "-") else { return false }
        let hasLongMonth = rest.startIndex - monthStart == 3
        let dayStart = rest.startIndex
        guard digits(&rest, 1...2) else { return false }
        if rest.isEmpty { return hasLongMonth && rest.startIndex - dayStart == 2 }
        return separator(&rest) && time(&rest) && zone(&rest)
    }

    private typealias Rest = Slice<UnsafeBufferPointer<UInt8>>

    private static func separator(_ rest: inout Rest) -> Bool {
        if rest.first.map({ $0 | 32 == UInt8(ascii: "t") }) == true {
            rest.removeFirst()
            return true
        }
        return blanks(&rest) > 0
    }

    private static func time(_ rest: inout Rest) -> Bool {
        guard digits(&rest, 1...2), take(&rest, ":"), digits(&rest, 2...2), take(&rest, ":"), digits(&rest, 2...2)
        else { return false }
        if take(&rest, ".") { _ = digits(&rest, 0...Int.max) }
        return true
    }

    private static func zone(_ rest: inout Rest) -> Bool {
        _ = blanks(&rest)
        if rest.isEmpty || take(&rest, "Z") { return rest.isEmpty }
        guard take(&rest, "+") || take(&rest, "-"), digits(&rest, 1...2) else { return false }
        guard !rest.isEmpty else { return true }
        return take(&rest, ":") && digits(&rest, 2...2) && rest.isEmpty
    }

    private static func blanks(_ rest: inout Rest) -> Int {
        let blanks = rest.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        rest.removeFirst(blanks.count)
        return blanks.count
    }

    private static func take(_ rest: inout Rest, _ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: scalar) else { return false }
        rest.removeFirst()
        return true
    }

    private static func digits(_ rest: inout Rest, _ count: ClosedRange<Int>) -> Bool {
        let found = rest.prefix { $0 &- 48 < 10 }.count
        let taken = min(found, count.upperBound)
        guard taken >= count.lowerBound else { return false }
        rest.removeFirst(taken)
        return true
    }
}
