/// Reads one field of a cron expression into bit sets.
struct CronFieldParser {
    /// The values, one bit each.
    private(set) var values: UInt64 = 0
    /// `1#2`, as ``CronDays/numberedWeekdays``.
    private(set) var numbered: UInt64 = 0
    /// `L5`, as ``CronDays/lastWeekdays``.
    private(set) var last: UInt64 = 0
    /// `L` in the day of month.
    private(set) var includesLast = false
    /// Whether there is a `*` or a step.
    private(set) var isWildcard = false

    private let field: CronField
    private let bytes: [UInt8]
    private let place: Range<Int>
    private let seed: UInt64
    private var index: Int

    /// A parser for the field at `place` in `bytes`, which is not empty.
    init(_ field: CronField, _ bytes: [UInt8], _ place: Range<Int>, seed: UInt64) {
        self.field = field
        self.bytes = bytes
        self.place = place
        self.seed = seed
        index = place.lowerBound
    }

    /// Vixie's rule for days looks at the first character only.
    var beginsWithStar: Bool {
        bytes[place.lowerBound] == UInt8(ascii: "*") || bytes[place.lowerBound] == UInt8(ascii: "?")
    }

    /// `day-of-month '30'`, for messages.
    var shown: String { "\(field.name) '\(Self.shown(bytes[place]))'" }

