import SentinelModels
import Testing

/// What the Python original's `validate` says of schedules (compat, "Cron"), and where we differ, each with its reason.
@Suite struct CompatibleScheduleTests {
    static let accepted: [(String, String)] = [
        ("* * * * *", "stars"), ("0,15,30,45 8-18 1-15/2 * *", "lists, ranges and steps"), ("*/15 * * * *", "a step"),
        ("0 8-18/2 * * *", "a range with a step"), ("5/15 * * * *", "a step from a value"),
        ("*/90 * * * *", "a step longer than the hour"), ("0 9 * JAN,feb,Dec *", "names of months"),
        ("0 9 * * Mon", "names in mixed case"), ("0 9 * * MON-FRI", "a range of names"), ("0 0 * * 0", "Sunday as 0"),
        ("0 0 * * 7", "Sunday as 7"), ("0 0 * * SUN-TUE", "a range from Sunday"), ("0 0 * * 5-7", "a range to Sunday"),
        ("0 0 * * 6-7", "the weekend"), ("0 0 1 * 1", "both kinds of days"), ("  0   9  *  *  * ", "extra spaces"),
        ("0\t9\t*\t*\t*", "tabs"), ("٠ ٠ * * *", "other digits"), ("*/10 * * * * *", "seconds, last"),
        ("@hourly", "a name"), ("@daily", "a name"), ("@midnight", "a name"), ("@weekly", "a name"),
        ("@monthly", "a name"), ("@yearly", "a name"), ("@annually", "a name"), ("@Daily", "a name in mixed case"),
        ("0 0 L * *", "the last day"), ("0 0 * * L5", "the last Friday"), ("0 0 * * 1#2", "the second Monday"),
        ("0 0 * * mon#1", "the first Monday"), ("0 0 ? * *", "any day"), ("0 0 * * ?", "any weekday"),
        ("R R * * *", "a random time"),
    ]

    @Test(arguments: accepted)
    func accepts(_ text: String, _ reason: String) throws {
        let next = try CronExpression(text).next(after: Timestamp(seconds: 1_767_348_450), in: .utc)
        #expect(next != nil, "\(reason)")
    }

    static let refused: [(String, String)] = [
        ("* * * *", "four fields"), ("* * * * * * *", "seven fields"), ("every day at nine", "words"),
        ("@reboot", "no time"), ("0 24 * * *", "hour 24"), ("60 * * * *", "minute 60"), ("0 0 0 * *", "day 0"),
        ("0 0 32 * *", "day 32"), ("0 0 1 13 *", "month 13"), ("0 0 * * 8", "weekday 8"),
        ("0 0 * * FRI-MON", "a range of names backwards"), ("0 0 * * 5-1", "a range of weekdays backwards"),
        ("0 17-9 * * *", "a range backwards"), ("0 22-2 * * *", "a range over midnight"),
        ("0,15, * * * *", "a comma at the end"), ("0 0 15W * *", "the nearest weekday"), ("H H * * *", "a hash"),
        ("*/0 * * * *", "a step of 0"), ("0 0 * * Monday", "a whole name"), ("0 0 last * *", "words for days"),
        ("0 0 1st mon * *", "words for days"), ("", "nothing"),
    ]

    @Test(arguments: refused)
    func refuses(_ text: String, _ reason: String) {
        #expect(throws: CronExpression.ParsingError.self, "\(reason)") { try CronExpression(text) }
    }

    /// The original validates dates that never come, and its daemon then says "next run at None".
    @Test(arguments: ["0 0 30 2 *", "0 0 31 2 *", "0 0 31 4,6,9,11 *", "0 0 30-31 FEB ?", "0 0 31 jun */2"])
    func refusesDatesThatNeverCome(_ text: String) {
        let error = #expect(throws: CronExpression.ParsingError.self) { try CronExpression(text) }
        #expect(error?.message.hasPrefix("the date never comes: day-of-month '") == true)
    }

