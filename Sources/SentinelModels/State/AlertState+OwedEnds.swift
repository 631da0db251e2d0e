extension AlertState {
    /// Writes down that a route which knows of an episode is owed its end, because a silence took back the message.
    ///
    /// Nothing is owed once the problem is back or another episode is remembered. Errors that nobody was told of yet
    /// are no problem that is back: they may pass without a word. Returns whether anything changed.
    ///
    /// - Parameters:
    ///   - episode: The episode that is over.
    ///   - subject: The instance, or ``Fingerprint/health``.
    ///   - route: The route's key.
    ///   - notices: How many notices of the episode the route was promised before the end.
    package mutating func oweEnd(
        of episode: Episode, subject: Fingerprint, route: String, notices: Int
    ) -> Bool {
        let key = LedgerKey(subject: subject, route: route)
        if subject == .health {
            guard healthEpisode == nil || healthEpisode == episode else { return false }
            guard health == .answering || self.ledger[key]?.episodeID != episode.id else { return false }
            healthEpisode = episode
        } else {
            guard let instance = instances[subject], instance.condition == .ok,
                instance.episode == nil || instance.episode == episode
            else { return false }
            instances[subject]?.episode = episode
        }
        var ledger = RouteLedger(episodeID: episode.id)
        ledger.noticeCount = max(1, notices)
        self.ledger[key] = ledger
        return true
    }
}

extension EventKind {
    /// Whether it tells that a problem is over.
    package var isEnd: Bool { self == .resolved || self == .recovered }
}
