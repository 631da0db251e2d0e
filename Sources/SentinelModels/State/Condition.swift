/// Whether an instance's problem is there.
public enum InstanceCondition: String, Sendable, Hashable, Codable {
    /// No.
    case ok
    /// Yes, but not for long enough.
    case pending
    /// Yes.
    case firing
    /// Not any more, but not for long enough.
    case recovering
}

/// Whether an alert's query answers.
public enum AlertHealth: String, Sendable, Hashable, Codable {
    /// It does, or has not been asked.
    case answering
    /// It returns no row.
    case noData = "no_data"
    /// It fails.
    case failing
}

/// What people see of an alert: one word, from most to least urgent to know.
@nonexhaustive public enum DisplayState: String, Sendable, Hashable, Codable {
    /// It is not asked.
    case paused
    /// Its query fails.
    case error
    /// Its query returns no row.
    case noData = "no_data"
    /// Its problem is there.
    case firing
    /// Its problem may be there.
    case pending
    /// Its problem may be over.
    case recovering
    /// No problem.
    case ok
    /// It has never been asked.
    case never
}
