import SentinelTesting
import Testing

@Suite("Elapsed time")
struct ElapsedTests {
    @Test(
        "the best of several tries counts, and a good one ends the trying",
        arguments: [
            ([5, 3, 9], 4, 3, 2), ([5, 6, 7], 4, 5, 5), ([1], 4, 1, 1), ([4, 4, 4, 4, 3], 4, 3, 5),
        ])
    func best(times: [Int], limit: Int, best: Int, tries: Int) async throws {
        var count = 0
        let result = await Elapsed.best(below: .seconds(limit)) {
            defer { count += 1 }
            return .seconds(times[min(count, times.count - 1)])
        }
        #expect(result == .seconds(best))
        #expect(count == tries)
    }
}
