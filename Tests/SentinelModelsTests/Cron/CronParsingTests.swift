import SentinelModels
import Testing

@Suite struct CronParsingTests {
    /// An expression with its first fires after Friday, 2026-01-02 10:07:30 UTC.
    @Test(arguments: [
        ("* * * * *", ["2026-01-02T10:08:00Z", "2026-01-02T10:09:00Z"]),
        ("*/15 * * * *", ["2026-01-02T10:15:00Z", "2026-01-02T10:30:00Z"]),
        ("*/90 * * * *", ["2026-01-02T11:00:00Z", "2026-01-02T12:00:00Z"]),
        ("*/99999999999999999999999 * * * *", ["2026-01-02T11:00:00Z"]),
        (
            "5/15 * * * *",
            ["2026-01-02T10:20:00Z", "2026-01-02T10:35:00Z", "2026-01-02T10:50:00Z", "2026-01-02T11:05:00Z"]
        ),
        ("0 9 * * *", ["2026-01-03T09:00:00Z", "2026-01-04T09:00:00Z"]),
        ("0009 09 * * *", ["2026-01-03T09:09:00Z"]),
        ("  0 \t 9  *\n*  * ", ["2026-01-03T09:00:00Z"]),
        ("0\u{a0}9 * * *", ["2026-01-03T09:00:00Z"]),
        ("٠ ٩ * * *", ["2026-01-03T09:00:00Z"]),
        ("１ ９ * * *", ["2026-01-03T09:01:00Z"]),
        ("0 8-18/2 * * *", ["2026-01-02T12:00:00Z", "2026-01-02T14:00:00Z"]),
        (
            "1,2,4-6,10-30/10 11 * * *",
            [
                "2026-01-02T11:01:00Z", "2026-01-02T11:02:00Z", "2026-01-02T11:04:00Z", "2026-01-02T11:05:00Z",
                "2026-01-02T11:06:00Z", "2026-01-02T11:10:00Z", "2026-01-02T11:20:00Z", "2026-01-02T11:30:00Z",
                "2026-01-03T11:01:00Z",
            ]
        ),
        ("*,5 10 * * *", ["2026-01-02T10:08:00Z"]),
        ("7-7 * * * *", ["2026-01-02T11:07:00Z"]),
        ("59/5 * * * *", ["2026-01-02T10:59:00Z", "2026-01-02T11:59:00Z"]),
        // Months and weekdays.
        ("0 0 1 feb *", ["2026-02-01T00:00:00Z", "2027-02-01T00:00:00Z"]),
        ("0 0 1 FEB-Apr/2 *", ["2026-02-01T00:00:00Z", "2026-04-01T00:00:00Z", "2027-02-01T00:00:00Z"]),
        ("0 0 1 jan,12 *", ["2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"]),
        ("0 0 * * Mon", ["2026-01-05T00:00:00Z", "2026-01-12T00:00:00Z"]),
        ("0 0 * * 0", ["2026-01-04T00:00:00Z", "2026-01-11T00:00:00Z"]),
        ("0 0 * * 7", ["2026-01-04T00:00:00Z", "2026-01-11T00:00:00Z"]),
        ("0 0 * * 7-7", ["2026-01-04T00:00:00Z", "2026-01-11T00:00:00Z"]),
        ("0 0 * * 5-7", ["2026-01-03T00:00:00Z", "2026-01-04T00:00:00Z", "2026-01-09T00:00:00Z"]),
        ("0 0 * * 6-7", ["2026-01-03T00:00:00Z", "2026-01-04T00:00:00Z", "2026-01-10T00:00:00Z"]),
        ("0 0 * * 5-0", ["2026-01-03T00:00:00Z", "2026-01-04T00:00:00Z", "2026-01-09T00:00:00Z"]),
        ("0 0 * * FRI-SUN", ["2026-01-03T00:00:00Z", "2026-01-04T00:00:00Z", "2026-01-09T00:00:00Z"]),
        ("0 0 * * SUN-TUE", ["2026-01-04T00:00:00Z", "2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z"]),
        ("0 0 * * */2", ["2026-01-03T00:00:00Z", "2026-01-04T00:00:00Z", "2026-01-06T00:00:00Z"]),
        ("0 0 * * MON/2", ["2026-01-04T00:00:00Z", "2026-01-05T00:00:00Z", "2026-01-07T00:00:00Z"]),
        ("0 0 * * MON/3", ["2026-01-04T00:00:00Z", "2026-01-05T00:00:00Z", "2026-01-08T00:00:00Z"]),
        ("0 0 * * 7/3", ["2026-01-04T00:00:00Z", "2026-01-11T00:00:00Z"]),
        // Both day fields: either may match, unless one begins with a star.
        ("0 0 15 * 1", ["2026-01-05T00:00:00Z", "2026-01-12T00:00:00Z", "2026-01-15T00:00:00Z"]),
        ("0 0 */2 * 1", ["2026-01-05T00:00:00Z", "2026-01-19T00:00:00Z"]),
        ("0 0 1-7 * */7", ["2026-01-04T00:00:00Z", "2026-02-01T00:00:00Z"]),
        ("0 0 31 4 1", ["2026-04-06T00:00:00Z", "2026-04-13T00:00:00Z"]),
        // Special days.
        ("0 0 ? * ?", ["2026-01-03T00:00:00Z"]),
        ("0 0 ? * 1", ["2026-01-05T00:00:00Z", "2026-01-12T00:00:00Z"]),
        ("0 0 L * *", ["2026-01-31T00:00:00Z", "2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z"]),
        ("0 0 1,l 2 ?", ["2026-02-01T00:00:00Z", "2026-02-28T00:00:00Z", "2027-02-01T00:00:00Z"]),
        ("0 0 30-L 1 *", ["2026-01-30T00:00:00Z", "2026-01-31T00:00:00Z", "2027-01-30T00:00:00Z"]),
        ("0 0 * * L5", ["2026-01-30T00:00:00Z", "2026-02-27T00:00:00Z"]),
        ("0 0 * * 5L", ["2026-01-30T00:00:00Z", "2026-02-27T00:00:00Z"]),
        ("0 0 * * FRIL", ["2026-01-30T00:00:00Z", "2026-02-27T00:00:00Z"]),
        ("0 0 * * L7,L1", ["2026-01-25T00:00:00Z", "2026-01-26T00:00:00Z", "2026-02-22T00:00:00Z"]),
        ("0 0 * * 1#2", ["2026-01-12T00:00:00Z", "2026-02-09T00:00:00Z"]),
        ("0 0 * * mon#2,SUN#1", ["2026-01-04T00:00:00Z", "2026-01-12T00:00:00Z", "2026-02-01T00:00:00Z"]),
        ("0 0 * * 7#5", ["2026-03-29T00:00:00Z", "2026-05-31T00:00:00Z"]),
        ("0 0 * * mon-tue#1", ["2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z", "2026-02-02T00:00:00Z"]),
        ("0 0 29 2 *", ["2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z"]),
        // Seconds last.
        ("* * * * * */10", ["2026-01-02T10:07:40Z", "2026-01-02T10:07:50Z", "2026-01-02T10:08:00Z"]),
        ("0 11 * * * 30,59", ["2026-01-02T11:00:30Z", "2026-01-02T11:00:59Z", "2026-01-03T11:00:30Z"]),
        // Names.
        ("@hourly", ["2026-01-02T11:00:00Z"]), ("@daily", ["2026-01-03T00:00:00Z"]),
        ("@Midnight", ["2026-01-03T00:00:00Z"]), ("@weekly", ["2026-01-04T00:00:00Z"]),
        (" @monthly ", ["2026-02-01T00:00:00Z"]), ("@YEARLY", ["2027-01-01T00:00:00Z"]),
        ("@annually", ["2027-01-01T00:00:00Z"]),
    ])
    func fires(_ text: String, _ expected: [String]) throws {
        let expression = try CronExpression(text)
        var time = try #require(Timestamp("2026-01-02T10:07:30Z"))
        var found: [String] = []
        for _ in expected {
            time = try #require(expression.next(after: time, in: .utc))
            found.append(time.description)
        }
        #expect(found == expected)
        #expect(expression.text == text)
    }