    /// A text that is safe to print, shortened.
    static func shown(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes.prefix(40), as: UTF8.self)
        let printable = text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }
        return String(String.UnicodeScalarView(printable)) + (bytes.count > 40 ? "…" : "")
    }

    mutating func read() throws(CronExpression.ParsingError) {
        if next == UInt8(ascii: "?"), place.count == 1, field == .dayOfMonth || field == .weekday {
            return add(field.range, step: 1)
        }
        if letter == UInt8(ascii: "r"), try readRandom() { return }
        repeat { try readPart() } while take(",")
        guard isAtEnd else { throw failure("unexpected '\(Self.shown(rest))'") }
        if values != 0, numbered | last != 0 {
            throw failure(
                "plain weekdays cannot stand in one list with '#' or 'L'", hint: "write two alerts, or 1#1,3#2")
        }
    }

    private mutating func readPart() throws(CronExpression.ParsingError) {
        if isAtEnd || next == UInt8(ascii: ",") { throw failure("a part of the list is empty") }
        if take("*") {
            isWildcard = true
            return add(field.range, step: try readStep() ?? 1)
        }
        if letter == UInt8(ascii: "l"), field == .dayOfMonth || field == .weekday { return try readLast() }
        let low = try readValue()
        if field == .weekday {
            if takeLetter("l") { return last |= 1 << UInt64(low % 7) }
            if take("#") { return try addNumbered(low...low) }
        }
        if take("-") {
            let range = try readRange(from: low)
            if field == .weekday, take("#") { return try addNumbered(range) }
            return add(range, step: try readStep() ?? 1)
        }
        guard let step = try readStep() else { return add(low...low, step: 1) }
        // A step from a weekday may reach the second Sunday: MON/3 is Monday, Thursday and Sunday, and 7/2 is Sunday.
        add(low...field.largestNumber, step: step)
    }

    /// `L`, the last day of the month, or `L5`, the last Friday.
    private mutating func readLast() throws(CronExpression.ParsingError) {
        _ = takeLetter("l")
        if field == .dayOfMonth {
            includesLast = true
        } else {
            guard let next, Self.isDigit(next) else {
                throw failure("'L' needs a weekday", hint: "L5 is the last Friday of the month")
            }
            last |= 1 << UInt64(try readValue() % 7)
        }
    }

    private mutating func readRange(from low: Int) throws(CronExpression.ParsingError) -> ClosedRange<Int> {
        var high: Int
        if field == .dayOfMonth, takeLetter("l") { high = 31 } else { high = try readValue() }
        // A range of weekdays may end on Sunday, by number or name: FRI-SUN.
        if field == .weekday, high == 0, low > 0 { high = 7 }
        guard low <= high else {
            throw failure("the range runs backwards", hint: "write it as a list of two ranges, such as 22-23,0-2")
        }
        return low...high
    }

    private mutating func readValue() throws(CronExpression.ParsingError) -> Int {
        if let number = takeNumber() {
            guard number >= field.range.lowerBound, number <= field.largestNumber else {
                throw failure("a value is out of range")
            }
            return number
        }
        let word = rest.prefix { (97...122).contains($0 | 32) }
        // FRIL is the last Friday, as 5L is.
        let isLast = field == .weekday && word.count == 4 && (word.last ?? 0) | 32 == UInt8(ascii: "l")
        guard word.count == 3 || isLast, let number = field.number(ofName: word.prefix(3)) else {
            throw failure(reason(forWord: word))
        }
        index += 3
        return number
    }

    private func reason(forWord word: ArraySlice<UInt8>) -> String {
        switch word.first.map({ $0 | 32 }) {
        case UInt8(ascii: "h"): "'H' is not supported, as nothing stands for its hash"
        case UInt8(ascii: "r"): "'R' must be the whole field, as R, R(0-30), R/10 or R(0-30)/10"
        case UInt8(ascii: "w") where field == .dayOfMonth: "'W' is not supported"
        case nil: isAtEnd ? "a value is missing" : "unexpected '\(Self.shown(rest))'"
        default: "unexpected '\(Self.shown(word))'"
        }
    }

    /// The number after `/`; nil if there is no step.
    private mutating func readStep() throws(CronExpression.ParsingError) -> Int? {
        guard take("/") else { return nil }
        guard let step = takeNumber() else { throw failure("the step after '/' is no number") }
        guard step > 0 else { throw failure("the step is 0", hint: "a step is 1 or more") }
        isWildcard = true
        return step
    }

    private mutating func addNumbered(_ range: ClosedRange<Int>) throws(CronExpression.ParsingError) {
        guard let week = takeNumber(), (1...5).contains(week) else {
            throw failure("the number after '#' is not 1 to 5", hint: "1#2 is the second Monday of the month")
        }
        for weekday in range { numbered |= 1 << UInt64(7 * (week - 1) + weekday % 7) }
    }

    private mutating func add(_ range: ClosedRange<Int>, step: Int) {
        var value = range.lowerBound
        while value <= range.upperBound {
            values |= 1 << UInt64(field == .weekday ? value % 7 : value)
            value += step
        }
    }

    // MARK: - R

    /// `R`, `R(0-30)`, `R/10`, `R(0-30)/10`; false, with nothing read, if the text only begins so.
    private mutating func readRandom() throws(CronExpression.ParsingError) -> Bool {
        let start = index
        _ = takeLetter("r")
        // Days after the 28th are left out, so that a monthly schedule fires in every month.
        var range = field == .dayOfMonth ? 1...28 : field.range
        if take("(") {
            guard let low = takeNumber(), take("-"), let high = takeNumber(), take(")") else {
                throw failure("'R(' needs a range", hint: "R(0-30) is a value from 0 to 30")
            }
            guard low <= high, low >= field.range.lowerBound, high <= field.range.upperBound else {
                throw failure("the range of 'R' runs backwards or is out of range")
            }
            range = low...high
        }
        let step = try readStep()
        guard isAtEnd else {
            index = start
            return false
        }
        guard let step else {
            let value = chosen(from: range)
            add(value...value, step: 1)
            return true
        }
        let end = min(range.upperBound, range.lowerBound + step - 1)
        add(chosen(from: range.lowerBound...end)...range.upperBound, step: step)
        return true
    }

    private func chosen(from range: ClosedRange<Int>) -> Int {
        var mixed = seed &+ UInt64(field.rawValue + 1) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return range.lowerBound + Int((mixed ^ mixed >> 31) % UInt64(range.count))
    }

    // MARK: - Characters

    private var isAtEnd: Bool { index == place.upperBound }

    private var next: UInt8? { isAtEnd ? nil : bytes[index] }

    private var letter: UInt8? { isAtEnd ? nil : bytes[index] | 32 }

    private var rest: ArraySlice<UInt8> { bytes[index..<place.upperBound] }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: sign) else { return false }
        index += 1
        return true
    }

    private mutating func takeLetter(_ lowerCase: Unicode.Scalar) -> Bool {
        guard letter == UInt8(ascii: lowerCase) else { return false }
        index += 1
        return true
    }

    /// A number; one with many digits is cut to a million, which is out of every range and no different as a step.
    private mutating func takeNumber() -> Int? {
        guard let next, Self.isDigit(next) else { return nil }
        var value = 0
        while let digit = self.next, Self.isDigit(digit) {
            value = min(1_000_000, value * 10 + Int(digit - 48))
            index += 1
        }
        return value
    }

    private func failure(_ reason: String, hint: String? = nil) -> CronExpression.ParsingError {
        .init("\(shown): \(reason)", hint: hint ?? field.hint)
    }
}
