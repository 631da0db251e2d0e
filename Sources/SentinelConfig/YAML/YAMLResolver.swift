internal import SentinelModels

/// The types that YAML 1.1 gives plain scalars, exactly as PyYAML's safe loader: the original's users rely on it.
///
/// No regular expressions: the first byte decides in nearly all cases.
enum YAMLResolver {
    typealias Bytes = UnsafeBufferPointer<UInt8>

    /// The type of a plain scalar.
    static func kind(of bytes: Bytes) -> ConfigScalar.Kind {
        guard let first = bytes.first else { return .null }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            return integer(bytes) ?? number(bytes) ?? (YAMLTimestamp.matches(bytes) ? .timestamp : .string)
        case UInt8(ascii: "+"), UInt8(ascii: "-"): return integer(bytes) ?? number(bytes) ?? .string
        case UInt8(ascii: "."): return number(bytes) ?? .string
        case UInt8(ascii: "~"): return bytes.count == 1 ? .null : .string
        case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"),
            UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "o"), UInt8(ascii: "O"):
            return word(bytes)
        default: return .string
        }
    }

    private static func word(_ bytes: Bytes) -> ConfigScalar.Kind {
        guard bytes.count <= 5 else { return .string }
        switch String(decoding: bytes, as: UTF8.self) {
        case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": return .bool(true)
        case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": return .bool(false)
        case "null", "Null", "NULL": return .null
        default: return .string
        }
    }

    // MARK: Integers

    private static func integer(_ bytes: Bytes) -> ConfigScalar.Kind? {
        let isNegative = bytes[0] == UInt8(ascii: "-")
        let body = bytes[0] == UInt8(ascii: "+") || isNegative ? Bytes(rebasing: bytes.dropFirst()) : bytes
        guard let first = body.first else { return nil }
        if first != UInt8(ascii: "0") {
            guard isDigit(first) else { return nil }
            return body.contains(UInt8(ascii: ":"))
                ? sexagesimal(body, isNegative) : digits(body, radix: 10, isNegative)
        }
        guard body.count > 1 else { return .integer(0) }
        let rest = Bytes(rebasing: body.dropFirst(2))
        switch body[1] {
        case UInt8(ascii: "x"): return rest.isEmpty ? nil : digits(rest, radix: 16, isNegative)
        case UInt8(ascii: "b"): return rest.isEmpty ? nil : digits(rest, radix: 2, isNegative)
        default: return digits(Bytes(rebasing: body.dropFirst()), radix: 8, isNegative)
        }
    }

    /// Digits with underscores; `.integer(nil)` if the value exceeds 64 bits, nil if a byte is no digit.
    private static func digits(_ bytes: Bytes, radix: Int64, _ isNegative: Bool) -> ConfigScalar.Kind? {
        var value: Int64? = 0
        for byte in bytes where byte != UInt8(ascii: "_") {
            guard let digit = digit(byte), digit < radix else { return nil }
            value = appended(value, radix, isNegative ? -digit : digit)
        }
        return .integer(value)
    }

    /// `12:30:45`, in base 60.
    private static func sexagesimal(_ bytes: Bytes, _ isNegative: Bool) -> ConfigScalar.Kind? {
        var value: Int64? = 0
        for (place, part) in bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).enumerated() {
            guard isPart(part, isFirst: place == 0) else { return nil }
            guard case .integer(let number)? = digits(Bytes(rebasing: part), radix: 10, isNegative) else { return nil }
            value = number.flatMap { appended(value, 60, $0) }
        }
        return .integer(value)
    }

    private static func appended(_ value: Int64?, _ radix: Int64, _ digit: Int64) -> Int64? {
        guard let (product, overflow) = value?.multipliedReportingOverflow(by: radix), !overflow else { return nil }
        let (sum, carry) = product.addingReportingOverflow(digit)
        return carry ? nil : sum
    }

    /// Whether a part of a sexagesimal number has its form: any digits first, then 0 to 59.
    private static func isPart(_ part: Slice<Bytes>, isFirst: Bool) -> Bool {
        guard let first = part.first else { return false }
        if isFirst { return isDigit(first) && part.allSatisfy { isDigit($0) || $0 == UInt8(ascii: "_") } }
        guard part.allSatisfy(isDigit) else { return false }
        return part.count == 1 || part.count == 2 && first <= UInt8(ascii: "5")
    }

    // MARK: Fractions

    private static func number(_ bytes: Bytes) -> ConfigScalar.Kind? {
        let isSigned = bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-")
        let body = isSigned ? bytes.dropFirst() : bytes[...]
        switch String(decoding: body.prefix(5), as: UTF8.self) {
        case ".inf", ".Inf", ".INF": return .number(bytes[0] == UInt8(ascii: "-") ? -.infinity : .infinity)
        case ".nan", ".NaN", ".NAN": return isSigned ? nil : .number(.nan)
        default: break
        }
        guard let point = body.firstIndex(of: UInt8(ascii: ".")) else { return nil }
        let whole = body[..<point]
        let fraction = body[body.index(after: point)...]
        if whole.contains(UInt8(ascii: ":")) { return sexagesimalNumber(whole, fraction, bytes) }
        if whole.isEmpty {
            guard !isSigned, let first = fraction.first, isDigit(first) else { return nil }
        } else {
            guard isDigit(whole.first ?? 0), whole.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "_") }) else {
                return nil
            }
        }
        guard isFraction(fraction) else { return nil }
        let text = String(decoding: bytes.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
        return Double(text.last == "." ? text + "0" : text).map(ConfigScalar.Kind.number)
    }

    /// `12:30.5`.
    private static func sexagesimalNumber(
        _ whole: Slice<Bytes>, _ fraction: Slice<Bytes>, _ bytes: Bytes
    ) -> ConfigScalar.Kind? {
        let parts = whole.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.enumerated().allSatisfy({ isPart($1, isFirst: $0 == 0) }),
            fraction.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "_") })
        else { return nil }
        let value = parts.reduce(0.0) { sum, part in
            part.reduce(0.0) { isDigit($1) ? $0 * 10 + Double($1 - 48) : $0 } + sum * 60
        }
        let rest = Double("0." + String(decoding: fraction.filter(isDigit), as: UTF8.self) + "0") ?? 0
        return .number(bytes[0] == UInt8(ascii: "-") ? -(value + rest) : value + rest)
    }

    /// Digits and underscores, then perhaps an exponent, whose sign PyYAML demands.
    private static func isFraction(_ bytes: Slice<Bytes>) -> Bool {
        guard let end = bytes.firstIndex(where: { !isDigit($0) && $0 != UInt8(ascii: "_") }) else { return true }
        guard bytes[end] | 32 == UInt8(ascii: "e") else { return false }
        let exponent = bytes[bytes.index(after: end)...]
        guard let sign = exponent.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return false }
        return exponent.count > 1 && exponent.dropFirst().allSatisfy(isDigit)
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

    private static func digit(_ byte: UInt8) -> Int64? {
        switch byte {
        case 48...57: Int64(byte - 48)
        case 65...70: Int64(byte - 55)
        case 97...102: Int64(byte - 87)
        default: nil
        }
    }
}