    @Test(arguments: [
        ("", "the schedule is empty"),
        (" \t ", "the schedule is empty"),
        ("every day at nine", "a schedule has 5 fields, or 6 with seconds last; here are 4"),
        ("* * * *", "a schedule has 5 fields, or 6 with seconds last; here are 4"),
        ("* * * * * * 2026", "a schedule has 5 fields, or 6 with seconds last; here are 7"),
        ("60 * * * *", "minute '60': a value is out of range"),
        ("-5 * * * *", "minute '-5': unexpected '-5'"),
        ("+5 * * * *", "minute '+5': unexpected '+5'"),
        ("1.5 * * * *", "minute '1.5': unexpected '.5'"),
        ("0x5 * * * *", "minute '0x5': unexpected 'x5'"),
        ("5* * * * *", "minute '5*': unexpected '*'"),
        ("** * * * *", "minute '**': unexpected '*'"),
        ("*-5 * * * *", "minute '*-5': unexpected '-5'"),
        ("5- * * * *", "minute '5-': a value is missing"),
        ("1-5-7 * * * *", "minute '1-5-7': unexpected '-7'"),
        ("1/2/3 * * * *", "minute '1/2/3': unexpected '/3'"),
        ("*/0 * * * *", "minute '*/0': the step is 0"),
        ("5/0 * * * *", "minute '5/0': the step is 0"),
        ("*/x * * * *", "minute '*/x': the step after '/' is no number"),
        ("*/-1 * * * *", "minute '*/-1': the step after '/' is no number"),
        ("0,15, * * * *", "minute '0,15,': a part of the list is empty"),
        (",15 * * * *", "minute ',15': a part of the list is empty"),
        ("0,,15 * * * *", "minute '0,,15': a part of the list is empty"),
        ("? * * * *", "minute '?': unexpected '?'"),
        ("L * * * *", "minute 'L': unexpected 'L'"),
        ("H * * * *", "minute 'H': 'H' is not supported, as nothing stands for its hash"),
        ("R,5 * * * *", "minute 'R,5': 'R' must be the whole field, as R, R(0-30), R/10 or R(0-30)/10"),
        ("R-5 * * * *", "minute 'R-5': 'R' must be the whole field, as R, R(0-30), R/10 or R(0-30)/10"),
        ("R(5) * * * *", "minute 'R(5)': 'R(' needs a range"),
        ("R(10-5) * * * *", "minute 'R(10-5)': the range of 'R' runs backwards or is out of range"),
        ("R(0-90) * * * *", "minute 'R(0-90)': the range of 'R' runs backwards or is out of range"),
        ("R/0 * * * *", "minute 'R/0': the step is 0"),
        ("mon * * * *", "minute 'mon': unexpected 'mon'"),
        ("* 24 * * *", "hour '24': a value is out of range"),
        ("* 22-2 * * *", "hour '22-2': the range runs backwards"),
        ("* 17-9 * * *", "hour '17-9': the range runs backwards"),
        ("* 24/2 * * *", "hour '24/2': a value is out of range"),
        ("* * 0 * *", "day-of-month '0': a value is out of range"),
        ("* * 32 * *", "day-of-month '32': a value is out of range"),
        ("* * 15W * *", "day-of-month '15W': unexpected 'W'"),
        ("* * W * *", "day-of-month 'W': 'W' is not supported"),
        ("* * LW * *", "day-of-month 'LW': unexpected 'W'"),
        ("* * L-3 * *", "day-of-month 'L-3': unexpected '-3'"),
        ("* * L/2 * *", "day-of-month 'L/2': unexpected '/2'"),
        ("* * ?,1 * *", "day-of-month '?,1': unexpected '?,1'"),
        ("* * 1#2 * *", "day-of-month '1#2': unexpected '#2'"),
        ("* * * 0 *", "month '0': a value is out of range"),
        ("* * * 13 *", "month '13': a value is out of range"),
        ("* * * NOV-FEB *", "month 'NOV-FEB': the range runs backwards"),
        ("* * * January *", "month 'January': unexpected 'January'"),
        ("* * * ja *", "month 'ja': unexpected 'ja'"),
        ("* * * ? *", "month '?': unexpected '?'"),
        ("* * * * 8", "weekday '8': a value is out of range"),
        ("* * * * 0-8", "weekday '0-8': a value is out of range"),
        ("* * * * 5-1", "weekday '5-1': the range runs backwards"),
        ("* * * * 7-2", "weekday '7-2': the range runs backwards"),
        ("* * * * FRI-MON", "weekday 'FRI-MON': the range runs backwards"),
        ("* * * * Monday", "weekday 'Monday': unexpected 'Monday'"),
        ("* * * * L", "weekday 'L': 'L' needs a weekday"),
        ("* * * * L8", "weekday 'L8': a value is out of range"),
        ("* * * * Lmon", "weekday 'Lmon': 'L' needs a weekday"),
        ("* * * * 1#0", "weekday '1#0': the number after '#' is not 1 to 5"),
        ("* * * * 1#6", "weekday '1#6': the number after '#' is not 1 to 5"),
        ("* * * * 1#", "weekday '1#': the number after '#' is not 1 to 5"),
        ("* * * * #2", "weekday '#2': unexpected '#2'"),
        ("* * * * *#2", "weekday '*#2': unexpected '#2'"),
        ("* * * * 1#1,3", "weekday '1#1,3': plain weekdays cannot stand in one list with '#' or 'L'"),
        ("* * * * 3,L5", "weekday '3,L5': plain weekdays cannot stand in one list with '#' or 'L'"),
        ("* * * * * 60", "second '60': a value is out of range"),
        ("* * * * * L", "second 'L': unexpected 'L'"),
        ("0 0 30 2 *", "the date never comes: day-of-month '30' in month '2'"),
        ("0 0 31 4,6,9,NOV ?", "the date never comes: day-of-month '31' in month '4,6,9,NOV'"),
        ("0 0 30 FEB */2", "the date never comes: day-of-month '30' in month 'FEB'"),
        ("@reboot", "'@reboot' is no time"),
        ("@every 5m", "'@every' is not known"),
        ("@dayly", "unknown schedule '@dayly'"),
        ("@", "unknown schedule '@'"),
        ("@daily @daily", "unknown schedule '@daily @daily'"),
    ])
    func refuses(_ text: String, _ message: String) {
        let error = #expect(throws: CronExpression.ParsingError.self) { try CronExpression(text) }
        #expect(error?.message == message)
        #expect(error?.hint?.isEmpty == false)
    }

