import SentinelModels
import Synchronization

/// The life of a simulated process: it ends at a point that was chosen before, and then nothing it does has an effect.
final class Life: Sendable {
    private struct State {
        var isOver = false
        var fuse: Int?
        var endedAt: String?
    }

    private let state = Mutex(State())

    var isOver: Bool { state.withLock(\.isOver) }

    /// Where it ended.
    var endedAt: String? { state.withLock(\.endedAt) }

    /// Makes the process die at the given point from now, counted from 0.
    func arm(after points: Int?) {
        state.withLock { $0.fuse = points }
    }

    /// Marks a point where the process may die; throws from then on.
    func pass(_ point: String) throws(SentinelError) {
        let isOver = state.withLock { state in
            if state.isOver { return true }
            guard let fuse = state.fuse else { return false }
            state.fuse = fuse - 1
            if fuse > 0 { return false }
            state.isOver = true
            state.endedAt = point
            return true
        }
        if isOver { throw SentinelError(.internalFault, "died: \(point)", isRetryable: true) }
    }

    /// Runs `body` so that the fault points it passes in this task are points of this life.
    func live<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        #if FaultPoints
            let plan = FaultPlan(text: nil)
            plan.set { point in
                do {
                    try self.pass(point.rawValue)
                    return nil
                } catch {
                    return .error
                }
            }
            return try await FaultPlan.$ofTask.withValue(plan, operation: body)
        #else
            return try await body()
        #endif
    }
}
