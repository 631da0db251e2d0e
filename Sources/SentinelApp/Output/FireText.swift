import SentinelModels

/// Fires for people.
enum FireText {
    /// The fires in the schedule's zone, and in UTC if that is another.
    static func table(_ fires: [Timestamp], in zone: ZoneTable, named name: String) -> TextTable {
        let isUTC = name == "UTC"
        var table = TextTable([.init(name)] + (isUTC ? [] : [.init("UTC")]))
        table.rows = fires.map { fire in
            isUTC ? [.init(utc(fire))] : [.init(local(fire, in: zone)), .init(utc(fire))]
        }
        return table
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

    private static func utc(_ fire: Timestamp) -> String {
        text(CivilDateTime(utc: fire)) + "Z"
    }

    private static func local(_ fire: Timestamp, in zone: ZoneTable) -> String {
        let minutes = zone.offset(at: fire) / 60
        let size = abs(minutes)
        let sign = minutes < 0 ? "-" : "+"
        return text(zone.civil(at: fire)) + " \(sign)\((size / 60).padded(to: 2)):\((size % 60).padded(to: 2))"
    }

    private static func text(_ civil: CivilDateTime) -> String {
        let day = "\(weekdays[civil.date.weekday]) \(civil.date)"
        return day + " \(civil.hour.padded(to: 2)):\(civil.minute.padded(to: 2)):\(civil.second.padded(to: 2))"
    }
}
