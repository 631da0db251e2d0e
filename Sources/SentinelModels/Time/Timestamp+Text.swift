extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC, with as many fractional digits (0, 3 or 6) as the value needs: `2026-11-23T09:00:00Z`.
    public var description: String {
        let civil = CivilDateTime(utc: self)
        var text = civil.date.description
        text.reserveCapacity(27)
        text.append("T")
        text.append(digits: civil.hour, width: 2)
        text.append(":")
        text.append(digits: civil.minute, width: 2)
        text.append(":")
        text.append(digits: civil.second, width: 2)
        if civil.microsecond != 0 {
            let isExact = civil.microsecond % 1000 == 0
            text.append(".")
            text.append(digits: isExact ? civil.microsecond / 1000 : civil.microsecond, width: isExact ? 3 : 6)
        }
        text.append("Z")
        return text
    }

    /// Reads RFC 3339 or the blank-separated form databases write; without an offset the text is UTC.
    ///
    /// Accepts `2026-11-23`, `2026-11-23 09:00`, `2026-11-23T09:00:00.123456+01:00`; digits past microseconds are cut.
    /// Returns nil for anything else, and for fields out of range.
    public init?(_ text: some StringProtocol) {
        var reader = DigitReader(text)
        guard let year = reader.digits(4), reader.skip("-"), let month = reader.digits(2), reader.skip("-"),
            let day = reader.digits(2), (1...12).contains(month),
            (1...CalendarDate.days(inMonth: month, of: year)).contains(day)
        else { return nil }
        var civil = CivilDateTime(date: CalendarDate(year: year, month: month, day: day))
        var offset = 0
        if !reader.isAtEnd {
            guard reader.skip("T") || reader.skip("t") || reader.skip(" "), let hour = reader.digits(2), hour < 24,
                reader.skip(":"), let minute = reader.digits(2), minute < 60
            else { return nil }
            civil.hour = hour
            civil.minute = minute
            if reader.skip(":") {
                guard let second = reader.digits(2), second <= 60 else { return nil }
                civil.second = second
                if reader.skip(".") || reader.skip(",") {
                    guard let fraction = reader.fraction(digits: 6) else { return nil }
                    civil.microsecond = fraction
                }
            }
            guard let read = reader.offset() else { return nil }
            offset = read
        }
        guard reader.isAtEnd else { return nil }
        self = Timestamp(microseconds: civil.utc.microseconds - Int64(offset) * 1_000_000)
    }
}

/// Reads fixed-width ASCII numbers and signs from the front of a text.
private struct DigitReader {
    private var rest: ArraySlice<UInt8>

    init(_ text: some StringProtocol) {
        rest = Array(text.utf8)[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ sign: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: sign) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func digits(_ count: Int) -> Int? {
        guard rest.count >= count else { return nil }
        var value = 0
        for byte in rest.prefix(count) {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        rest.removeFirst(count)
        return value
    }

    mutating func fraction(digits: Int) -> Int? {
        let run = rest.prefix { (48...57).contains($0) }
        guard !run.isEmpty else { return nil }
        rest.removeFirst(run.count)
        var value = 0
        for index in 0..<digits {
            value = value * 10 + (index < run.count ? Int(run[run.startIndex + index] - 48) : 0)
        }
        return value
    }

    /// The offset from UTC in seconds: nothing and `Z` are 0, else `+01:00`, `+0100` or `+01`.
    mutating func offset() -> Int? {
        if isAtEnd || skip("Z") || skip("z") { return 0 }
        let isNegative = skip("-")
        guard isNegative || skip("+"), let hours = digits(2), hours < 24 else { return nil }
        var seconds = hours * 3600
        if !isAtEnd {
            _ = skip(":")
            guard let minutes = digits(2), minutes < 60 else { return nil }
            seconds += minutes * 60
        }
        return isNegative ? -seconds : seconds
    }
}
