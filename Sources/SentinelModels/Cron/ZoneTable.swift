internal import Synchronization

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The offsets of a time zone from UTC, past and future, as one table: what cron and messages compute with.
///
/// The data is the system's (the package tzdata), found in ``directories``. Rules for the future are followed up to the
/// year 2200. A value is small and cheap to copy.
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
        if let table = system(identifier) {
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

    /// Where zones are looked for: `$TZDIR` if it is set, then the usual places.
    public static let directories: [String] = {
        let own = ProcessInfo.processInfo.environment["TZDIR"].map { [$0] } ?? []
        return own + ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/etc/zoneinfo"]
    }()

    /// The zone from the first directory that has a sound file of it.
    static func system(_ identifier: String, in directories: [String] = directories) -> ZoneTable? {
        if identifier == "UTC" { return utc }
        guard isPlausible(identifier) else { return nil }
        for directory in directories {
            if let data = FileManager.default.contents(atPath: "\(directory)/\(identifier)"), data.count <= 1 << 20,
                let history = ZoneHistory(tzif: [UInt8](data))
            {
                return ZoneTable(identifier, history)
            }
        }
        return nil
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

    /// All names that the system's list of zones and links has; empty without a list.
    static func names(in directories: [String] = directories) -> [String] {
        for directory in directories {
            guard let source = FileManager.default.contents(atPath: "\(directory)/tzdata.zi") else { continue }
            return source.split(separator: UInt8(ascii: "\n")).compactMap { line in
                let words = line.split(separator: UInt8(ascii: " "))
                let position = line.first == UInt8(ascii: "Z") ? 1 : line.first == UInt8(ascii: "L") ? 2 : .max
                return words.count > position ? String(decoding: words[position], as: UTF8.self) : nil
            }.sorted()
        }
        return []
    }

    static func unknown(_ identifier: String, in directories: [String] = directories) -> SentinelError {
        guard directories.contains(where: { FileManager.default.fileExists(atPath: $0) }) else {
            return SentinelError(
                .configuration,
                """
                this machine has no time zone data, so only UTC is known; install the package tzdata, or set TZDIR to \
                its directory
                """)
        }
        let names = names(in: directories)
        let lowered = "/" + identifier.lowercased()
        let city = names.first { $0.lowercased().hasSuffix(lowered) }
        let similar = city ?? Spelling.suggestion(for: String(identifier.prefix(64)), among: names)
        let hint = similar.map { "did you mean '\($0)'?" } ?? "use an IANA name such as Europe/Berlin"
        let shown = CronFieldParser.shown(Array(identifier.utf8)[...])
        return SentinelError(.configuration, "unknown time zone '\(shown)'; \(hint)")
    }
}
