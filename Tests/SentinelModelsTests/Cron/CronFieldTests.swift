import Testing

@testable import SentinelModels

/// One field at a time: every value, range, step and name there is.
@Suite struct CronFieldTests {
    /// An expression whose other fields are `*`, with seconds if the field asks for them.
    static func text(_ field: CronField, _ value: String) -> String {
        let count = field == .second ? 6 : 5
        return (0..<count).map { $0 == field.rawValue ? value : "*" }.joined(separator: " ")
    }

    static func fields(_ field: CronField, _ value: String) throws(CronExpression.ParsingError) -> CronFields {
        try CronExpression(text(field, value)).fields
    }

    /// The bits of a field's values.
    static func values(_ field: CronField, _ value: String) throws -> UInt64 {
        let fields = try fields(field, value)
        return switch field {
        case .minute: fields.minutes
        case .hour: fields.hours
        case .dayOfMonth: fields.days.ofMonth
        case .month: fields.months
        case .weekday: fields.days.weekdays
        case .second: fields.seconds
        }
    }

    static func bits(_ values: some Sequence<Int>) -> UInt64 { values.reduce(0) { $0 | 1 << UInt64($1) } }

    static func refusal(_ field: CronField, _ value: String) -> String? {
        do throws(CronExpression.ParsingError) {
            _ = try fields(field, value)
            return nil
        } catch { return error.message }
    }

    @Test(arguments: CronField.allCases)
    func takesEveryNumberInRangeAndNoOther(_ field: CronField) throws {
        for number in 0...100 {
            if number < field.range.lowerBound || number > field.largestNumber {
                #expect(Self.refusal(field, "\(number)") == "\(field.name) '\(number)': a value is out of range")
            } else {
                let value = field == .weekday ? number % 7 : number
                #expect(try Self.values(field, "\(number)") == Self.bits([value]), "\(number)")
                #expect(try Self.values(field, "00\(number)") == Self.bits([value]), "00\(number)")
            }
        }
    }

    /// Every pair of ends: forwards it is the numbers between, backwards it is refused.
    @Test(arguments: CronField.allCases)
    func takesEveryRangeThatRunsForwards(_ field: CronField) throws {
        for low in field.range {
            for high in field.range {
                let text = "\(low)-\(high)"
                // A range of weekdays may end on Sunday, the 0.
                let end = field == .weekday && high == 0 && low > 0 ? 7 : high
                if low <= end {
                    let expected = Self.bits((low...end).map { field == .weekday ? $0 % 7 : $0 })
                    #expect(try Self.values(field, text) == expected, "\(text)")
                } else {
                    #expect(Self.refusal(field, text) == "\(field.name) '\(text)': the range runs backwards")
                }
            }
        }
    }

    @Test(arguments: CronField.allCases)
    func stepsCountFromTheirStart(_ field: CronField) throws {
        let range = field.range
        for step in 1...70 {
            let whole = stride(from: range.lowerBound, through: range.upperBound, by: step)
            #expect(try Self.values(field, "*/\(step)") == Self.bits(whole), "*/\(step)")
            let start = range.lowerBound + 3
            // Weekdays end with Sunday, the 7.
            let fromStart = stride(from: start, through: field.largestNumber, by: step)
                .map { field == .weekday ? $0 % 7 : $0 }
            #expect(try Self.values(field, "\(start)/\(step)") == Self.bits(fromStart), "\(start)/\(step)")
            let inside = stride(from: start, through: range.upperBound - 1, by: step)
            #expect(try Self.values(field, "\(start)-\(range.upperBound - 1)/\(step)") == Self.bits(inside), "\(step)")
        }
    }

    static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    static let weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

    static func spellings(_ name: String) -> [String] {
        [name, name.uppercased(), name.prefix(1).uppercased() + name.dropFirst(), String(name.dropLast()) + "x"]
    }

    @Test(arguments: [(CronField.month, months, 1), (.weekday, weekdays, 0)])
    func knowsEveryNameInAnyCase(_ field: CronField, _ names: [String], _ first: Int) throws {
        for (index, name) in names.enumerated() {
            for spelling in Self.spellings(name).dropLast() {
                #expect(try Self.values(field, spelling) == Self.bits([first + index]), "\(spelling)")
            }
            // Two letters right, one wrong; too short; too long.
            for wrong in [Self.spellings(name)[3], String(name.prefix(2)), name + "x"] {
                #expect(Self.refusal(field, wrong) == "\(field.name) '\(wrong)': unexpected '\(wrong)'")
            }
            for other in CronField.allCases where other != field {
                #expect(Self.refusal(other, name)?.hasPrefix("\(other.name) '\(name)': ") == true)
            }
        }
    }

