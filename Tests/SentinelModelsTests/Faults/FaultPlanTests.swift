import Foundation
import Testing

@testable import SentinelModels

@Suite struct FaultPlanTests {
    #if FaultPoints
        @Test(arguments: [("after-query:1:error", 1), ("after-query:3:error", 3)])
        func failsAtTheNthPass(_ text: String, _ nth: Int) throws {
            let plan = FaultPlan(text: text)
            for pass in 1...5 {
                try plan.passed(.beforeDelivery)
                if pass == nth {
                    let error = #expect(throws: SentinelError.self) { try plan.passed(.afterQuery) }
                    #expect(error?.code == .internalFault && error?.isRetryable == true)
                } else {
                    try plan.passed(.afterQuery)
                }
            }
        }

        @Test(arguments: [
            nil, "", "after-query", "after-query:", "after-query:x:error", "unknown:1:error", "after-query:1:explode",
            "after-query:1:error:2", ":1:error", "after-query:0:error", "after-query:-1:error",
        ])
        func ignoresOtherTexts(_ text: String?) throws {
            let plan = FaultPlan(text: text)
            for _ in 0..<3 { try plan.passed(.afterQuery) }
        }

        @Test func followsATestsOwnHandler() throws {
            let plan = FaultPlan(text: nil)
            plan.set { $0 == .betweenMigrations ? .error : nil }
            try plan.passed(.afterQuery)
            #expect(throws: SentinelError.self) { try plan.passed(.betweenMigrations) }
            plan.set(nil)
            try plan.passed(.betweenMigrations)
        }

        @Test func sleepsForASecond() throws {
            let plan = FaultPlan(text: "after-query:1:sleep")
            let start = ContinuousClock.now
            try plan.passed(.afterQuery)
            #expect(ContinuousClock.now - start >= .seconds(1))
        }

        /// `after-query:1` in a process of its own, which then dies as by `kill -9`.
        @Test func killsTheProcess() async {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                try FaultPlan(text: "after-query:1").passed(.afterQuery)
            }
        }
    #endif

    @Test func pointsHaveDistinctNames() throws {
        #expect(FaultPoint.allCases.allSatisfy { $0.rawValue.wholeMatch(of: /[a-z]+(-[a-z]+)+/) != nil })
        // Nothing is planned in this process, so that passing does nothing.
        for point in FaultPoint.allCases { try point.pass() }
    }
}
