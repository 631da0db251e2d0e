/// Something that ``SQLStateStore/check()`` found wrong with a state database.
public struct StateFinding: Sendable, Hashable, CustomStringConvertible {
    /// The kinds of findings.
    @nonexhaustive public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The file itself is damaged.
        case damagedFile = "damaged_file"
        /// The audit log was edited.
        case auditLog = "audit_log"
        /// A state, message or silence that is not as it was written.
        case unreadable
        /// A transition without its event, or a decision without one.
        case missingEvent = "missing_event"
        /// A decision to notify whose message is gone.
        case missingMessage = "missing_message"
        /// A message that no decision speaks of.
        case strayMessage = "stray_message"
        /// A decision to suppress whose message is still on its way.
        case contradiction
        /// A run that has ended without an outcome, or without the fence of who ended it.
        case incompleteRun = "incomplete_run"
        /// A setting of the server with which a power failure may lose what was stored.
        case durability
        /// A slot or message held by a process that no longer renews its lease.
        case lapsedLease = "lapsed_lease"
    }

    /// What kind it is.
    public var kind: Kind
    /// What is wrong, with the ids of the rows.
    public var description: String
}
