/// A range of addresses: `10.0.0.0/8`.
public struct IPNetwork: Sendable, Hashable {
    /// An address of the range; the bits after the prefix do not matter.
    public let address: IPAddress
    /// How many leading bits an address must share.
    public let prefix: Int

    /// Reads `address/prefix`, or an address as the range of itself alone; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(parts[0]) else { return nil }
        let width = address.bytes.count * 8
        var prefix = width
        if parts.count == 2 {
            guard let number = Int(parts[1]), (0...width).contains(number), parts[1].utf8.first != 0x2B else {
                return nil
            }
            prefix = number
        }
        self.address = address
        self.prefix = prefix
    }

    /// Whether `other` is in the range; an address of the other family never is.
    public func contains(_ other: IPAddress) -> Bool {
        guard other.bytes.count == address.bytes.count else { return false }
        let whole = prefix / 8
        guard other.bytes[..<whole] == address.bytes[..<whole] else { return false }
        let rest = prefix % 8
        guard rest > 0 else { return true }
        let mask = UInt8(truncatingIfNeeded: 0xFF00 >> rest)
        return other.bytes[whole] & mask == address.bytes[whole] & mask
    }
}
