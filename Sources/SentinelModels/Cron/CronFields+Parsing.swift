extension CronFields {
    /// Reads five or six fields, or a name such as `@daily`.
    init(parsing text: String) throws(CronExpression.ParsingError) {
        let bytes = try Self.expanded(Self.plain(text))
        let places = Self.words(in: bytes)
        guard places.count == 5 || places.count == 6 else { throw Self.wrongCount(places.count) }
        let isRandom = places.contains { bytes[$0.lowerBound] | 32 == UInt8(ascii: "r") }
        let seed = isRandom ? Self.seed(of: places.map { bytes[$0] }) : 0
        func read(_ field: CronField) throws(CronExpression.ParsingError) -> CronFieldParser {
            var parser = CronFieldParser(field, bytes, places[field.rawValue], seed: seed)
            try parser.read()
            return parser
        }
        let minute = try read(.minute)
        let hour = try read(.hour)
        let dayOfMonth = try read(.dayOfMonth)
        let month = try read(.month)
        let weekday = try read(.weekday)
        let days = CronDays(
            ofMonth: dayOfMonth.values, includesLastOfMonth: dayOfMonth.includesLast, weekdays: weekday.values,
            numberedWeekdays: weekday.numbered, lastWeekdays: weekday.last,
            needsBoth: dayOfMonth.beginsWithStar || weekday.beginsWithStar)
        self.init(
            seconds: places.count == 6 ? try read(.second).values : 1, minutes: minute.values, hours: hour.values,
            months: month.values, days: days, isWildcard: minute.isWildcard || hour.isWildcard)
        guard everMatches else {
            throw .init(
                "the date never comes: \(dayOfMonth.shown) in \(month.shown)",
                hint: "L is the last day of the month")
        }
    }

    /// The bytes with every blank as a space and every decimal digit in ASCII, as the Python original reads them.
    private static func plain(_ text: String) -> [UInt8] {
        var bytes = Array(text.utf8)
        if bytes.contains(where: { $0 >= 128 }) {
            bytes = text.unicodeScalars.flatMap { scalar -> [UInt8] in
                let properties = scalar.properties
                if properties.isWhitespace { return [32] }
                guard properties.numericType == .decimal, let value = properties.numericValue else {
                    return Array(String(scalar).utf8)
                }
                return [48 + UInt8(value)]
            }
        }
        for index in bytes.indices where bytes[index] < 32 {
            if (9...13).contains(bytes[index]) || (28...31).contains(bytes[index]) { bytes[index] = 32 }
        }
        return bytes
    }

    /// The places of what stands between spaces.
    private static func words(in bytes: [UInt8]) -> [Range<Int>] {
        var places: [Range<Int>] = []
        places.reserveCapacity(6)
        var start = 0
        for index in 0...bytes.count where index == bytes.count || bytes[index] == 32 {
            if start < index { places.append(start..<index) }
            start = index + 1
        }
        return places
    }

    private static let names: [(name: String, fields: String)] = [
        ("@hourly", "0 * * * *"), ("@daily", "0 0 * * *"), ("@midnight", "0 0 * * *"), ("@weekly", "0 0 * * 0"),
        ("@monthly", "0 0 1 * *"), ("@yearly", "0 0 1 1 *"), ("@annually", "0 0 1 1 *"),
    ]

    private static func expanded(_ bytes: [UInt8]) throws(CronExpression.ParsingError) -> [UInt8] {
        guard let start = bytes.firstIndex(where: { $0 != 32 }), bytes[start] == UInt8(ascii: "@") else { return bytes }
        let word = String(decoding: Array(bytes.split(separator: 32).joined(separator: [32])), as: UTF8.self)
            .lowercased()
        if let known = names.first(where: { $0.name == word }) { return Array(known.fields.utf8) }
        if word == "@reboot" {
            throw .init("'@reboot' is no time", hint: "write a time, such as '0 9 * * *', or @daily")
        }
        if word.hasPrefix("@every") {
            throw .init("'@every' is not known", hint: "write `every: 5m` instead of a cron text")
        }
        let suggestion = Spelling.suggestion(for: String(word.prefix(20)), among: names.map(\.name))
        throw .init(
            "unknown schedule '\(CronFieldParser.shown(bytes[...]))'",
            hint: suggestion.map { "did you mean '\($0)'?" }
                ?? "known are \(names.map(\.name).joined(separator: ", "))")
    }

    private static func wrongCount(_ count: Int) -> CronExpression.ParsingError {
        .init(
            count == 0 ? "the schedule is empty" : "a schedule has 5 fields, or 6 with seconds last; here are \(count)",
            hint: "minute hour day-of-month month weekday: '0 9 * * *' is every day at 9:00")
    }

    /// FNV-1a over the fields, so that `R` stays the same at every start and blanks do not matter.
    private static func seed(of parts: [ArraySlice<UInt8>]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for part in parts {
            for byte in part { hash = (hash ^ UInt64(byte | 32)) &* 0x100_0000_01B3 }
            hash = (hash ^ 32) &* 0x100_0000_01B3
        }
        return hash
    }
}
