import SentinelModels
import Testing

@testable import SentinelConfig

@Suite("One loader, many tasks")
struct ConcurrencyTests {
    @Test("Loads at the same time do not see each other")
    func manyLoads() async throws {
        let loader = ConfigurationLoader(
            integrations: TestIntegrations.all, environment: AlertDecodingTests.environment)
        let expected = try #require(loader.load(text: AlertDecodingTests.example, name: "c.yaml").configuration)
        let faulty = loader.load(text: alert("timeout: 5\nzz: 1"), name: "c.yaml").diagnostics
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask {
                    if number.isMultiple(of: 2) {
                        let made = loader.load(text: AlertDecodingTests.example, name: "c.yaml").configuration
                        return made?.alerts == expected.alerts && made?.contentHash == expected.contentHash
                    }
                    return loader.load(text: alert("timeout: 5\nzz: 1"), name: "c.yaml").diagnostics == faulty
                }
            }
            for await isSame in group { #expect(isSame) }
        }
    }
}
