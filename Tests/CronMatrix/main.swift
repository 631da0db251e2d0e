import CronOracles
import Foundation
import SentinelModels
import Synchronization

// Compares cron with the oracle for ten years; ends with 1 if they differ.
let started = ContinuousClock.now
let totals = Mutex((fires: 0, differences: 0))
DispatchQueue.concurrentPerform(iterations: CronMatrix.zones.count) { index in
    let zone = CronMatrix.zones[index]
    do {
        let comparison = try CronMatrix.compare(
            try ZoneTable.named(zone), with: FoundationWallClock(zone), in: CronMatrix.minutes)
        let lines = comparison.differences.map { "\n    \($0)" }.joined()
        totals.withLock { totals in
            totals.fires += comparison.fires
            totals.differences += comparison.differences.count
            print(
                "cron-matrix: \(zone): \(comparison.fires) fires, \(comparison.differences.count) differences\(lines)")
        }
    } catch {
        totals.withLock { totals in
            totals.differences += 1
            print("cron-matrix: \(zone): \(error)")
        }
    }
}
let (fires, differences) = totals.withLock(\.self)
print(
    "cron-matrix: \(CronMatrix.zones.count) zones x \(CronMatrix.expressions.count) expressions x "
        + "\(CronMatrix.minutes.count) minutes, \(fires) fires: \(differences) differences, "
        + "\(started.duration(to: .now).components.seconds) s")
exit(differences == 0 && fires > 0 ? 0 : 1)
