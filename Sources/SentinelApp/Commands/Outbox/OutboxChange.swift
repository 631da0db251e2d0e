import SentinelModels

/// A change to messages by hand: finds them, changes them, says how many.
struct OutboxChange {
    let ids: [String]
    let allDead: Bool
    /// What happens to them: `dropped`.
    let word: String
    let outbox: OutboxAccess

    func apply(
        _ output: OutputOptions, _ change: (any StateStore, [String], Actor) async throws -> Int
    ) async throws -> ExitStatus {
        let actor = outbox.context.actor
        let (asked, changed) = try await outbox.access.withStore(.readWrite) { store in
            var chosen: [String] = []
            for id in ids { chosen.append(try await outbox.message(id, in: store).id) }
            if allDead { chosen += try await store.messages(MessageQuery(states: [.dead])).map(\.id) }
            return (chosen.count, try await change(store, chosen, actor))
        }
        if output.format == .json {
            outbox.console.data(.object([.init("changed", .integer(changed)), .init("asked", .integer(asked))]))
        } else {
            outbox.console.data("\(changed) of \(asked) \(asked == 1 ? "message" : "messages") \(word)")
        }
        return changed == asked ? .success : .failure
    }
}
