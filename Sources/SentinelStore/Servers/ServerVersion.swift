import SentinelModels

/// A server's version as far as it matters, such as 10.11 of `10.11.6-MariaDB-1`.
struct ServerVersion: Comparable, CustomStringConvertible {
    var major: Int
    var minor: Int

    init(_ major: Int, _ minor: Int = 0) {
        (self.major, self.minor) = (major, minor)
    }

    /// Reads the numbers at the begin of a text; zeros if there are none.
    init(_ text: String) {
        // MariaDB before 11 greets as 5.5.5-10.11.6, so that old replicas take it for a MySQL of that time.
        let text = text.hasPrefix("5.5.5-") ? text.dropFirst(6) : text[...]
        let numbers = text.prefix { $0.isNumber || $0 == "." }.split(separator: ".").map { Int($0) ?? 0 }
        self.init(numbers.first ?? 0, numbers.count > 1 ? numbers[1] : 0)
    }

    static func < (one: ServerVersion, other: ServerVersion) -> Bool {
        (one.major, one.minor) < (other.major, other.minor)
    }

    var description: String { "\(major).\(minor)" }

    /// Throws for a server that lacks what the store needs.
    func require(_ least: ServerVersion, of product: String) throws(SentinelError) {
        guard self < least else { return }
        throw SentinelError(
            .unsupported, "the state database is \(product) \(self); \(product) \(least) or newer is needed",
            isRetryable: false)
    }
}
