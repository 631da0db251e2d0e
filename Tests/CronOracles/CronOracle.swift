/// A second, deliberately simple implementation of cron to compare with: it reads the text by splitting strings, walks
/// minute by minute over a calendar of its own, and is told what wall clocks show.
public struct CronOracle: Sendable {
    private let minuteOfDay: [Bool]
    private let months: Set<Int>
    private let daysOfMonth: Set<Int>
    private let lastOfMonth: Bool
    private let weekdays: Set<Int>
    private let numbered: [(weekday: Int, week: Int)]
    private let lastWeekdays: Set<Int>
    private let needsBoth: Bool
    private let isWildcard: Bool

    /// Reads an expression of five fields; it must be a right one.
    public init(_ text: String) {
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

    /// Whether a day from 1970 to 2130 matches, given days since the epoch.
    public func matches(day index: Int) -> Bool {
        let date = OracleCalendar.days[index]
        guard months.contains(date.month) else { return false }
        let byDate = daysOfMonth.contains(date.day) || lastOfMonth && date.day == date.length
        let byWeekday =
            weekdays.contains(date.weekday) || lastWeekdays.contains(date.weekday) && date.day + 7 > date.length
            || numbered.contains { $0.weekday == date.weekday && (date.day - 1) / 7 + 1 == $0.week }
        return needsBoth ? byDate && byWeekday : byDate || byWeekday
    }

    /// How many minutes before the first one the walk begins: clocks are set back by three hours at most, so that this
    /// is enough to know what was shown.
    static let lead = 181

    /// The fires among minutes that follow each other, as indices from the first that counts. `shown` has what minute
    /// since the epoch the wall clock shows in each of them, beginning ``lead`` minutes earlier.
    ///
    /// As Vixie cron does it: a wildcard expression looks at the clock each minute; a fixed one runs every minute the
    /// clock jumped over and none it has shown before.
    func fires(shown: [Int]) -> [Int] {
        let firstDay = shown.min()! / 1440
        let days = (firstDay...shown.max()! / 1440).map(matches(day:))
        func matches(_ minute: Int) -> Bool {
            minuteOfDay[minute % 1440] && days[minute / 1440 - firstDay]
        }
        var fires: [Int] = []
        var latest = shown[0]
        for index in 1..<shown.count {
            let now = shown[index]
            let isDue = isWildcard ? matches(now) : now > latest && (latest + 1...now).contains(where: matches)
            if isDue, index >= Self.lead { fires.append(index - Self.lead) }
            latest = max(latest, now)
        }
        return fires
    }
}
