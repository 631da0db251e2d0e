/// The rule for the future at the end of a zone file: a `TZ` text of POSIX with the extensions of RFC 9636, such as
/// `CET-1CEST,M3.5.0,M10.5.0/3`.
struct POSIXZoneRule: Sendable, Hashable {
    /// Seconds east of UTC outside daylight saving time.
    let standardOffset: Int
    private let daylight: Daylight?

    private struct Daylight: Hashable {
        var offset: Int
        var start: Day
        var end: Day
    }

    /// A day of the year with a time, in seconds after midnight.
    fileprivate struct Day: Hashable {
        enum Form: Hashable {
            /// `J60`: 1 to 365, 29 February is never counted.
            case withoutLeapDay(Int)
            /// `59`: 0 to 365, 29 February is counted.
            case fromZero(Int)
            /// `M3.5.0`: month, week (5 is the last), weekday.
            case weekday(month: Int, week: Int, weekday: Int)
        }
        var form: Form
        var time: Int
    }

    /// Reads the text; nil if it is none.
    init?(_ text: String) {
        var reader = Reader(rest: Array(text.utf8)[...])
        guard reader.name(), let west = reader.clock(), abs(west) <= 89_999 else { return nil }
        standardOffset = -west
        if reader.rest.isEmpty {
            daylight = nil
            return
        }
        guard reader.name() else { return nil }
        var offset = standardOffset + 3600
        if reader.rest.first != UInt8(ascii: ",") {
            guard let west = reader.clock() else { return nil }
            offset = -west
        }
        guard abs(offset) <= 93_599, reader.take(","), let start = reader.day(), reader.take(","),
            let end = reader.day(), reader.rest.isEmpty
        else { return nil }
        daylight = Daylight(offset: offset, start: start, end: end)
    }

    /// The changes of these years by the rule, in order of time.
    func changes(inYears years: ClosedRange<Int>) -> [ZoneHistory.Change] {
        guard let daylight else {
            let start = CalendarDate(year: years.lowerBound, month: 1, day: 1).daysSinceEpoch
            return [.init(at: Int64(start) * 86_400, offset: standardOffset)]
        }
        var changes: [ZoneHistory.Change] = []
        for year in years {
            let start = daylight.start.local(inYear: year) - Int64(standardOffset)
            let end = daylight.end.local(inYear: year) - Int64(daylight.offset)
            let pair: [ZoneHistory.Change] = [
                .init(at: end, offset: standardOffset), .init(at: start, offset: daylight.offset),
            ]
            changes += start < end ? pair.reversed() : pair
        }
        // Where daylight saving time never ends, each year's end is the next year's start: the start counts.
        return changes.reduce(into: []) { kept, change in
            if let last = kept.last, last.at >= change.at { kept.removeLast() }
            kept.append(change)
        }
    }
}

extension POSIXZoneRule.Day {
    /// The wall-clock second of the day and time in a year.
    fileprivate func local(inYear year: Int) -> Int64 {
        let newYear = CalendarDate(year: year, month: 1, day: 1).daysSinceEpoch
        let day: Int
        switch form {
        case .withoutLeapDay(let number):
            day = newYear + number - 1 + (number >= 60 && CalendarDate.isLeap(year) ? 1 : 0)
        case .fromZero(let number):
            day = newYear + number
        case .weekday(let month, let week, let weekday):
            let first = CalendarDate(year: year, month: month, day: 1)
            let offset = (weekday - first.weekday).flooringRemainder(dividingBy: 7)
            let inMonth = offset + 7 * (week - 1)
            let isPast = inMonth >= CalendarDate.days(inMonth: month, of: year)
            day = first.daysSinceEpoch + (isPast ? inMonth - 7 : inMonth)
        }
        return Int64(day) * 86_400 + Int64(time)
    }
}

private struct Reader {
    var rest: ArraySlice<UInt8>

    mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: sign) else { return false }
        rest.removeFirst()
        return true
    }

    /// `CET` or `<+01>`.
    mutating func name() -> Bool {
        if take("<") {
            guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
            rest = rest[(end + 1)...]
            return true
        }
        let letters = rest.prefix { (97...122).contains($0 | 32) }
        rest.removeFirst(letters.count)
        return letters.count >= 3
    }

    /// `[+-]h[h[h]][:mm[:ss]]` in seconds.
    mutating func clock() -> Int? {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard let hours = number(upTo: 167) else { return nil }
        var seconds = hours * 3600
        for unit in [60, 1] where take(":") {
            guard let part = number(upTo: 59) else { return nil }
            seconds += part * unit
        }
        return isNegative ? -seconds : seconds
    }

    fileprivate mutating func day() -> POSIXZoneRule.Day? {
        let form: POSIXZoneRule.Day.Form
        if take("M") {
            guard let month = number(upTo: 12), month > 0, take("."), let week = number(upTo: 5), week > 0, take("."),
                let weekday = number(upTo: 6)
            else { return nil }
            form = .weekday(month: month, week: week, weekday: weekday)
        } else if take("J") {
            guard let number = number(upTo: 365), number > 0 else { return nil }
            form = .withoutLeapDay(number)
        } else {
            guard let number = number(upTo: 365) else { return nil }
            form = .fromZero(number)
        }
        guard take("/") else { return .init(form: form, time: 7200) }
        return clock().map { .init(form: form, time: $0) }
    }

    private mutating func number(upTo limit: Int) -> Int? {
        let digits = rest.prefix { (48...57).contains($0) }
        guard (1...3).contains(digits.count) else { return nil }
        rest.removeFirst(digits.count)
        let value = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
        return value <= limit ? value : nil
    }
}
