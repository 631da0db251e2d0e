#if DuckDB
    import SentinelModels

    /// Values as DuckDB itself writes them, and instants.
    enum DuckDBText {
        /// A decimal that is stored as a whole number.
        static func decimal(_ number: DuckDBInteger, scale: Int) -> String {
            var digits = number.digits
            guard scale > 0 else { return number.description }
            if digits.utf8.count <= scale {
                digits = String(repeating: "0", count: scale + 1 - digits.utf8.count) + digits
            }
            let point = digits.index(digits.endIndex, offsetBy: -scale)
            return (number.isNegative ? "-" : "") + digits[..<point] + "." + digits[point...]
        }

        /// The bytes of the longest `BIGNUM` that is written in digits, since the time for it grows with their square.
        static let longestWholeNumber = 16 << 10

        /// A `BIGNUM`: three bytes with the sign and the length, then the magnitude, highest byte first. A negative
        /// number has all bits inverted.
        static func wholeNumber(_ stored: UnsafeRawBufferPointer) -> String {
            guard stored.count > 3 else { return "0" }
            let isNegative = stored[0] & 0x80 == 0
            // Groups of nine digits, lowest first.
            var groups: [UInt64] = [0]
            for byte in stored.dropFirst(3) {
                var carry = UInt64(isNegative ? ~byte : byte)
                for index in groups.indices {
                    let sum = groups[index] * 256 + carry
                    groups[index] = sum % 1_000_000_000
                    carry = sum / 1_000_000_000
                }
                if carry > 0 { groups.append(carry) }
            }
            let rest = groups.dropLast().reversed().map { $0.padded(to: 9) }.joined()
            let digits = String(groups.last ?? 0) + rest
            return isNegative && digits != "0" ? "-" + digits : digits
        }

        /// A UUID, whose highest bit is stored inverted so that UUIDs sort.
        static func uuid(_ parts: DuckDBVector.UInt128Parts) -> String {
            let digits = (hexadecimal(parts.upper ^ 1 << 63) + hexadecimal(parts.lower))
            var text = ""
            for (index, digit) in digits.enumerated() {
                if [8, 12, 16, 20].contains(index) { text.append("-") }
                text.append(digit)
            }
            return text
        }

        private static func hexadecimal(_ number: UInt64) -> String {
            let digits = String(number, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }

        /// A bit string: the first byte says how many bits of the second do not count.
        static func bits(_ stored: UnsafeRawBufferPointer) -> String {
            guard let padding = stored.first else { return "" }
            let bits = stored.dropFirst().flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 == 1 ? "1" : "0" } }
            return bits.dropFirst(Int(padding)).joined()
        }

        /// A time of day, with as many digits of its fraction as it needs.
        static func time(_ count: Int64, perSecond: Int64) -> String {
            let seconds = count / perSecond
            let fraction = count % perSecond
            let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60]
            return parts.map { $0.padded(to: 2) }.joined(separator: ":") + tail(fraction, perSecond)
        }

        /// The fraction of a second with its point; nothing if it is zero.
        private static func tail(_ fraction: Int64, _ perSecond: Int64) -> String {
            guard fraction > 0 else { return "" }
            var digits = fraction.padded(to: String(perSecond).utf8.count - 1)
            while digits.last == "0" { digits.removeLast() }
            return "." + digits
        }

        /// A time of day with an offset: 40 bits of microseconds, 24 bits that count down from the highest offset.
        static func timeWithOffset(_ bits: UInt64) -> String {
            let offset = 57_599 - Int64(bits & 0xFF_FFFF)
            let parts = [abs(offset) / 3600, abs(offset) / 60 % 60, abs(offset) % 60]
            var text = time(Int64(bits >> 24), perSecond: 1_000_000) + (offset < 0 ? "-" : "+") + parts[0].padded(to: 2)
            if parts[1] + parts[2] > 0 { text += ":" + parts[1].padded(to: 2) }
            if parts[2] > 0 { text += ":" + parts[2].padded(to: 2) }
            return text
        }

        /// An interval: `1 year 2 months 3 days 04:05:06.5`.
        static func interval(_ parts: DuckDBVector.IntervalParts) -> String {
            func part(_ count: Int32, _ unit: String) -> String? {
                count == 0 ? nil : "\(count) \(unit)\(abs(count) == 1 ? "" : "s")"
            }
            var words = [
                part(parts.months / 12, "year"), part(parts.months % 12, "month"), part(parts.days, "day"),
            ].compactMap { $0 }
            if parts.microseconds != 0 || words.isEmpty {
                let magnitude = parts.microseconds.magnitude
                let seconds = magnitude / 1_000_000
                words.append(
                    (parts.microseconds < 0 ? "-" : "")
                        + [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0.padded(to: 2) }.joined(
                            separator: ":")
                        + tail(Int64(magnitude % 1_000_000), 1_000_000))
            }
            return words.joined(separator: " ")
        }

        /// An instant; as text where it is finer than a microsecond or does not fit.
        static func instant(_ count: Int64, perSecond: Int64) -> SQLValue {
            if perSecond <= 1_000_000 {
                let (micros, overflow) = count.multipliedReportingOverflow(by: 1_000_000 / perSecond)
                return overflow ? .text("\(count) s") : .timestamp(Timestamp(microseconds: micros))
            }
            let perMicrosecond = perSecond / 1_000_000
            let micros = count.flooringQuotient(dividingBy: perMicrosecond)
            let rest = count.flooringRemainder(dividingBy: perMicrosecond)
            let instant = Timestamp(microseconds: micros)
            guard rest != 0 else { return .timestamp(instant) }
            let civil = CivilDateTime(utc: instant)
            let nanoseconds = Int64(civil.microsecond) * perMicrosecond + rest
            let clock = Int64(civil.hour * 3600 + civil.minute * 60 + civil.second) * perSecond + nanoseconds
            return .text("\(civil.date) \(time(clock, perSecond: perSecond))")
        }
    }
#endif
