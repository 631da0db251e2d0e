/// What Base64 makes of a secret, wherever in the encoded text it begins.
enum Base64Needle {
    /// The characters that the secret alone decides, for each of the three places it may have in a group of three bytes,
    /// in both alphabets.
    static func all(of secret: [UInt8]) -> [[UInt8]] {
        (0..<3).flatMap { offset in
            let standard = middle(of: secret, offset: offset)
            let forURLs = standard.map { byte in
                byte == UInt8(ascii: "+") ? UInt8(ascii: "-") : byte == UInt8(ascii: "/") ? UInt8(ascii: "_") : byte
            }
            return [standard, forURLs]
        }.filter { $0.count >= 4 }
    }

    private static func middle(of secret: [UInt8], offset: Int) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var output: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for byte in repeatElement(0, count: offset) + secret {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                output.append(alphabet[Int(buffer >> UInt32(bits) & 63)])
            }
        }
        return Array(output.dropFirst((offset * 8 + 5) / 6))
    }
}
