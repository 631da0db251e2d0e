import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelStore

@Suite("What is kept comes back, whatever it is")
struct RandomRoundTripTests {
    @Test("values as type and text, and as JSON", arguments: 0..<4 as Range<UInt64>)
    func values(_ seed: UInt64) throws {
        var random = RandomContent(seed: seed)
        for _ in 0..<500 {
            let value = random.value()
            #expect(try StoredValue(value).value() == value, "seed \(seed)")
            let json = try JSONValue(parsing: JSONValue.stored(value).encoded())
            #expect(try JSONReader.sqlValue(type: json[0], json: json[1]) == value, "seed \(seed)")
            let columns = ValueColumns.values(value)
            #expect(columns[0] == .text(StoredValue(value).type))
            if case .double = columns[2] {
            } else {
                #expect(columns[2].isNull, "people's queries see a number or nothing")
            }
        }
    }

    @Test("contents of messages", arguments: 0..<4 as Range<UInt64>)
    func contents(_ seed: UInt64) throws {
        var random = RandomContent(seed: seed)
        for _ in 0..<100 {
            let content = random.content()
            let text = ContentCodec.text(content)
            #expect(try ContentCodec.content(text) == content, "seed \(seed): \(text)")
            #expect(!text.utf8.contains { $0 < 0x20 }, "one line, as lists show it")
        }
    }

    @Test("a content that is cut anywhere is an error and never another content", arguments: 0..<3 as Range<UInt64>)
    func cut(_ seed: UInt64) {
        var random = RandomContent(seed: seed)
        let text = Array(ContentCodec.text(random.content()).utf8)
        for length in stride(from: 0, to: text.count, by: 7) {
            #expect(throws: SentinelError.self) {
                try ContentCodec.content(String(decoding: text[..<length], as: UTF8.self))
            }
        }
    }

    @Test(
        "members that are missing or of another type are errors, those that may be missing are not",
        arguments: 0..<2 as Range<UInt64>)
    func members(_ seed: UInt64) throws {
        var random = RandomContent(seed: seed)
        guard case .object(let members) = try JSONValue(parsing: ContentCodec.text(random.content())) else {
            Issue.record("an object")
            return
        }
        let needed: Set = [
            "version", "alert", "alert_name", "event", "reason", "sequence", "status", "episode", "notice",
            "occurred_at", "run_id",
        ]
        for index in members.indices {
            var fewer = members
            let removed = fewer.remove(at: index)
            let result = Result { () throws(SentinelError) in
                try ContentCodec.content(JSONValue.object(fewer).encoded())
            }
            if needed.contains(removed.key) {
                #expect(result == .failure(JSONReader.damaged), "\(removed.key)")
                fewer.append(.init(removed.key, .array([])))
                #expect(throws: SentinelError.self) { try ContentCodec.content(JSONValue.object(fewer).encoded()) }
            } else {
                #expect((try? result.get()) != nil, "\(removed.key)")
            }
        }
    }

    @Test("states and runs through the database, exactly", arguments: 0..<6 as Range<UInt64>)
    func database(_ seed: UInt64) async throws {
        var random = RandomContent(seed: seed)
        let folder = try StateFolder()
        let clock = ManualClock()
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        let alert = AlertDefinition.fixture("a")
        var records: [String: RunRecord] = [:]
        for number in 0..<15 {
            let claimed = try await StoreSteps(store, clock).claim(alert, "r\(number)")
            let record = random.record(id: "r\(number)", alert: alert)
            let state = random.state()
            let commit = RunCommit(
                run: claimed.run, baseRevision: claimed.snapshot.revision, record: record, state: state, events: [],
                decisions: [])
            guard case .committed = try await store.commit([commit])[0] else {
                Issue.record("seed \(seed): not committed")
                return
            }
            let kept = try await store.snapshots(of: [alert.key], scope: .default)[alert.key]?.state
            #expect(kept == state, "seed \(seed), run \(number)")
            records[record.id] = record
        }
        let history = try await store.history(HistoryQuery(limit: nil))
        #expect(history.count == records.count)
        for run in history { #expect(run == records[run.id], "seed \(seed), \(run.id)") }
        let order = history.map { ($0.startedAt, $0.id) }
        #expect(zip(order, order.dropFirst()).allSatisfy { $0 > $1 }, "newest first")
        await store.close()
    }

    @Test("texts with zero bytes and the like are found again by the same text", arguments: 0..<3 as Range<UInt64>)
    func names(_ seed: UInt64) async throws {
        var random = RandomContent(seed: seed)
        let folder = try StateFolder()
        let clock = ManualClock()
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        for number in 0..<15 {
            let name = "\(number)" + random.text()
            try await StoreSteps(store, clock).fire(name, runID: name, notices: [name])
            #expect(try await store.history(HistoryQuery(alert: name)).map(\.alertName) == [name], "seed \(seed)")
            #expect(try await store.history(HistoryQuery(runID: name)).map(\.id) == [name], "seed \(seed)")
            #expect(try await store.messages(MessageQuery(alert: AlertKey(name))).map(\.id) == [name], "seed \(seed)")
            #expect(
                try await store.messages(MessageQuery(ids: [name])).map(\.receiver.description) == ["to-" + name],
                "seed \(seed)")
            #expect(try await store.snapshots(of: [AlertKey(name)], scope: .default).count == 1, "seed \(seed)")
        }
        await store.close()
    }
}