    @Test(arguments: 0...7)
    func everyFormOfTheLastWeekdayIsTheSame(_ weekday: Int) throws {
        let expected = try Self.fields(.weekday, "L\(weekday)").days
        #expect(expected.lastWeekdays == 1 << UInt64(weekday % 7) && expected.weekdays == 0)
        let name = Self.weekdays[weekday % 7]
        for form in ["l\(weekday)", "\(weekday)L", "\(weekday)l", name + "L", name.uppercased() + "l"] {
            #expect(try Self.fields(.weekday, form).days == expected, "\(form)")
        }
    }

    @Test(arguments: 0...7, 1...5)
    func everyFormOfANumberedWeekdayIsTheSame(_ weekday: Int, _ week: Int) throws {
        let expected = try Self.fields(.weekday, "\(weekday)#\(week)").days
        #expect(expected.numberedWeekdays == 1 << UInt64(7 * (week - 1) + weekday % 7) && expected.weekdays == 0)
        #expect(try Self.fields(.weekday, "\(Self.weekdays[weekday % 7])#\(week)").days == expected)
    }

    /// Two texts with one meaning.
    @Test(arguments: [
        ("@hourly", "0 * * * *"), ("@daily", "0 0 * * *"), ("@midnight", "0 0 * * *"), ("@weekly", "0 0 * * SUN"),
        ("@monthly", "0 0 1 * *"), ("@yearly", "0 0 1 JAN *"), ("@annually", "0 0 1 1 *"),
        ("0 0 * * 0", "0 0 * * 7"), ("0 0 * * 0-6", "0 0 * * 1-7"), ("0 0 * * SAT,SUN", "0 0 * * 6-7"),
        ("0 0 * * 1-5", "0 0 * * FRI,thu,Wed,TUE,mon"), ("0 0 1,2,3 * *", "0 0 1-3 * *"),
        ("0 0 1 */3 *", "0 0 1 JAN,APR,JUL,OCT *"), ("0 0 ? * *", "0 0 * * ?"), ("1,1,1 * * * *", "1 * * * *"),
        ("0-59/20 * * * *", "*/20 * * * *"), ("*/1 5 * * *", "* 5 * * *"), ("0 0 * * MON-TUE#1", "0 0 * * 1#1,2#1"),
        ("0 9 * * * 0", "0 9 * * *"), ("0 0 28-L * *", "0 0 28-31 * *"), ("0 0 L,l * *", "0 0 L * *"),
        ("5/70 0 * * *", "5-59/70 0 * * *"),
    ])
    func meansTheSame(_ left: String, _ right: String) throws {
        #expect(try CronExpression(left).fields == CronExpression(right).fields)
    }

    /// Two texts that look alike and differ.
    @Test(arguments: [
        ("0 0 1 * 1", "0 0 */1 * 1"), ("0 0 1-31 * 1", "0 0 * * 1"), ("0 0 31 * *", "0 0 L * *"),
        ("0 0 * * 5", "0 0 * * L5"), ("0 0 * * 1#1", "0 0 * * 1"), ("59 23 * * *", "59 23 * * * 59"),
        ("0 2 * * *", "0 2/24 * * *"), ("0-59 2 * * *", "* 2 * * *"),
    ])
    func meansAnother(_ left: String, _ right: String) throws {
        #expect(try CronExpression(left).fields != CronExpression(right).fields)
    }

    /// Only a star or step in minute or hour makes an expression follow elapsed time.
    @Test(arguments: [
        ("0 2 * * *", false), ("0,30 2-4 * * *", false), ("0 2 */2 * */2", false), ("0 2 * */3 *", false),
        ("0 2 * * * *", false), ("0 2 * * * */5", false), ("* 2 * * *", true), ("0 * * * *", true),
        ("*/30 2 * * *", true), ("0 */2 * * *", true), ("0 2-6/2 * * *", true), ("5/5 2 * * *", true),
        ("0,*/30 2 * * *", true), ("@hourly", true), ("@daily", false), ("R R * * *", false), ("R/10 2 * * *", true),
    ])
    func knowsWhichFollowElapsedTime(_ text: String, _ isWildcard: Bool) throws {
        #expect(try CronExpression(text).fields.isWildcard == isWildcard)
    }
}
