/// The six places of a cron expression, in their order.
enum CronField: Int, Sendable, CaseIterable {
    case minute, hour, dayOfMonth, month, weekday, second

    var name: String {
        switch self {
        case .minute: "minute"
        case .hour: "hour"
        case .dayOfMonth: "day-of-month"
        case .month: "month"
        case .weekday: "weekday"
        case .second: "second"
        }
    }

    var range: ClosedRange<Int> {
        switch self {
        case .minute, .second: 0...59
        case .hour: 0...23
        case .dayOfMonth: 1...31
        case .month: 1...12
        case .weekday: 0...6
        }
    }

    /// What the largest number may be: 7 is a second name of Sunday.
    var largestNumber: Int { self == .weekday ? 7 : range.upperBound }

    var hint: String {
        switch self {
        case .minute, .second: "a \(name) is 0 to 59"
        case .hour: "an hour is 0 to 23"
        case .dayOfMonth: "a day of the month is 1 to 31, or L for the last"
        case .month: "a month is 1 to 12 or JAN to DEC"
        case .weekday: "a weekday is 0 to 7 (0 and 7 are Sunday) or SUN to SAT, as in MON-FRI, 1#2 or L5"
        }
    }

    /// The number of a name of three lower-case letters.
    func number(ofName name: ArraySlice<UInt8>) -> Int? {
        switch self {
        case .month: Self.index(of: name, in: Self.monthNames).map { $0 + 1 }
        case .weekday: Self.index(of: name, in: Self.weekdayNames)
        default: nil
        }
    }

    private static let monthNames = Array("janfebmaraprmayjunjulaugsepoctnovdec".utf8)
    private static let weekdayNames = Array("sunmontuewedthufrisat".utf8)

    private static func index(of name: ArraySlice<UInt8>, in names: [UInt8]) -> Int? {
        guard name.count == 3 else { return nil }
        let start = name.startIndex
        return stride(from: 0, to: names.count, by: 3).first {
            names[$0] == name[start] | 32 && names[$0 + 1] == name[start + 1] | 32
                && names[$0 + 2] == name[start + 2] | 32
        }.map { $0 / 3 }
    }
}
