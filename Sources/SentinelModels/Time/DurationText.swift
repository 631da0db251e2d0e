extension Duration {
    /// Reads `30s`, `5m`, `1h30m`, `250ms`, `2d`, `1w` or ISO 8601 (`PT1H30M`, `P1DT12H`, `P2W`).
    ///
    /// Days are 24 hours. Returns nil for a number without a unit, a negative or an overlong value, units out of
    /// order, and anything else.
    public init?(text: String) {
        let bytes = Array(text.utf8)
        let isISO = bytes.first == UInt8(ascii: "P") || bytes.first == UInt8(ascii: "p")
        guard let total = isISO ? Self.iso(bytes.dropFirst()) : Self.plain(bytes[...]) else { return nil }
        self = .microseconds(total)
    }

    /// The shortest text that ``init(text:)`` reads back: `1h30m`, `45s`, `250ms`, `0s`. A negative length, which is
    /// never read, gets a minus sign.
    public var text: String {
        var rest = wholeMicroseconds.magnitude
        guard rest > 0 else { return "0s" }
        var text = wholeMicroseconds < 0 ? "-" : ""
        for (unit, length) in Self.units.reversed() where rest >= length {
            text += "\(rest / length)\(unit)"
            rest %= length
        }
        return text
    }

    private static let units: [(name: String, microseconds: UInt64)] = [
        ("us", 1), ("ms", 1000), ("s", 1_000_000), ("m", 60_000_000), ("h", 3_600_000_000), ("d", 86_400_000_000),
        ("w", 604_800_000_000),
    ]

    private static func plain(_ bytes: ArraySlice<UInt8>) -> Int64? {
        var rest = bytes
        var total: Int64 = 0
        var lastUnit = UInt64.max
        while !rest.isEmpty {
            guard let number = number(&rest) else { return nil }
            let name = String(decoding: rest.prefix { (97...122).contains($0) }, as: UTF8.self)
            guard let unit = units.first(where: { $0.name == name }), unit.microseconds < lastUnit,
                add(number, times: unit.microseconds, to: &total)
            else { return nil }
            lastUnit = unit.microseconds
            rest.removeFirst(name.utf8.count)
        }
        return bytes.isEmpty ? nil : total
    }

    private static func iso(_ bytes: ArraySlice<UInt8>) -> Int64? {
        var rest = bytes
        var total: Int64 = 0
        var inTime = false
        var isComplete = false
        var lastUnit = UInt64.max
        while let byte = rest.first {
            if byte | 32 == UInt8(ascii: "t") {
                guard !inTime else { return nil }
                inTime = true
                isComplete = false
                rest.removeFirst()
                continue
            }
            guard let number = number(&rest), let letter = rest.popFirst() else { return nil }
            let name: String
            switch (letter | 32, inTime) {
            case (UInt8(ascii: "w"), false): name = "w"
            case (UInt8(ascii: "d"), false): name = "d"
            case (UInt8(ascii: "h"), true): name = "h"
            case (UInt8(ascii: "m"), true): name = "m"
            case (UInt8(ascii: "s"), true): name = "s"
            default: return nil
            }
            guard let unit = units.first(where: { $0.name == name }), unit.microseconds < lastUnit,
                add(number, times: unit.microseconds, to: &total)
            else { return nil }
            lastUnit = unit.microseconds
            isComplete = true
        }
        return isComplete ? total : nil
    }

    private static func number(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        let digits = rest.prefix { (48...57).contains($0) }
        rest.removeFirst(digits.count)
        return Int64(String(decoding: digits, as: UTF8.self))
    }

    private static func add(_ number: Int64, times unit: UInt64, to total: inout Int64) -> Bool {
        let (product, overflow) = number.multipliedReportingOverflow(by: Int64(unit))
        let (sum, carry) = total.addingReportingOverflow(product)
        total = sum
        return !overflow && !carry
    }
}
