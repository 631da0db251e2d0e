#if PostgreSQL
    import SentinelModels

    /// Dates and times in PostgreSQL's ISO form: years before Christ, five-digit years, offsets with seconds.
    enum PostgreSQLTime {
        /// `2026-11-23 09:00:00.5+05:30:07 BC`; nil for what is no instant of ours, such as `infinity`.
        static func timestamp(_ text: Substring.UTF8View) -> Timestamp? {
            var reader = Reader(text)
            guard var date = reader.date(), reader.skip(" "), let hour = reader.number(2), reader.skip(":"),
                let minute = reader.number(2), reader.skip(":"), let second = reader.number(2)
            else { return nil }
            var microsecond = 0
            if reader.skip(".") { microsecond = reader.fraction() }
            guard let offset = reader.offset() else { return nil }
            if reader.skip(" BC") { date.year = 1 - date.year }
            guard reader.isAtEnd else { return nil }
            // Days and the time of day fit; their sum in microseconds may not.
            let seconds = Int64(date.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset)
            let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
            let (sum, carry) = whole.addingReportingOverflow(Int64(microsecond))
            return overflow || carry ? nil : Timestamp(microseconds: sum)
        }

        /// `2026-11-23`, `0044-03-15 BC`; nil for `infinity`.
        static func date(_ text: Substring.UTF8View) -> CalendarDate? {
            var reader = Reader(text)
            guard var date = reader.date() else { return nil }
            if reader.skip(" BC") { date.year = 1 - date.year }
            return reader.isAtEnd ? date : nil
        }

        /// An instant as the server reads it.
        static func text(of instant: Timestamp) -> String {
            let civil = CivilDateTime(utc: instant)
            let (date, suffix) = parts(of: civil.date)
            return """
                \(date) \(civil.hour.padded(to: 2)):\(civil.minute.padded(to: 2)):\(civil.second.padded(to: 2))\
                .\(civil.microsecond.padded(to: 6))+00\(suffix)
                """
        }

        /// A day as the server reads it.
        static func text(of date: CalendarDate) -> String {
            let (text, suffix) = parts(of: date)
            return text + suffix
        }

        private static func parts(of date: CalendarDate) -> (date: String, suffix: String) {
            guard date.year < 1 else { return (date.description, "") }
            return (CalendarDate(year: 1 - date.year, month: date.month, day: date.day).description, " BC")
        }

        private struct Reader {
            private var rest: Substring.UTF8View

            init(_ text: Substring.UTF8View) { rest = text }

            var isAtEnd: Bool { rest.isEmpty }

            mutating func skip(_ text: String) -> Bool {
                guard rest.starts(with: text.utf8) else { return false }
                rest = rest.dropFirst(text.utf8.count)
                return true
            }

            /// At least `minimum` digits.
            mutating func number(_ minimum: Int) -> Int? {
                let digits = rest.prefix { (48...57).contains($0) }
                guard (minimum...9).contains(digits.count) else { return nil }
                rest = rest.dropFirst(digits.count)
                return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
            }

            mutating func fraction() -> Int {
                let digits = rest.prefix { (48...57).contains($0) }
                rest = rest.dropFirst(digits.count)
                let value = digits.prefix(6).reduce(0) { $0 * 10 + Int($1 - 48) }
                return (0..<max(0, 6 - digits.count)).reduce(value) { value, _ in value * 10 }
            }

            mutating func date() -> CalendarDate? {
                guard let year = number(4), skip("-"), let month = number(2), skip("-"), let day = number(2) else {
                    return nil
                }
                return CalendarDate(year: year, month: month, day: day)
            }

            /// Seconds east of Greenwich: `+01`, `-03:30`, `+00:53:28`.
            mutating func offset() -> Int? {
                let isWest = skip("-")
                guard isWest || skip("+"), let hours = number(2) else { return nil }
                var seconds = hours * 3600
                if skip(":") {
                    guard let minutes = number(2) else { return nil }
                    seconds += minutes * 60
                    if skip(":") {
                        guard let rest = number(2) else { return nil }
                        seconds += rest
                    }
                }
                return isWest ? -seconds : seconds
            }
        }
    }
#endif
