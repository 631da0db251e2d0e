import Foundation
import TestTools
import Testing

@testable import SentinelModels

/// Python's `zoneinfo` reads the same files with another program: all zones, thousands of instants.
@Suite struct ZoneComparisonTests {
    static let program = """
        import datetime, json, random, zoneinfo
        random.seed(1)
        answer = {}
        for name in sorted(zoneinfo.available_timezones()):
            zone = zoneinfo.ZoneInfo(name)
            times = [random.randrange(-3000000000, 7000000000) for _ in range(60)]
            answer[name] = [
                [t, int(datetime.datetime.fromtimestamp(t, zone).utcoffset().total_seconds())] for t in times]
        print(json.dumps(answer))
        """

    /// What Python says: by zone, instants with offsets; nil if there is no Python with zone files.
    static let expected: [String: [[Int64]]]? = {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [PythonTools.interpreter, "-c", program]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return try? JSONDecoder().decode([String: [[Int64]]].self, from: data)
    }()

    @Test(.enabled(if: expected?.isEmpty == false, "there is no python3 with zoneinfo here"))
    func agreesWithPython() throws {
        let expected = try #require(Self.expected)
        #expect(expected.count > 400)
        for (name, samples) in expected {
            // Python lists what has no IANA name, too.
            guard let zone = try? ZoneTable.named(name) else {
                #expect(["localtime", "Factory"].contains(name), "\(name)")
                continue
            }
            let offsets = samples.map { Int64(zone.offset(at: Timestamp(seconds: $0[0]))) }
            #expect(offsets == samples.map { $0[1] }, "\(name)")
        }
    }
}
