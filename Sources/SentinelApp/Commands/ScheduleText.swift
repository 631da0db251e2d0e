import SentinelModels

/// A schedule as a person types it.
enum ScheduleText {
    /// Why a text is no schedule.
    struct Fault: Error, Sendable, Hashable {
        var message: String
        var hint: String?
    }

    /// Reads a cron expression, `@daily`, `every 5m` or `every: 5m`.
    static func parse(_ text: String) -> Result<Schedule, Fault> {
        let words = text.split(whereSeparator: { $0 == " " || $0 == ":" || $0 == "\t" })
        if words.count >= 2, words[0].lowercased() == "every" {
            let period = words.dropFirst().joined()
            guard let duration = Duration(text: period), duration >= .seconds(1) else {
                return .failure(
                    Fault(message: "'\(period)' is no length of time", hint: "write every 5m"))
            }
            return .success(.every(duration))
        }
        do throws(CronExpression.ParsingError) {
            return .success(.cron(try CronExpression(text)))
        } catch {
            return .failure(Fault(message: error.message, hint: error.hint))
        }
    }
}
