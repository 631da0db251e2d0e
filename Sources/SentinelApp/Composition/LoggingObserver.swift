import Logging
import SentinelModels

/// Logs what the engine and the dispatcher did.
struct LoggingObserver: EngineObserver {
    let logger: Logger

    func observe(_ notice: EngineNotice) {
        switch notice {
        case .runCommitted(let record): log(record)
        case .runFenced(let alert, let runID):
            logger.warning("a run lost its slot", metadata: ["alert": "\(alert)", "run": "\(runID)"])
        case .deliverySettled(let message, let outcome, let duration): log(message, outcome, duration)
        case .breakerOpened(let receiver, let until):
            logger.warning("a receiver is left alone", metadata: ["receiver": "\(receiver)", "until": "\(until)"])
        case .storeFailed(let error):
            logger.error("the state database failed", metadata: ["code": "\(error.code)", "error": "\(error.message)"])
        @unknown default: break
        }
    }

    private func log(_ record: RunRecord) {
        guard logger.logLevel <= .info else { return }
        var fields: Logger.Metadata = [
            "alert": "\(record.alertName)", "run": "\(record.id)", "status": "\(RunStatus(record.outcome).rawValue)",
            "duration_ms": "\(record.duration.wholeMilliseconds)",
        ]
        if let error = record.error { fields["error"] = "\(error.message)" }
        logger.info("alert run", metadata: fields)
    }

    private func log(_ message: NotificationMessage, _ outcome: Settlement.Outcome, _ duration: Duration) {
        if case .sent = outcome, logger.logLevel > .info { return }
        var fields: Logger.Metadata = [
            "alert": "\(message.content.alertName)", "receiver": "\(message.receiver)", "message": "\(message.id)",
            "duration_ms": "\(duration.wholeMilliseconds)",
        ]
        switch outcome {
        case .sent: logger.info("notice sent", metadata: fields)
        case .returned: logger.debug("notice returned", metadata: fields)
        case .retry(let time, let failure):
            fields["error"] = "\(failure.message)"
            fields["again_at"] = "\(time)"
            logger.warning("notice not accepted", metadata: fields)
        case .dead(let failure):
            fields["error"] = "\(failure.message)"
            logger.error("notice given up", metadata: fields)
        }
    }
}
