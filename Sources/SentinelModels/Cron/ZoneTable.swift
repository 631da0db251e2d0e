// The only place where a time zone needs more of Foundation than FoundationEssentials has.
internal import Foundation
internal import Synchronization

/// The offsets of a time zone from UTC, past and future, as one table: what cron and messages compute with.
///
/// The data is the system's (`/usr/share/zoneinfo`), else Foundation's own. Rules for the future are followed up to
/// the year 2200. A value is small and cheap to copy.
public struct ZoneTable: Sendable {
    /// The IANA name.
    public let identifier: String

    /// In order of time; the first one has no beginning.
    let segments: [Segment]

    /// A stretch of time with one offset.
    struct Segment: Sendable, Hashable {
        /// Seconds since the epoch.
        var start: Int64
        /// Seconds east of UTC.
        var offset: Int32
        /// The latest wall-clock second that was shown before `start`.
        var latestBefore: Int64
    }

    /// Coordinated Universal Time; needs no file.
    public static let utc = ZoneTable("UTC", ZoneHistory(initialOffset: 0))

    init(_ identifier: String, _ history: ZoneHistory) {
        self.identifier = identifier
        var segments = [Segment(start: .min, offset: Int32(history.initialOffset), latestBefore: .min)]
        for change in history.changes where change.offset != Int(segments[segments.count - 1].offset) {
            let last = segments[segments.count - 1]
            let shown = max(last.latestBefore, change.at + Int64(last.offset) - 1)
            segments.append(Segment(start: change.at, offset: Int32(change.offset), latestBefore: shown))
        }
        self.segments = segments
    }
}

extension ZoneTable: Hashable {
    /// Whether both have the same name and data.
    public static func == (lhs: ZoneTable, rhs: ZoneTable) -> Bool {
        lhs.identifier == rhs.identifier && lhs.segments == rhs.segments
    }

    /// Hashes the name.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(identifier)
    }
}

extension ZoneTable {
    private struct Cache {
        var tables: [String: ZoneTable] = [:]
        var refusals: [String: SentinelError] = [:]
    }

    private static let cache = Mutex(Cache())

    /// The zone of an IANA name such as `Europe/Berlin`, exactly as it is spelt there.
    ///
    /// Throws ``SentinelError/Code/configuration`` with a suggestion for any other name. The first use of a zone reads a
    /// small file (about 0.1 ms), later ones a dictionary.
    public static func named(_ identifier: String) throws(SentinelError) -> ZoneTable {
        if let known = cache.withLock({ $0.tables[identifier] }) { return known }
        if let refusal = cache.withLock({ $0.refusals[identifier] }) { throw refusal }
        if let table = system(identifier) ?? foundation(identifier) {
            cache.withLock { $0.tables[identifier] = table }
            return table
        }
        let refusal = unknown(identifier)
        // Looking for a similar name is slow, and a wrong default is asked for once for each alert.
        cache.withLock { cache in
            if cache.refusals.count < 100 { cache.refusals[identifier] = refusal }
        }
        throw refusal
    }

    /// The zone from the system's file, if the file is there and sound.
    static func system(_ identifier: String, directory: String = "/usr/share/zoneinfo") -> ZoneTable? {
        if identifier == "UTC" { return utc }
        guard isPlausible(identifier), let data = FileManager.default.contents(atPath: "\(directory)/\(identifier)"),
            data.count <= 1 << 20, let history = ZoneHistory(tzif: [UInt8](data))
        else { return nil }
        return ZoneTable(identifier, history)
    }

    /// The zone from Foundation's data, if Foundation knows the exact name.
    static func foundation(_ identifier: String) -> ZoneTable? {
        // Without a slash Foundation takes abbreviations and offsets, too, which are no zones.
        guard isPlausible(identifier), identifier.contains("/") || ["GMT", "UTC"].contains(identifier),
            let zone = TimeZone(identifier: identifier)
        else { return nil }
        // Before 1900 only local mean times differ, after 2100 nobody knows.
        var time = Date(timeIntervalSince1970: -2_208_988_800)
        let end = Date(timeIntervalSince1970: 4_102_444_800)
        var history = ZoneHistory(initialOffset: zone.secondsFromGMT(for: time))
        while let next = zone.nextDaylightSavingTimeTransition(after: time), next > time, next < end {
            let at = Int64(next.timeIntervalSince1970.rounded())
            history.changes.append(.init(at: at, offset: zone.secondsFromGMT(for: next)))
            time = next
        }
        return ZoneTable(identifier, history)
    }

    /// Letters, digits and `+-_` in parts between slashes: no way out of the directory, no file that is no zone.
    private static func isPlausible(_ identifier: String) -> Bool {
        let parts = identifier.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count), identifier.utf8.count <= 64,
            !["right", "posix", "localtime", "posixrules"].contains(String(parts[0]) ?? "")
        else { return false }
        return parts.allSatisfy { part in
            guard let first = part.first, (65...90).contains(first) else { return false }
            return part.allSatisfy {
                (48...57).contains($0) || (97...122).contains($0 | 32) || "+-_".utf8.contains($0)
            }
        }
    }

    /// All names, for suggestions only: Foundation's list has no second names such as Asia/Kolkata.
    private static let names: [String] = {
        var names = Set(TimeZone.knownTimeZoneIdentifiers)
        let source = FileManager.default.contents(atPath: "/usr/share/zoneinfo/tzdata.zi") ?? Data()
        for line in source.split(separator: 10) where line.first == UInt8(ascii: "Z") || line.first == UInt8(ascii: "L")
        {
            let words = line.split(separator: 32)
            let position = line.first == UInt8(ascii: "Z") ? 1 : 2
            if words.count > position { names.insert(String(decoding: words[position], as: UTF8.self)) }
        }
        return names.sorted()
    }()

    private static func unknown(_ identifier: String) -> SentinelError {
        let lowered = "/" + identifier.lowercased()
        let city = names.first { $0.lowercased().hasSuffix(lowered) }
        let similar = city ?? Spelling.suggestion(for: String(identifier.prefix(64)), among: names)
        let hint = similar.map { "did you mean '\($0)'?" } ?? "use an IANA name such as Europe/Berlin"
        let shown = CronFieldParser.shown(Array(identifier.utf8)[...])
        return SentinelError(.configuration, "unknown time zone '\(shown)'; \(hint)")
    }
}
