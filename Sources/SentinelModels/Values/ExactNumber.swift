/// A decimal number of any size, kept as digits: for comparing values without losing a digit.
public struct ExactNumber: Sendable, Hashable, Comparable {
    private var isNegative: Bool
    /// Significant digits without leading or trailing zeros; empty for zero.
    private var digits: [UInt8]
    /// The number is `0.digits × 10^exponent`.
    private var exponent: Int

    /// Reads `-12.50`, `+3`, `1e400`, `.5`, with blanks around; nil if the text is no such number or its exponent
    /// has more than nine digits.
    public init?(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.first, byte == 32 || byte == 9 || byte == 10 || byte == 13 { bytes.removeFirst() }
        while let byte = bytes.last, byte == 32 || byte == 9 || byte == 10 || byte == 13 { bytes.removeLast() }
        isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
        let whole = Self.digits(&bytes)
        var fraction: [UInt8] = []
        if bytes.first == UInt8(ascii: ".") {
            bytes.removeFirst()
            fraction = Self.digits(&bytes)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        var power = 0
        if let mark = bytes.first, mark | 32 == UInt8(ascii: "e") {
            bytes.removeFirst()
            let isDown = bytes.first == UInt8(ascii: "-")
            if isDown || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
            let read = Self.digits(&bytes)
            guard (1...9).contains(read.count) else { return nil }
            power = read.reduce(0) { $0 * 10 + Int($1) } * (isDown ? -1 : 1)
        }
        guard bytes.isEmpty else { return nil }
        let all = whole + fraction
        let leading = all.prefix { $0 == 0 }.count
        digits = Array(all[leading...])
        while digits.last == 0 { digits.removeLast() }
        exponent = digits.isEmpty ? 0 : whole.count - leading + power
        if digits.isEmpty { isNegative = false }
    }

    /// Whether `lhs` is the smaller number.
    public static func < (lhs: ExactNumber, rhs: ExactNumber) -> Bool {
        if lhs.sign != rhs.sign { return lhs.sign < rhs.sign }
        return lhs.isNegative ? rhs.isSmallerInMagnitude(than: lhs) : lhs.isSmallerInMagnitude(than: rhs)
    }

    private var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }

    private func isSmallerInMagnitude(than other: ExactNumber) -> Bool {
        if exponent != other.exponent { return exponent < other.exponent }
        return digits.lexicographicallyPrecedes(other.digits)
    }

    private static func digits(_ bytes: inout ArraySlice<UInt8>) -> [UInt8] {
        let run = bytes.prefix { (48...57).contains($0) }
        bytes.removeFirst(run.count)
        return run.map { $0 - 48 }
    }
}
