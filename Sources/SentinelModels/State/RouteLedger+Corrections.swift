extension RouteLedger {
    /// Notes that the notice with this number was given up: if it was the last one promised, the route is owed again.
    ///
    /// Returns whether anything changed.
    package mutating func giveUp(episodeID: String, sequence: Int64, at time: Timestamp) -> Bool {
        guard isLast(episodeID: episodeID, sequence: sequence) else { return false }
        lastPromisedAt = nil
        giveUpCount += 1
        gaveUpAt = time
        return true
    }

    /// Takes back the notice with this number, because a silence came before it was sent; it counts as never promised.
    ///
    /// Returns whether anything changed.
    package mutating func withdraw(episodeID: String, sequence: Int64) -> Bool {
        guard self.episodeID == episodeID, noticeCount > 0 else { return false }
        if isLast(episodeID: episodeID, sequence: sequence) { lastPromisedAt = nil }
        noticeCount -= 1
        return true
    }

    private func isLast(episodeID: String, sequence: Int64) -> Bool {
        self.episodeID == episodeID && lastSequence == sequence && lastPromisedAt != nil
    }
}