    /// Rare is not never.
    @Test(arguments: [
        ("0 0 29 2 *", "2028-02-29T00:00:00Z"), ("0 0 31 1,2 *", "2026-01-31T00:00:00Z"),
        ("0 0 30 2 1", "2026-02-02T00:00:00Z"), ("0 0 * 2 1#5", "2044-02-29T00:00:00Z"),
        ("0 0 L 2 *", "2026-02-28T00:00:00Z"), ("0 0 31 4 5L", "2026-04-24T00:00:00Z"),
    ])
    func takesDatesThatComeSeldom(_ text: String, _ next: String) throws {
        let after = try #require(Timestamp("2026-01-02T10:07:30Z"))
        #expect(try CronExpression(text).next(after: after, in: .utc)?.description == next)
    }

    /// The original's daemon counted weekdays from Monday, so that `1-5` meant Tuesday to Saturday, and asked for both
    /// kinds of days at once. We follow what its `validate` and its documentation say.
    @Test(arguments: [
        ("0 9 * * 1", ["2026-01-05", "2026-01-12"]), ("0 9 * * 1-5", ["2026-01-05", "2026-01-06"]),
        ("0 9 * * 0", ["2026-01-04", "2026-01-11"]), ("0 9 * * */2", ["2026-01-03", "2026-01-04"]),
        ("0 9 15 * 1", ["2026-01-05", "2026-01-12"]),
    ])
    func countsWeekdaysFromSunday(_ text: String, _ dates: [String]) throws {
        let expression = try CronExpression(text)
        var time = try #require(Timestamp("2026-01-02T10:00:00Z"))
        for date in dates {
            time = try #require(expression.next(after: time, in: .utc))
            #expect(time.description == date + "T09:00:00Z")
        }
    }

    /// croniter looks at what a field of days comes to, Vixie cron and we at whether it begins with `*`: then both kinds
    /// of days are asked for, else either.
    @Test(arguments: [
        ("0 0 6 * */3", ["2026-05-06", "2026-06-06"]), ("0 0 1-7 * */7", ["2026-01-04", "2026-02-01"]),
        ("0 0 */10 * 3", ["2026-01-21", "2026-02-11"]), ("0 0 12 * Sun,*", ["2026-01-03", "2026-01-04"]),
        ("0 0 *,12 * 3", ["2026-01-07", "2026-01-14"]),
    ])
    func aStarAtTheBeginningAsksForBothKindsOfDays(_ text: String, _ dates: [String]) throws {
        let expression = try CronExpression(text)
        var time = try #require(Timestamp("2026-01-02T10:00:00Z"))
        for date in dates {
            time = try #require(expression.next(after: time, in: .utc))
            #expect(time.description == date + "T00:00:00Z")
        }
    }

    /// croniter asks for both if a weekday is numbered, and so finds no fire for `15 * 1#2` at all.
    @Test(arguments: [
        ("0 0 15 * 1#2", ["2026-01-12", "2026-01-15", "2026-02-09", "2026-02-15"]),
        ("0 0 L * L5", ["2026-01-30", "2026-01-31", "2026-02-27", "2026-02-28"]),
    ])
    func numberedWeekdaysAreOneOfBothKindsToo(_ text: String, _ dates: [String]) throws {
        try aStarAtTheBeginningAsksForBothKindsOfDays(text, dates)
    }

    /// Lists that croniter refuses to explain are refused at once.
    @Test(arguments: ["0 0 * * 1,3#2", "0 0 * * 3#2,1", "0 0 * * L5,1", "0 0 * * 1-3,5#2"])
    func refusesPlainBesideNumberedWeekdays(_ text: String) {
        let error = #expect(throws: CronExpression.ParsingError.self) { try CronExpression(text) }
        #expect(error?.hint == "write two alerts, or 1#1,3#2")
    }
}
