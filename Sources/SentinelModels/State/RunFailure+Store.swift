extension RunFailure {
    /// What history says of a run whose owner died.
    package static let abandoned = RunFailure(
        code: .fenced, message: "the process that ran it ended before there was a result")

    /// What the outbox says of a message that a person gave up.
    package static func dropped(by actor: Actor) -> RunFailure {
        RunFailure(code: .dropped, message: "dropped by \(actor.name)")
    }
}
