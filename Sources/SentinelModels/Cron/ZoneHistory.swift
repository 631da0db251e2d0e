/// How the offset of a zone changes over time, as a source of zone data tells it.
struct ZoneHistory: Sendable, Hashable {
    /// The offset before the first change, in seconds east of UTC.
    var initialOffset: Int
    /// In order of time.
    var changes: [Change] = []

    /// A moment from which another offset holds.
    struct Change: Sendable, Hashable {
        /// Seconds since the epoch.
        var at: Int64
        /// Seconds east of UTC.
        var offset: Int
    }

    /// The year up to which rules are followed.
    static let lastYear = 2199
}

extension ZoneHistory {
    /// Reads a compiled zone file (RFC 9636, versions 1 to 4); nil if it is damaged or counts leap seconds.
    init?(tzif bytes: [UInt8]) {
        var reader = BigEndianReader(bytes: bytes)
        guard var header = TZifHeader(&reader) else { return nil }
        var timeSize = 4
        if header.version >= UInt8(ascii: "2") {
            guard reader.skip(header.size(ofTime: 4)), let second = TZifHeader(&reader) else { return nil }
            header = second
            timeSize = 8
        }
        guard header.leapCount == 0, let changes = header.readChanges(&reader, timeSize: timeSize) else { return nil }
        self = changes
        guard timeSize == 8 else { return }
        guard let footer = reader.line() else { return nil }
        if footer.isEmpty { return }
        guard let rule = POSIXZoneRule(footer) else { return nil }
        follow(rule)
    }

    /// Continues the history by a rule, after the last explicit change.
    mutating func follow(_ rule: POSIXZoneRule) {
        guard let last = changes.last?.at else {
            initialOffset = rule.standardOffset
            changes = rule.changes(inYears: 1900...Self.lastYear)
            return
        }
        let year = CalendarDate(daysSinceEpoch: Int(last.flooringQuotient(dividingBy: 86_400))).year
        guard year <= Self.lastYear else { return }
        changes += rule.changes(inYears: max(1, year - 1)...Self.lastYear).filter { $0.at > last }
    }
}

private struct TZifHeader {
    let version: UInt8
    let leapCount: Int
    private let utcFlagCount: Int
    private let standardFlagCount: Int
    private let timeCount: Int
    private let typeCount: Int
    private let characterCount: Int

    init?(_ reader: inout BigEndianReader) {
        guard reader.skip("TZif"), let version = reader.byte(), reader.skip(15), let utcFlags = reader.integer(4),
            let standardFlags = reader.integer(4), let leaps = reader.integer(4), let times = reader.integer(4),
            let types = reader.integer(4), let characters = reader.integer(4)
        else { return nil }
        let counts = [utcFlags, standardFlags, leaps, times, types, characters]
        guard counts.allSatisfy({ (0...20_000).contains($0) }), (1...256).contains(types) else { return nil }
        self.version = version
        leapCount = Int(leaps)
        utcFlagCount = Int(utcFlags)
        standardFlagCount = Int(standardFlags)
        timeCount = Int(times)
        typeCount = Int(types)
        characterCount = Int(characters)
    }

    /// The size of the block that follows.
    func size(ofTime size: Int) -> Int {
        timeCount * (size + 1) + typeCount * 6 + characterCount + leapCount * (size + 4) + standardFlagCount
            + utcFlagCount
    }

    func readChanges(_ reader: inout BigEndianReader, timeSize: Int) -> ZoneHistory? {
        var times: [Int64] = []
        for _ in 0..<timeCount {
            guard let time = reader.integer(timeSize), times.last.map({ $0 < time }) ?? true else { return nil }
            times.append(time)
        }
        guard let types = reader.bytes(timeCount) else { return nil }
        var offsets: [Int] = []
        for _ in 0..<typeCount {
            // RFC 9636: more than 25 hours west, less than 26 hours east.
            guard let offset = reader.integer(4), (-89_999...93_599).contains(offset), reader.skip(2) else {
                return nil
            }
            offsets.append(Int(offset))
        }
        guard reader.skip(characterCount + standardFlagCount + utcFlagCount),
            types.allSatisfy({ $0 < typeCount })
        else { return nil }
        var history = ZoneHistory(initialOffset: offsets[0])
        for (time, type) in zip(times, types) {
            // Some files begin at the big bang.
            if time < -(1 << 40) {
                history.initialOffset = offsets[Int(type)]
            } else if time < 1 << 40 {
                history.changes.append(.init(at: time, offset: offsets[Int(type)]))
            }
        }
        return history
    }
}

private struct BigEndianReader {
    let bytes: [UInt8]
    var index = 0

    mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= bytes.count - index else { return nil }
        defer { index += count }
        return bytes[index..<index + count]
    }

    mutating func byte() -> UInt8? { bytes(1)?.first }

    mutating func skip(_ count: Int) -> Bool { bytes(count) != nil }

    mutating func skip(_ text: String) -> Bool { bytes(text.utf8.count)?.elementsEqual(text.utf8) ?? false }

    /// A signed number of 4 or 8 bytes.
    mutating func integer(_ size: Int) -> Int64? {
        guard let bytes = bytes(size) else { return nil }
        let value = bytes.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        return size == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
    }

    /// The text between two line feeds.
    mutating func line() -> String? {
        guard skip("\n"), let end = bytes[index...].firstIndex(of: 10) else { return nil }
        return String(validating: bytes[index..<end], as: UTF8.self)
    }
}
