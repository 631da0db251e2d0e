import Foundation

/// Checks signatures as the Standard Webhooks specification tells receivers to, with SHA-256 and HMAC written from
/// their own specifications (FIPS 180-4, RFC 2104): nothing here is shared with the code that signs.
enum StandardWebhooks {
    enum Verdict: Equatable { case valid, tooOld, tooNew, malformed, wrong }

    /// The verdict of a receiver that knows `secret` and whose clock shows `now`.
    static func verify(
        id: String?, timestamp: String?, signatures: String?, body: [UInt8], secret: String, now: Int64
    ) -> Verdict {
        guard let id, let timestamp, let signatures, let sent = Int64(timestamp),
            let key = Data(base64Encoded: secret.replacingOccurrences(of: "whsec_", with: ""))
        else { return .malformed }
        if now - sent > 300 { return .tooOld }
        if sent - now > 300 { return .tooNew }
        let signed = Array(id.utf8) + [46] + Array(timestamp.utf8) + [46] + body
        let expected = Data(hmac(signed, key: Array(key)))
        let isKnown = signatures.split(separator: " ").contains { entry in
            let parts = entry.split(separator: ",", maxSplits: 1)
            return parts.count == 2 && parts[0] == "v1" && Data(base64Encoded: String(parts[1])) == expected
        }
        return isKnown ? .valid : .wrong
    }

    static func hmac(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        let short = key.count > 64 ? sha256(key) : key
        let block = short + [UInt8](repeating: 0, count: 64 - short.count)
        return sha256(block.map { $0 ^ 0x5C } + sha256(block.map { $0 ^ 0x36 } + message))
    }

    static func sha256(_ message: [UInt8]) -> [UInt8] {
        var padded = message + [0x80]
        while padded.count % 64 != 56 { padded.append(0) }
        padded += (0..<8).map { UInt8(truncatingIfNeeded: (message.count * 8) >> (56 - 8 * $0)) }
        var state = initial
        for start in stride(from: 0, to: padded.count, by: 64) { mix(padded[start..<start + 64], into: &state) }
        return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32($0))) } }
    }

    private static func mix(_ chunk: ArraySlice<UInt8>, into state: inout [UInt32]) {
        func turn(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }
        var words = stride(from: chunk.startIndex, to: chunk.endIndex, by: 4).map { index in
            chunk[index..<index + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        for index in 16..<64 {
            let (near, far) = (words[index - 2], words[index - 15])
            let small = turn(far, 7) ^ turn(far, 18) ^ far >> 3
            let large = turn(near, 17) ^ turn(near, 19) ^ near >> 10
            words.append(words[index - 16] &+ small &+ words[index - 7] &+ large)
        }
        var now = state
        for index in 0..<64 {
            let large = turn(now[4], 6) ^ turn(now[4], 11) ^ turn(now[4], 25)
            let choice = now[4] & now[5] ^ ~now[4] & now[6]
            let first = now[7] &+ large &+ choice &+ constants[index] &+ words[index]
            let small = turn(now[0], 2) ^ turn(now[0], 13) ^ turn(now[0], 22)
            let majority = now[0] & now[1] ^ now[0] & now[2] ^ now[1] & now[2]
            now = [first &+ small &+ majority, now[0], now[1], now[2], now[3] &+ first, now[4], now[5], now[6]]
        }
        for index in 0..<8 { state[index] = state[index] &+ now[index] }
    }

    /// The first 32 bits of the fractional parts of the square and cube roots of the first primes, computed.
    private static let initial = primes(8).map { fraction(Double($0).squareRoot()) }
    private static let constants = primes(64).map { fraction(cbrt(Double($0))) }

    private static func fraction(_ value: Double) -> UInt32 {
        UInt32((value - value.rounded(.down)) * 4_294_967_296)
    }

    private static func primes(_ count: Int) -> [Int] {
        var found: [Int] = []
        var candidate = 2
        while found.count < count {
            if found.allSatisfy({ candidate % $0 != 0 }) { found.append(candidate) }
            candidate += 1
        }
        return found
    }
}
