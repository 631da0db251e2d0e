import SentinelModels

/// Writes dates as mails have them: `Mon, 23 Nov 2026 14:00:00 +0000`.
enum MailDate {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    static func text(_ time: Timestamp) -> String {
        let civil = CivilDateTime(utc: time)
        let clock = [civil.hour, civil.minute, civil.second].map { $0.padded(to: 2) }.joined(separator: ":")
        let date = civil.date
        let day = days[((date.daysSinceEpoch + 4) % 7 + 7) % 7]
        return "\(day), \(date.day.padded(to: 2)) \(months[date.month - 1]) \(date.year.padded(to: 4)) \(clock) +0000"
    }
}
