import SentinelModels
import Synchronization

/// One operation on its way through the writer.
struct WriteJob: Sendable {
    /// Whether somebody waits: a claim, a settlement, a transition, a person.
    var isUrgent: Bool
    /// Does the work; may be called again when the group has to start over.
    var run: @Sendable (StoreSession) throws(SentinelError) -> Void
    /// Called once, after the group's commit or with what went wrong.
    var finish: @Sendable (SentinelError?) -> Void
}

/// Operations that were handed in together, with the caller that waits for all of them.
final class WriteBatch<Value: Sendable>: Sendable {
    private struct State {
        var values: [Value?]
        var errors: [SentinelError?]
        var remaining: Int
        var continuation: CheckedContinuation<[Result<Value, SentinelError>], Never>?
    }

    private let state: Mutex<State>

    init(count: Int, _ continuation: CheckedContinuation<[Result<Value, SentinelError>], Never>) {
        state = Mutex(
            State(
                values: Array(repeating: nil, count: count), errors: Array(repeating: nil, count: count),
                remaining: count, continuation: continuation))
    }

    func job(
        _ index: Int, isUrgent: Bool, _ body: @escaping @Sendable (StoreSession) throws(SentinelError) -> Value
    ) -> WriteJob {
        let body = Self.withFaultPlanOfCaller(body)
        return WriteJob(isUrgent: isUrgent) { session throws(SentinelError) in
            let value = try body(session)
            self.state.withLock { $0.values[index] = value }
        } finish: { error in
            self.finish(index, error)
        }
    }

    private func finish(_ index: Int, _ error: SentinelError?) {
        let answer = state.withLock { state -> (CheckedContinuation<[Result<Value, SentinelError>], Never>, State)? in
            state.errors[index] = error
            state.remaining -= 1
            guard state.remaining == 0, let continuation = state.continuation else { return nil }
            state.continuation = nil
            return (continuation, state)
        }
        guard let (continuation, state) = answer else { return }
        continuation.resume(
            returning: zip(state.values, state.errors).map { value, error in
                if let error { return .failure(error) }
                return value.map { .success($0) }
                    ?? .failure(SentinelError(.internalFault, "a write operation was committed without a result"))
            })
    }

    typealias Body = @Sendable (StoreSession) throws(SentinelError) -> Value

    /// The writer's thread belongs to no task: the caller's plan of faults has to be carried over.
    private static func withFaultPlanOfCaller(_ body: @escaping Body) -> Body {
        #if FaultPoints
            guard let plan = FaultPlan.ofTask else { return body }
            return { session throws(SentinelError) in
                try FaultPlan.$ofTask.withValue(plan) { Result { () throws(SentinelError) in try body(session) } }.get()
            }
        #else
            return body
        #endif
    }
}
