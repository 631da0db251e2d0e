import Foundation
import Synchronization
import Testing

@testable import SentinelModels

#if FaultPoints
    /// Who meets a fault: the task that planned it, its children, and nobody else.
    @Suite struct FaultScopeTests {
        static func fails(_ point: FaultPoint) -> Bool {
            do throws(SentinelError) {
                try point.pass()
                return false
            } catch { return true }
        }

        static func plan(_ points: Set<FaultPoint>) -> FaultPlan {
            let plan = FaultPlan(text: nil)
            plan.set { points.contains($0) ? .error : nil }
            return plan
        }

        @Test(arguments: FaultPoint.allCases)
        func everyPointCanFail(_ point: FaultPoint) {
            let plan = FaultPlan(text: "\(point.rawValue):1:error")
            let met = FaultPlan.$ofTask.withValue(plan) { FaultPoint.allCases.filter(Self.fails) }
            #expect(met == [point])
        }

        @Test func theErrorNamesThePoint() {
            let plan = Self.plan([.beforeRunCommit])
            let error = #expect(throws: SentinelError.self) { try plan.passed(.beforeRunCommit) }
            #expect(error == SentinelError(.internalFault, "fault point before-run-commit", isRetryable: true))
        }

        @Test func aPlanHoldsInItsTaskAndItsChildren() async {
            let plan = Self.plan([.afterQuery])
            await FaultPlan.$ofTask.withValue(plan) {
                #expect(Self.fails(.afterQuery) && !Self.fails(.beforeDelivery))
                async let child = Self.fails(.afterQuery)
                #expect(await child)
                let inherited = await Task { Self.fails(.afterQuery) }.value
                #expect(inherited)
                let detached = await Task.detached { Self.fails(.afterQuery) }.value
                #expect(!detached)
                FaultPlan.$ofTask.withValue(Self.plan([.beforeDelivery])) {
                    #expect(!Self.fails(.afterQuery) && Self.fails(.beforeDelivery))
                }
            }
            #expect(!Self.fails(.afterQuery))
        }

        /// Of many tasks that pass at once, exactly one meets the nth fault.
        @Test(arguments: [1, 50, 200])
        func oneOfManyTasksMeetsTheFault(_ nth: Int) async {
            let plan = FaultPlan(text: "after-query:\(nth):error")
            let met = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<200 {
                    group.addTask { (try? plan.passed(.afterQuery)) == nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(met == 1)
        }

        @Test func aHandlerMayCallThePlanItself() throws {
            let plan = FaultPlan(text: nil)
            let passes = Mutex(0)
            plan.set { point in
                passes.withLock { $0 += 1 }
                if point == .afterQuery { plan.set(nil) }
                return nil
            }
            try plan.passed(.beforeDelivery)
            try plan.passed(.afterQuery)
            try plan.passed(.afterQuery)
            #expect(passes.withLock { $0 } == 2)
        }

        /// From outside: the variable is read at the first point that a process passes.
        @Test func theVariableKillsAtTheSecondPass() async {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                setenv("SENTINEL_FAULT", "after-take-commit:2", 1)
                try FaultPoint.afterTakeCommit.pass()
                try FaultPoint.beforeDelivery.pass()
                try FaultPoint.afterTakeCommit.pass()
                // Never reached: the process is gone.
                exit(0)
            }
        }

        @Test func theVariableLeavesOtherProcessesAlone() async {
            await #expect(processExitsWith: .exitCode(7)) {
                setenv("SENTINEL_FAULT", "after-take-commit:3", 1)
                for _ in 0..<2 { try FaultPoint.afterTakeCommit.pass() }
                exit(7)
            }
        }
    }
#endif
