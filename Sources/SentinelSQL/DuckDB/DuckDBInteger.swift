#if DuckDB
    /// A whole number of up to 128 bits with its sign, as sign and magnitude.
    ///
    /// Swift's own 128-bit numbers need a newer macOS than this package does.
    struct DuckDBInteger: Sendable, Hashable, CustomStringConvertible {
        let isNegative: Bool
        private let upper: UInt64
        private let lower: UInt64

        init(_ value: some FixedWidthInteger) {
            isNegative = value < 0
            upper = 0
            lower = UInt64(value.magnitude)
        }

        init(_ parts: DuckDBVector.UInt128Parts, isSigned: Bool) {
            isNegative = isSigned && Int64(bitPattern: parts.upper) < 0
            guard isNegative else {
                upper = parts.upper
                lower = parts.lower
                return
            }
            let (negated, carry) = (~parts.lower).addingReportingOverflow(1)
            lower = negated
            upper = ~parts.upper &+ (carry ? 1 : 0)
        }

        /// The decimal digits without a sign.
        var digits: String {
            guard upper > 0 else { return String(lower) }
            // 10^19 is the largest power of ten in 64 bits.
            let divisor: UInt64 = 10_000_000_000_000_000_000
            let (high, rest) = upper.quotientAndRemainder(dividingBy: divisor)
            let (quotient, remainder) = divisor.dividingFullWidth((rest, lower))
            var leading = String(quotient)
            if high > 0 {
                let (top, middle) = divisor.dividingFullWidth((high, quotient))
                leading = (top > 0 ? String(top) : "") + Self.padded(middle)
            }
            return leading + Self.padded(remainder)
        }

        private static func padded(_ number: UInt64) -> String {
            let digits = String(number)
            return String(repeating: "0", count: 19 - digits.utf8.count) + digits
        }

        /// The number in decimal digits.
        var description: String { (isNegative ? "-" : "") + digits }
    }

    extension Int64 {
        /// The number, if it fits.
        init?(exactly number: DuckDBInteger) { self.init(number.description) }
    }

    extension Int {
        /// The number, or the nearest one that fits.
        init(clamping number: DuckDBInteger) { self = Int(number.description) ?? (number.isNegative ? .min : .max) }
    }
#endif
