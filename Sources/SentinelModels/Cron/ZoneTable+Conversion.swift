extension ZoneTable {
    /// The zone's offset at an instant, in seconds east of UTC.
    public func offset(at time: Timestamp) -> Int {
        Int(segments[index(at: time.seconds)].offset)
    }

    /// What the zone's clock shows at an instant.
    public func civil(at time: Timestamp) -> CivilDateTime {
        CivilDateTime(utc: time.advanced(by: .seconds(offset(at: time))))
    }

    /// The first instant at which the zone's clock shows `civil` or a later time: in a gap its end, of a repeated time
    /// the first pass.
    public func firstInstant(of civil: CivilDateTime) -> Timestamp {
        let shown = civil.utc
        let second = firstInstant(reaching: shown.seconds)
        // The fraction counts only if the second itself is shown, and not skipped.
        let isShown = second + Int64(offset(at: Timestamp(seconds: second))) == shown.seconds
        return Timestamp(seconds: second, microsecond: isShown ? civil.microsecond : 0)
    }

    /// The position of the segment that holds a second since the epoch.
    func index(at second: Int64) -> Int {
        lastIndex { $0.start <= second }
    }

    /// The first second after the segment; the end of time for the last one.
    func end(of index: Int) -> Int64 {
        index + 1 < segments.count ? segments[index + 1].start : .max
    }

    /// The latest wall-clock second the zone's clock has shown up to and including `second`.
    func latestShown(upTo second: Int64) -> Int64 {
        let segment = segments[index(at: second)]
        return max(segment.latestBefore, second + Int64(segment.offset))
    }

    /// The first second since the epoch at which the zone's clock shows `local` or later.
    func firstInstant(reaching local: Int64) -> Int64 {
        let segment = segments[lastIndex { $0.latestBefore < local }]
        return max(segment.start, local - Int64(segment.offset))
    }

    /// The last segment for which a condition holds that holds for the first, and for none after one where it does not.
    private func lastIndex(where holds: (Segment) -> Bool) -> Int {
        segments.withUnsafeBufferPointer { segments in
            var low = 0
            var high = segments.count
            while high - low > 1 {
                let middle = (low + high) / 2
                if holds(segments[middle]) { low = middle } else { high = middle }
            }
            return low
        }
    }
}
