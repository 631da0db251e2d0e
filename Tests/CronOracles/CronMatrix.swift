public import SentinelModels

/// The matrix of the promise that cron is right in every zone: 12 zones x 40 expressions x 10 years.
public enum CronMatrix {
    /// Half-hour and double changes of the clock, odd offsets, a skipped day, changes at midnight, and none.
    public static let zones = [
        "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca",
        "Pacific/Apia", "America/Sao_Paulo", "Asia/Tehran", "Antarctica/Troll", "Europe/Dublin", "UTC",
        "America/Havana",
    ]

    /// Wildcards and fixed times, most of them near changes of the clock, and each kind of day.
    public static let expressions = [
        "* * * * *", "*/5 * * * *", "*/7 * * * *", "0 * * * *", "30 * * * *", "15,45 * * * *", "*/30 2 * * *",
        "* 0-3 * * *", "0 2 * * *", "30 2 * * *", "0,30 2 * * *", "30 1 * * *", "0 3 * * *", "59 2 * * *",
        "0 0 * * *", "30 0 * * *", "59 23 * * *", "0,15,30,45 0-3 * * *", "0 */2 * * *", "0 */3 * * *",
        "10-50/20 1-3 * * *", "5/15 * * * *", "0 9 * * MON-FRI", "0 9 * * 1-5", "0 2 * * SUN", "30 1 * * 7",
        "0 0 1 * *", "0 0 15 * 1", "0 0 */2 * 1", "0 0 1-7 * */7", "0 0 L * *", "30 2 L,14 3,10,11 *", "0 2 * 3 L0",
        "30 1 * 10,11 L0", "0 2 ? 3 0#2", "15 1 * 11 0#1,3#3", "0 12 29 2 *", "45 23 31 12 *", "0 0 30 DEC ?",
        "17 4 * JAN-JUN 5-7",
    ]

    private static let oracles = expressions.map { ($0, CronOracle($0)) }

    /// The ten years, from 2008 on, in minutes since the epoch.
    public static let minutes = 13_879 * 1440..<17_532 * 1440

    /// What a comparison has seen.
    public struct Comparison: Sendable {
        /// How many fires the oracle found.
        public var fires = 0
        /// The first difference of each expression that has one.
        public var differences: [String] = []
    }

    /// Compares the library with the oracle, for every expression, in a range of minutes since the epoch.
    /// - Throws: If the library refuses an expression.
    public static func compare(
        _ table: ZoneTable, with clock: FoundationWallClock, in range: Range<Int>
    ) throws -> Comparison {
        let shown = (range.lowerBound - CronOracle.lead..<range.upperBound).map(clock.local)
        var comparison = Comparison()
        for (text, oracle) in oracles {
            let expected = oracle.fires(shown: shown)
            comparison.fires += expected.count
            let fires = FireSequence(expression: try CronExpression(text), table: table, range: range)
            if let difference = firstDifference(expected, fires) {
                comparison.differences.append("\(text): \(difference)")
            }
        }
        return comparison
    }

    private static func firstDifference(_ expected: [Int], _ fires: FireSequence) -> String? {
        let iterator = fires.makeIterator()
        for index in expected {
            let time = fires.time(index)
            let found = iterator.next()
            if found != time { return "\(found.map(String.init(describing:)) ?? "nothing"), not \(time)" }
        }
        return iterator.next().map { "\($0), not nothing" }
    }
}

/// The fires that the library finds in a range of minutes, one after the other.
private struct FireSequence: Sequence {
    let expression: CronExpression
    let table: ZoneTable
    let range: Range<Int>

    func time(_ index: Int) -> Timestamp { Timestamp(seconds: Int64(range.lowerBound + index) * 60) }

    func makeIterator() -> AnyIterator<Timestamp> {
        var last = Timestamp(seconds: Int64(range.lowerBound) * 60 - 1)
        let end = Timestamp(seconds: Int64(range.upperBound) * 60)
        return AnyIterator {
            // A fire that does not move on is handed out, as a difference, and ends the comparison.
            guard let next = expression.next(after: last, in: table), next < end else { return nil }
            last = next
            return next
        }
    }
}
