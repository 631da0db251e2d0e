/// The names a message template may use between braces: a closed set, so that a typing mistake is found by `validate`.
///
/// The first four are the Python original's.
public enum TemplateField: String, Sendable, Hashable, CaseIterable {
    /// The alert's name.
    case alertName = "alert_name"
    /// `ALERT`, `OK`, `ERROR` or `NO_DATA`.
    case status
    /// The value that was judged; `None` if there is none.
    case actualValue = "actual_value"
    /// The threshold it was judged against; `None` if there is none.
    case threshold
    /// What happened: `firing`, `resolved`, `error`, `recovered`, `no_data`, `reminder`.
    case event
    /// The severity; empty if there is none.
    case severity
    /// The alert's description; empty if there is none.
    case description
    /// When it happened, RFC 3339 in UTC.
    case time
    /// How long the episode has lasted, such as `1h30m`; empty at its start.
    case duration
    /// The other columns of the result, one `name: value` a line.
    case context
    /// The text of the error; empty if there is none.
    case error
    /// The id of the run.
    case runID = "run_id"
    /// The number of the event within its alert.
    case sequence
    /// The message's id, the same in every attempt.
    case messageID = "message_id"
}
