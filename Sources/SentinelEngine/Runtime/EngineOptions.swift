public import SentinelModels

/// How an engine behaves.
public struct EngineOptions: Sendable {
    /// Who holds the leases of its runs.
    public var owner: OwnerID
    /// Whose alerts it runs.
    public var scope: TenantScope
    /// Takes secrets out of error texts.
    public var redaction: Redaction
    /// How many rows a query may return, by source; others get the default of `QueryLimits`.
    public var maxRows: [String: Int]
    /// How often a plan is made anew when somebody else changed the alert's state meanwhile.
    public var maxReplans: Int
    /// Told when messages were promised, so that delivery need not poll.
    public var deliverySignal: DeliverySignal?
    /// Names runs, episodes and messages; simulations replace it.
    package var makeID: @Sendable (Timestamp) -> String = { UUIDv7.make(at: $0) }

    /// Makes options; the owner is unique unless given.
    public init(
        owner: OwnerID? = nil, scope: TenantScope = .default, redaction: Redaction = Redaction(),
        maxRows: [String: Int] = [:], maxReplans: Int = 5, deliverySignal: DeliverySignal? = nil
    ) {
        self.owner = owner ?? OwnerID(UUIDv7.make(at: SystemClock().now()))
        self.scope = scope
        self.redaction = redaction
        self.maxRows = maxRows
        self.maxReplans = maxReplans
        self.deliverySignal = deliverySignal
    }
}
