import SentinelModels

/// Something stored that is not as it was written, other than that the database failed to give it.
extension SentinelError {
    private static let subject = "the state database holds "
    private static let verdict = " that cannot be read"

    /// Names what cannot be read; `detail` tells which one. `isRetryable` is nil for what is usual of a store.
    static func damaged(
        _ what: String, detail: String? = nil, isRetryable: Bool? = false, underlying: String? = nil
    ) -> SentinelError {
        SentinelError(
            .store, subject + what + verdict + (detail.map { ": \($0)" } ?? ""), isRetryable: isRetryable,
            underlying: underlying)
    }

    /// Whether it was made by ``damaged(_:detail:isRetryable:underlying:)``.
    var isOfDamage: Bool {
        code == .store && message.hasPrefix(Self.subject) && message.contains(Self.verdict)
    }
}
