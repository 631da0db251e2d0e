import CronOracles
import SentinelTesting
import Testing

@testable import SentinelModels

/// Random expressions against trying one time after the other.
@Suite struct CronSearchTests {
    static func values(_ range: ClosedRange<Int>, _ generator: inout SeededGenerator) -> String {
        let low = Int.random(in: range, using: &generator)
        let high = Int.random(in: low...range.upperBound, using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: return "*"
        case 1: return "*/\(Int.random(in: 1...range.upperBound, using: &generator))"
        case 2: return "\(low)-\(high)"
        case 3: return "\(low)-\(high)/\(Int.random(in: 1...5, using: &generator))"
        case 4: return "\(low),\(high)"
        default: return "\(low)"
        }
    }

    static func expression(_ generator: inout SeededGenerator) -> String {
        let ranges: [ClosedRange<Int>] = [0...59, 0...23, 1...31, 1...12, 0...7]
        var fields: [String] = []
        for range in ranges { fields.append(values(range, &generator)) }
        let special = ["L", "1,L", "?", "28-L"]
        if Int.random(in: 0..<6, using: &generator) == 0 { fields[2] = special.randomElement(using: &generator) ?? "L" }
        let weekdays = ["L5", "1#2", "MON-FRI", "0#5", "2L", "?", "SAT,SUN"]
        if Int.random(in: 0..<4, using: &generator) == 0 {
            fields[4] = weekdays.randomElement(using: &generator) ?? "?"
        }
        return fields.joined(separator: " ")
    }

    /// Whether fields match a wall-clock minute, asked of each set by itself.
    static func matches(_ fields: CronFields, minute: Int64) -> Bool {
        let time = Timestamp(seconds: minute * 60)
        let civil = CivilDateTime(utc: time)
        guard fields.minutes.has(civil.minute), fields.hours.has(civil.hour), fields.months.has(civil.date.month) else {
            return false
        }
        let first = CalendarDate(year: civil.date.year, month: civil.date.month, day: 1).weekday
        let length = CalendarDate.days(inMonth: civil.date.month, of: civil.date.year)
        return fields.days.mask(monthLength: length, firstWeekday: first).has(civil.date.day)
    }

    /// Every minute of two days that is no fire does not match, and every fire does.
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func findsEveryMinuteAndNoOther(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<10 {
            let text = Self.expression(&generator)
            guard let expression = try? CronExpression(text) else { continue }
            let start = Int64.random(in: 20_000_000...33_000_000, using: &generator)
            var fires: [Int64] = []
            var time = Timestamp(seconds: start * 60 - 1)
            while let next = expression.next(after: time, in: .utc), next.seconds < (start + 2880) * 60 {
                fires.append(next.seconds / 60)
                time = next
            }
            let expected = (start..<start + 2880).filter { Self.matches(expression.fields, minute: $0) }
            #expect(fires == expected, "\(text) from minute \(start)")
        }
    }

    /// Whatever the zone: what comes next does not depend on where between two fires one asks.
    @Test(arguments: CronMatrix.zones)
    func asksAnywhereBetweenTwoFires(_ name: String) throws {
        let zone = try ZoneTable.named(name)
        var generator = SeededGenerator(seed: UInt64(name.utf8.reduce(0) { $0 &* 31 &+ Int($1) }.magnitude))
        for _ in 0..<150 {
            guard let expression = try? CronExpression(Self.expression(&generator)) else { continue }
            let time = Timestamp(seconds: .random(in: 1_200_000_000...2_400_000_000, using: &generator))
            guard let next = expression.next(after: time, in: zone) else { continue }
            #expect(next > time)
            for _ in 0..<4 {
                let between = Timestamp(
                    microseconds: .random(in: time.microseconds..<next.microseconds, using: &generator))
                #expect(expression.next(after: between, in: zone) == next, "\(expression.text) after \(between)")
            }
            if let later = expression.next(after: next, in: zone) { #expect(later > next) }
        }
    }

    /// A zone without changes only shifts.
    @Test(arguments: [("Etc/GMT+5", -18_000), ("Etc/GMT-14", 50_400), ("Asia/Kolkata", 19_800), ("Asia/Tokyo", 32_400)])
    func shiftsInZonesThatNeverChange(_ name: String, _ offset: Int) throws {
        let zone = try ZoneTable.named(name)
        var generator = SeededGenerator(seed: UInt64(offset.magnitude))
        for _ in 0..<200 {
            guard let expression = try? CronExpression(Self.expression(&generator)) else { continue }
            let time = Timestamp(seconds: .random(in: 1_600_000_000...2_400_000_000, using: &generator))
            let shifted = time.advanced(by: .seconds(offset))
            let expected = expression.next(after: shifted, in: .utc)?.advanced(by: .seconds(-offset))
            #expect(expression.next(after: time, in: zone) == expected, "\(expression.text) after \(time)")
        }
    }

    /// Any text at all is read or refused with a message that says where; nothing stops the process.
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func survivesAnyText(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let signs = Array("0123456789*/,-#?LlRrHW@() \t\n\u{0}\u{7f}٣éSUNmonJANdec").map(String.init)
        for _ in 0..<1500 {
            let length = Int.random(in: 0...24, using: &generator)
            var text = ""
            for _ in 0..<length { text += signs.randomElement(using: &generator) ?? "" }
            if Bool.random(using: &generator) { text += " * * * *" }
            do throws(CronExpression.ParsingError) {
                let expression = try CronExpression(text)
                let next = expression.next(after: Timestamp(seconds: 1_700_000_000), in: .utc)
                #expect(next != nil && expression.text == text)
            } catch {
                #expect(!error.message.isEmpty && !error.message.hasSuffix(".") && error.hint?.isEmpty == false)
                let isPrintable = error.message.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
                #expect(isPrintable, "\(error.message.debugDescription)")
            }
        }
    }
}
