import Foundation
import Logging
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelApp

@Suite struct StreamTests {
    @Test func `everything is written, however slow the reader`() async throws {
        BrokenPipes.ignore()
        let pipe = Pipe()
        let descriptor = pipe.fileHandleForWriting.fileDescriptor
        // A pipe that never blocks takes 64 KiB at once and then says "again".
        #expect(fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK) == 0)
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let reading = Task.detached { pipe.fileHandleForReading.readDataToEndOfFile() }
        await Task.detached { DescriptorSink(descriptor).write(bytes) }.value
        try pipe.fileHandleForWriting.close()
        #expect(await Array(reading.value) == bytes)
    }

    @Test func `a reader that has gone is no failure`() throws {
        BrokenPipes.ignore()
        let pipe = Pipe()
        let sink = DescriptorSink(pipe.fileHandleForWriting.fileDescriptor)
        try pipe.fileHandleForReading.close()
        sink.write(Array("first".utf8))
        sink.write(Array("second".utf8))
        #expect(errno != 0)
    }

    @Test func `a stream is read to its end`() throws {
        let folder = try TemporaryFolder()
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
        try Data(bytes).write(to: URL(filePath: folder.file("input")))
        let file = try #require(FileHandle(forReadingAtPath: folder.file("input")))
        #expect(DescriptorSource.readAll(file.fileDescriptor) == bytes)
        #expect(DescriptorSource.readAll(-1) == [])
        #expect(TerminalTraits.of(descriptor: file.fileDescriptor) == TerminalTraits())
    }

    @Test func `a log file is appended to, and one that cannot be opened is none`() throws {
        let folder = try TemporaryFolder()
        try Data("old\n".utf8).write(to: URL(filePath: folder.file("log")))
        try #require(AppendingFile(path: folder.file("log"))).write(Array("new\n".utf8))
        #expect(try String(contentsOfFile: folder.file("log"), encoding: .utf8) == "old\nnew\n")
        #expect(AppendingFile(path: folder.file("absent/log")) == nil)
    }

    @Test(
        arguments: [
            ("DEBUG", Logger.Level.debug), ("info", .info), ("WARNING", .warning), ("warn", .warning),
            ("Error", .error),
            ("fatal", .critical), ("loud", nil),
        ] as [(String, Logger.Level?)])
    func `levels have the names of the original, too`(name: String, level: Logger.Level?) {
        #expect(CommandLog.level(named: name) == level)
    }

    @Test(arguments: [false, true])
    func `what happened is logged with its fields`(isJSON: Bool) throws {
        let sink = BufferSink()
        let clock = CommandHarness.StoppedClock()
        let logger = Logger(label: "sentinel") { label in
            LineLogHandler(label: label, level: .debug, isJSON: isJSON, sink: sink, clock: clock)
        }
        for notice in Self.notices { LoggingObserver(logger: logger).observe(notice) }
        let lines = sink.text.split(separator: "\n").map { String($0) }
        #expect(lines.count == Self.notices.count)
        for (line, words) in zip(lines, Self.words) {
            for word in words { #expect(line.contains(word), "\(line)") }
            guard isJSON else { continue }
            let json = try JSONValue(parsing: line)
            #expect(json["timestamp"] == "2026-11-23T09:00:00Z")
            #expect(json["logger"] == "sentinel")
        }
    }

    private static let message = NotificationMessage(
        id: "m1", receiver: ReceiverKey("ops"),
        content: NotificationContent(
            alert: AlertKey("a"), alertName: "Revenue", event: .firing, sequence: 1, status: "ALERT",
            episode: Episode(id: "e", openedAt: Timestamp(seconds: 0)), occurredAt: Timestamp(seconds: 0), runID: "r"),
        orderKey: "e", createdAt: Timestamp(seconds: 0), notBefore: Timestamp(seconds: 0),
        expiresAt: Timestamp(seconds: 9))

    private static let failure = RunFailure(code: .receiverFailed, message: "it is \"out\" of order")

    private static let notices: [EngineNotice] = [
        .runCommitted(
            RunRecord(
                id: "r1", alert: AlertKey("a"), alertName: "Revenue", trigger: .manual,
                startedAt: Timestamp(seconds: 0),
                outcome: .error, error: failure)),
        .runFenced(alert: AlertKey("a"), runID: "r2"),
        .deliverySettled(message: message, outcome: .sent(DeliveryReceipt()), duration: .milliseconds(3)),
        .deliverySettled(message: message, outcome: .returned, duration: .zero),
        .deliverySettled(message: message, outcome: .retry(at: Timestamp(seconds: 5), failure), duration: .zero),
        .deliverySettled(message: message, outcome: .dead(failure), duration: .zero),
        .breakerOpened(receiver: ReceiverKey("ops"), until: Timestamp(seconds: 60)),
        .storeFailed(SentinelError(.store, "disk full")),
    ]

    private static let words = [
        ["info", "alert run", "Revenue", "ERROR", "r1"], ["warning", "lost its slot", "r2"],
        ["info", "notice sent", "ops", "m1"], ["debug", "notice returned"],
        ["warning", "not accepted", "1970-01-01T00:00:05Z", #"it is \"out\" of order"#], ["error", "given up"],
        ["warning", "left alone", "1970-01-01T00:01:00Z"], ["error", "state database failed", "disk full"],
    ]
}
