public import SentinelModels

/// Reads the `Retry-After` header (RFC 9110, section 10.2.3).
public enum RetryAfter {
    /// The wait from `now`: of whole seconds, or until an HTTP date in any of its three forms (zero if it is past).
    ///
    /// Nil for anything else; the caller clamps, as receivers ask for odd times.
    public static func duration(_ text: String, at now: Timestamp) -> Duration? {
        let trimmed = text.trimmingBlanks
        if !trimmed.isEmpty, trimmed.utf8.allSatisfy({ (48...57).contains($0) }) {
            // More digits than fit are still a request to wait for long.
            return .seconds(Int64(trimmed.prefix(10)) ?? 0)
        }
        guard let date = HTTPDate.timestamp(trimmed) else { return nil }
        return max(.zero, now.duration(to: date))
    }
}

/// Reads the three date forms of HTTP (RFC 9110, section 5.6.7).
enum HTTPDate {
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`.
    static func timestamp(_ text: String) -> Timestamp? {
        var words = text.lowercased().split(whereSeparator: { " ,-".contains($0) }).map(String.init)
        if words.last == "gmt" { words.removeLast() }
        guard words.count == 5 else { return nil }
        // asctime puts the month before the day and the year last.
        let isAscTime = months.contains(words[1])
        let (dayText, monthText) = isAscTime ? (words[2], words[1]) : (words[1], words[2])
        let (yearText, timeText) = isAscTime ? (words[4], words[3]) : (words[3], words[4])
        guard let day = number(dayText), let month = months.firstIndex(of: monthText), var year = number(yearText)
        else { return nil }
        if yearText.utf8.count == 2 { year += year < 70 ? 2000 : 1900 }
        let clock = timeText.split(separator: ":", omittingEmptySubsequences: false).map { number(String($0)) }
        guard clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2], hour < 24,
            minute < 60, second <= 60, (1...CalendarDate.days(inMonth: month + 1, of: year)).contains(day)
        else { return nil }
        let date = CalendarDate(year: year, month: month + 1, day: day)
        return CivilDateTime(date: date, hour: hour, minute: minute, second: second).utc
    }

    private static func number(_ text: String) -> Int? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }
}

extension String {
    /// The text without blanks and tabs at both ends.
    var trimmingBlanks: String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
            return ""
        }
        return String(self[first...last])
    }
}
