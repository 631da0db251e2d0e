import Foundation

/// Which wall-clock minute Foundation says a zone shows.
public struct FoundationWallClock: Sendable {
    /// There is no such zone.
    struct UnknownZone: Error {
        var identifier: String
    }

    private let zone: TimeZone

    /// Takes the zone of this IANA name.
    /// - Throws: If there is none.
    public init(_ identifier: String) throws {
        guard let zone = TimeZone(identifier: identifier) else { throw UnknownZone(identifier: identifier) }
        self.zone = zone
    }

    /// Seconds east of UTC, at a minute since the epoch.
    public func offset(atMinute minute: Int) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(minute) * 60))
    }

    func local(_ minute: Int) -> Int { minute + offset(atMinute: minute) / 60 }
}
