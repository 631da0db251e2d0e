/// Measures how quick something is on a machine that is busy with other things.
package enum Elapsed {
    /// The shortest time that `body` took in up to `tries` tries; stops at the first that is below `limit`.
    package static func best(
        of tries: Int = 5, below limit: Duration, _ body: () async throws -> Duration
    ) async rethrows -> Duration {
        var best = Duration.seconds(Int64.max / 2)
        for _ in 0..<tries where best >= limit { best = min(best, try await body()) }
        return best
    }
}
