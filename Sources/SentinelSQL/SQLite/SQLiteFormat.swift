#if SQLite
    import CSQLite

    extension SQLiteConnection {
        /// Replaces `printf` and `format` by forms that refuse a width or precision over 1,000 and stop at the length
        /// limit.
        ///
        /// SQLite's own can be made to write gigabytes within one call, during which no deadline is looked at. Every
        /// conversion is still done by SQLite, so the output is the same.
        public func boundFormatFunctions() throws(SQLiteError) {
            for name in ["printf", "format"] {
                try addFunction(name) { call throws(SQLiteError) in
                    guard let format = call.text(at: 0) else { return nil }
                    var formatter = SQLiteFormat(call)
                    return try formatter.output(of: Array(format.utf8))
                }
            }
        }
    }

    /// Formats as SQLite's `printf` does, one conversion after the other.
    private struct SQLiteFormat {
        private struct Conversion {
            var flags = ""
            var width: Int64?
            var precision: Int64?
            var letter: UInt8 = 0

            func text(modifier: String = "", letter other: Character? = nil) -> String {
                "%" + flags + (width.map { "\($0)" } ?? "") + (precision.map { ".\($0)" } ?? "") + modifier
                    + String(other ?? Character(Unicode.Scalar(letter)))
            }
        }

        private static let maximum: Int64 = 1000
        private let call: SQLiteFunctionCall
        private let limit: Int
        private var next = 1
        private var written: [UInt8] = []
        private var hasOutput = false

        init(_ call: SQLiteFunctionCall) {
            self.call = call
            limit = call.lengthLimit
        }

        /// The text; nil, as SQLite has it, if the format asks for nothing at all.
        mutating func output(of format: [UInt8]) throws(SQLiteError) -> String? {
            var rest = format[...]
            while let byte = rest.popFirst() {
                if byte != UInt8(ascii: "%") {
                    written.append(byte)
                } else if rest.isEmpty {
                    written.append(byte)
                } else {
                    let conversion = try conversion(&rest)
                    guard try write(conversion) else { break }
                }
                if written.count > limit { throw SQLiteError(.tooBig, "string or blob too big") }
            }
            return hasOutput || !written.isEmpty ? String(decoding: written, as: UTF8.self) : nil
        }

        private mutating func conversion(_ rest: inout ArraySlice<UInt8>) throws(SQLiteError) -> Conversion {
            var conversion = Conversion()
            while let flag = rest.first, "-+ #!0,".utf8.contains(flag) {
                conversion.flags.unicodeScalars.append(Unicode.Scalar(flag))
                rest.removeFirst()
            }
            conversion.width = try number(&rest)
            if let width = conversion.width, width < 0 {
                conversion.flags += "-"
                conversion.width = -width
            }
            if rest.first == UInt8(ascii: ".") {
                rest.removeFirst()
                conversion.precision = try number(&rest).map { abs($0) } ?? 0
            }
            while rest.first == UInt8(ascii: "l") { rest.removeFirst() }
            conversion.letter = rest.popFirst() ?? 0
            return conversion
        }

        /// Digits, or `*` for the next argument.
        private mutating func number(_ rest: inout ArraySlice<UInt8>) throws(SQLiteError) -> Int64? {
            var number: Int64?
            if rest.first == UInt8(ascii: "*") {
                rest.removeFirst()
                number = call.integer(at: take())
            } else {
                while let digit = rest.first, (48...57).contains(digit) {
                    // Saturating: whatever is over the maximum is refused below.
                    number = min((number ?? 0) * 10 + Int64(digit - 48), Self.maximum + 1)
                    rest.removeFirst()
                }
            }
            if let number, !(-Self.maximum...Self.maximum).contains(number) {
                throw SQLiteError(.error, "printf and format allow widths and precisions up to \(Self.maximum)")
            }
            return number
        }

        /// Writes one conversion; false for one that SQLite does not know, which ends its output.
        private mutating func write(_ conversion: Conversion) throws(SQLiteError) -> Bool {
            switch conversion.letter {
            case UInt8(ascii: "%"):
                var plain = conversion
                plain.precision = nil
                character(plain, text: "%")
            case UInt8(ascii: "n"): hasOutput = true
            case UInt8(ascii: "d"), UInt8(ascii: "i"), UInt8(ascii: "u"), UInt8(ascii: "x"), UInt8(ascii: "X"),
                UInt8(ascii: "o"), UInt8(ascii: "r"), UInt8(ascii: "p"):
                let value = call.integer(at: take())
                append(sentinel_sqlite3_format_integer(conversion.text(modifier: "ll"), value))
            case UInt8(ascii: "f"), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "g"), UInt8(ascii: "G"):
                append(sentinel_sqlite3_format_double(conversion.text(), call.double(at: take())))
            case UInt8(ascii: "s"), UInt8(ascii: "z"):
                formatText(conversion.text(letter: "s"))
            case UInt8(ascii: "q"), UInt8(ascii: "Q"), UInt8(ascii: "w"):
                formatText(conversion.text())
            case UInt8(ascii: "c"): character(conversion, text: call.text(at: take()))
            default: return false
            }
            return true
        }

        private mutating func formatText(_ spec: String) {
            let index = take()
            append(call.withCString(at: index) { sentinel_sqlite3_format_text(spec, $0) })
        }

        /// The first character of the argument, repeated as often as the precision says.
        private mutating func character(_ conversion: Conversion, text: String?) {
            let count = Int(max(conversion.precision ?? 1, 1))
            guard let first = text?.unicodeScalars.first.map({ String($0) }) else {
                return zeros(count, width: Int(conversion.width ?? 0), isLeft: conversion.flags.contains("-"))
            }
            // With `!` the width counts characters, as it always does for a single one.
            var plain = conversion
            plain.flags += "!"
            plain.precision = nil
            let text = String(repeating: first, count: count)
            append(sentinel_sqlite3_format_text(plain.text(letter: "s"), text))
        }

        /// SQLite writes a zero byte where there is no character.
        private mutating func zeros(_ count: Int, width: Int, isLeft: Bool) {
            let blanks = repeatElement(UInt8(ascii: " "), count: max(0, width - count))
            let zeros = repeatElement(0 as UInt8, count: count)
            written += isLeft ? zeros + Array(blanks) : Array(blanks) + zeros
        }

        private mutating func take() -> Int {
            defer { next += 1 }
            return next
        }

        private mutating func append(_ text: UnsafeMutablePointer<CChar>?) {
            hasOutput = true
            guard let text else { return }
            var end = text
            while end.pointee != 0 { end += 1 }
            text.withMemoryRebound(to: UInt8.self, capacity: end - text) { bytes in
                written.append(contentsOf: UnsafeBufferPointer(start: bytes, count: end - text))
            }
            sqlite3_free(text)
        }
    }
#endif
