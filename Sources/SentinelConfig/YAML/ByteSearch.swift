extension UnsafeBufferPointer<UInt8> {
    /// Whether a byte occurs, eight bytes at a time: most texts are searched for a dollar sign in vain.
    func has(_ byte: UInt8) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let pattern = ones &* UInt64(byte)
        let bytes = UnsafeRawBufferPointer(self)
        var place = 0
        while place + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self) ^ pattern
            if (word &- ones) & ~word & (ones << 7) != 0 { return true }
            place += 8
        }
        while place < bytes.count {
            if bytes[place] == byte { return true }
            place += 1
        }
        return false
    }
}

extension String {
    /// Whether a byte occurs in the text's UTF-8 form.
    func has(_ byte: UInt8) -> Bool {
        utf8.withContiguousStorageIfAvailable { $0.has(byte) } ?? utf8.contains(byte)
    }
}
