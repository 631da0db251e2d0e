/// A line of the audit log: who changed what, and when.
public struct AuditEntry: Sendable, Hashable {
    /// The things people and programs do to the state.
    @nonexhaustive public enum Action: String, Sendable, Hashable, CaseIterable {
        /// A silence was added.
        case silenceAdded = "silence.add"
        /// A silence was ended.
        case silenceEnded = "silence.end"
        /// A message was made due again.
        case messageRetried = "message.retry"
        /// A message was given up.
        case messageDropped = "message.drop"
        /// An older database was taken over.
        case stateImported = "state.import"
        /// Old history was deleted by hand.
        case stateRetained = "state.retain"
    }

    /// When.
    public var at: Timestamp
    /// Who.
    public var actor: Actor
    /// What was done.
    public var action: Action
    /// To what: the silence's or message's id.
    public var object: String
    /// More about it, for people.
    public var detail: String

    /// Makes an entry.
    public init(at: Timestamp, actor: Actor, action: Action, object: String, detail: String = "") {
        self.at = at
        self.actor = actor
        self.action = action
        self.object = object
        self.detail = detail
    }
}
