import Foundation
import SentinelModels
import Testing

/// A second, deliberately simple implementation of cron to compare with: it reads the text by splitting strings, walks
/// minute by minute, and takes the offsets of zones from Foundation.
struct CronOracle {
    private let minuteOfDay: [Bool]
    private let months: Set<Int>
    private let daysOfMonth: Set<Int>
    private let lastOfMonth: Bool
    private let weekdays: Set<Int>
    private let numbered: [(weekday: Int, week: Int)]
    private let lastWeekdays: Set<Int>
    private let needsBoth: Bool
    private let isWildcard: Bool

    init(_ text: String) {
        let fields = text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
        let minutes = Self.values(fields[0], 0...59)
        let hours = Self.values(fields[1], 0...23)
        minuteOfDay = (0..<1440).map { minutes.contains($0 % 60) && hours.contains($0 / 60) }
        let monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        months = Self.values(fields[3], 1...12, names: monthNames)
        let dayParts = fields[2].split(separator: ",").map(String.init)
        lastOfMonth = dayParts.contains("l")
        daysOfMonth = Self.values(dayParts.filter { $0 != "l" }.joined(separator: ","), 1...31)
        let weekdayParts = fields[4].split(separator: ",").map(String.init)
        lastWeekdays = Set(weekdayParts.filter { $0.hasPrefix("l") }.map { Int($0.dropFirst())! % 7 })
        numbered = weekdayParts.filter { $0.contains("#") }.map { part in
            let halves = part.split(separator: "#")
            return (Int(halves[0])! % 7, Int(halves[1])!)
        }
        let plain = weekdayParts.filter { !$0.hasPrefix("l") && !$0.contains("#") }.joined(separator: ",")
        let names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
        weekdays = Set(Self.values(plain, 0...7, names: names, firstNumber: 0).map { $0 % 7 })
        needsBoth = "*?".contains(fields[2].first!) || "*?".contains(fields[4].first!)
        isWildcard = (fields[0] + fields[1]).contains { "*/".contains($0) }
    }

    private static func values(
        _ text: String, _ range: ClosedRange<Int>, names: [String] = [], firstNumber: Int = 1
    ) -> Set<Int> {
        var found: Set<Int> = []
        for part in text.split(separator: ",") {
            let halves = part.split(separator: "/").map(String.init)
            let ends = halves[0].split(separator: "-").map { end in
                names.firstIndex(of: String(end)).map { $0 + firstNumber } ?? Int(end) ?? range.lowerBound
            }
            let isAny = ["*", "?"].contains(halves[0])
            let low = isAny ? range.lowerBound : ends[0]
            let high = isAny || halves.count == 2 && ends.count == 1 ? range.upperBound : ends.last!
            found.formUnion(stride(from: low, through: high, by: halves.count == 2 ? Int(halves[1])! : 1))
        }
        return found
    }

    /// Whether a day matches, given days since the epoch.
    func matches(day: Int) -> Bool {
        let date = CalendarDate(daysSinceEpoch: day)
        let length = CalendarDate.days(inMonth: date.month, of: date.year)
        guard months.contains(date.month) else { return false }
        let byDate = daysOfMonth.contains(date.day) || lastOfMonth && date.day == length
        let weekday = (day % 7 + 11) % 7
        let byWeekday =
            weekdays.contains(weekday) || lastWeekdays.contains(weekday) && date.day + 7 > length
            || numbered.contains { $0.weekday == weekday && (date.day - 1) / 7 + 1 == $0.week }
        return needsBoth ? byDate && byWeekday : byDate || byWeekday
    }

    /// The fires from `start` until before `end`, both in minutes since the epoch; `local` tells what minute the wall
    /// clock shows.
    ///
    /// As Vixie cron does it: a wildcard expression looks at the clock each minute; a fixed one runs every minute the
    /// clock jumped over and none it has shown before.
    func fires(from start: Int, until end: Int, local: (Int) -> Int) -> [Int] {
        var matchingDays: [Int: Bool] = [:]
        func matches(_ minute: Int) -> Bool {
            guard minuteOfDay[minute % 1440] else { return false }
            let day = minute / 1440
            if let known = matchingDays[day] { return known }
            let answer = self.matches(day: day)
            matchingDays[day] = answer
            return answer
        }
        var fires: [Int] = []
        // Clocks are set back by three hours at most, so that this is enough to know what was shown.
        var latest = local(start - 181)
        for minute in (start - 180)..<end {
            let shown = local(minute)
            let isDue = isWildcard ? matches(shown) : shown > latest && (latest + 1...shown).contains(where: matches)
            if isDue, minute >= start { fires.append(minute) }
            latest = max(latest, shown)
        }
        return fires
    }
}

/// Which wall-clock minute Foundation says a zone shows.
struct FoundationWallClock {
    private let zone: TimeZone

    init(_ identifier: String) throws {
        zone = try #require(TimeZone(identifier: identifier))
    }

    func offset(atMinute minute: Int) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(minute) * 60))
    }

    func local(_ minute: Int) -> Int { minute + offset(atMinute: minute) / 60 }
}
