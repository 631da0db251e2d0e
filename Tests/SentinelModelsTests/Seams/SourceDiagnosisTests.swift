import SentinelModels
import Testing

@Suite struct SourceDiagnosisTests {
    /// The server's time, and this machine's before and after it was asked, in seconds; nil if nothing is found.
    @Test(
        arguments: [
            (100, 100, 100, nil), (101, 100, 102, nil), (95, 100, 100, nil), (105, 100, 100, nil),
            (94, 100, 101, "the server's clock is 6s behind this machine's"),
            (107, 100, 101, "the server's clock is 6s ahead of this machine's"),
            (3700, 100, 100, "the server's clock is 1h ahead of this machine's"),
        ] as [(Int64, Int64, Int64, String?)])
    func `clocks that differ by more than five seconds are told`(
        server: Int64, before: Int64, after: Int64, message: String?
    ) {
        var diagnosis = SourceDiagnosis()
        diagnosis.compareClocks(
            server: Timestamp(seconds: server), before: Timestamp(seconds: before), after: Timestamp(seconds: after))
        #expect(diagnosis.findings.map(\.message) == [message].compactMap(\.self))
        #expect(diagnosis.findings.allSatisfy { $0.remedy?.contains("NTP") == true })
    }
}