    @Test(arguments: [
        ("@dayly", "did you mean '@daily'?"), ("@every 5m", "write `every: 5m` instead of a cron text"),
        ("0 17-9 * * *", "write it as a list of two ranges, such as 22-23,0-2"),
        ("* 24 * * *", "an hour is 0 to 23"),
        ("0 0 30 2 *", "L is the last day of the month"),
    ])
    func hints(_ text: String, _ hint: String) {
        let error = #expect(throws: CronExpression.ParsingError.self) { try CronExpression(text) }
        #expect(error?.hint == hint)
    }

    @Test func showsNoControlCharactersAndNoEndlessText() {
        let escape = #expect(throws: CronExpression.ParsingError.self) { try CronExpression("\u{7f}1 * * * *") }
        #expect(escape?.message == "minute '?1': unexpected '?1'")
        let long = #expect(throws: CronExpression.ParsingError.self) {
            try CronExpression(String(repeating: "x", count: 100_000) + " * * * *")
        }
        #expect((long?.message.count ?? .max) < 200)
    }

    /// `R` is chosen by the text: equal texts agree, at every start and on every machine.
    @Test func randomValuesAreStable() throws {
        let start = try #require(Timestamp("2026-01-01T00:00:00Z"))
        let first = try #require(try CronExpression("R R * * *").next(after: start, in: .utc))
        #expect(first.description == "2026-01-01T12:01:00Z")
        #expect(try CronExpression("  r   R * * *").next(after: start, in: .utc) == first)
        #expect(try CronExpression("R R * * *").next(after: first, in: .utc) == first.advanced(by: .seconds(86_400)))
    }

    @Test(arguments: 0..<200)
    func randomValuesKeepTheirRange(_ salt: Int) throws {
        // The salt is a list of hours that changes the text and thereby the choice.
        let hours = "\(salt % 24),\(salt / 24)"
        let ranged = try CronExpression("R(10-12) \(hours) R R *")
        let stepped = try CronExpression("R/20 \(hours) * * *")
        let both = try CronExpression("R(5-50)/15 \(hours) * * R")
        var time = Timestamp(seconds: 1_767_225_600)
        for _ in 0..<3 {
            time = try #require(ranged.next(after: time, in: .utc))
            let civil = CivilDateTime(utc: time)
            #expect((10...12).contains(civil.minute) && civil.date.day <= 28)
        }
        let minutes = try (0..<3).map { _ in
            time = try #require(stepped.next(after: time, in: .utc))
            return CivilDateTime(utc: time).minute
        }
        #expect(Set(minutes).count == 3 && Set(minutes.map { $0 % 20 }).count == 1)
        let other = try (0..<3).map { _ in
            time = try #require(both.next(after: time, in: .utc))
            return CivilDateTime(utc: time).minute
        }
        #expect(other.allSatisfy { (5...50).contains($0) } && Set(other.map { $0 % 15 }).count == 1)
    }

    @Test func endsAfter28Years() throws {
        // 29 February is a Monday in 2044 and, as 2100 is no leap year, next in 2112.
        let expression = try CronExpression("0 0 * 2 1#5")
        let before = try #require(Timestamp("2072-02-29T00:00:00Z"))
        #expect(expression.next(after: before, in: .utc) == nil)
        let zone = try ZoneTable.named("Europe/Berlin")
        #expect(try CronExpression("*/5 0 * 2 1#5").next(after: before, in: zone) == nil)
        let exact = try #require(Timestamp("2016-02-29T00:00:00Z"))
        #expect(expression.next(after: exact, in: .utc)?.description == "2044-02-29T00:00:00Z")
    }

    @Test(arguments: [Int64.min, Int64.min / 2, -1, 0, 1, Int64.max / 2, Int64.max - 1, Int64.max])
    func survivesTheEndsOfTime(_ microseconds: Int64) throws {
        let time = Timestamp(microseconds: microseconds)
        for text in ["* * * * *", "0 0 29 2 *", "0 9 * * *"] {
            let next = try CronExpression(text).next(after: time, in: ZoneTable.named("Europe/Berlin"))
            #expect(next.map { $0 > time } ?? true)
        }
    }

    @Test func isStrictlyAfterAndIgnoresFractions() throws {
        let expression = try CronExpression("0 9 * * *")
        let nine = try #require(Timestamp("2026-01-02T09:00:00Z"))
        let day = Duration.seconds(86_400)
        #expect(expression.next(after: nine, in: .utc) == nine.advanced(by: day))
        #expect(expression.next(after: nine.advanced(by: .microseconds(-1)), in: .utc) == nine)
        #expect(expression.next(after: nine.advanced(by: .microseconds(1)), in: .utc) == nine.advanced(by: day))
    }

    @Test func comparesByText() throws {
        #expect(try CronExpression("0 9 * * *") == CronExpression("0 9 * * *"))
        #expect(try CronExpression("0 9 * * *") != CronExpression("0 9 * * 1"))
        #expect(try Set([CronExpression("@daily"), CronExpression("@daily"), CronExpression("0 0 * * *")]).count == 2)
    }
}
