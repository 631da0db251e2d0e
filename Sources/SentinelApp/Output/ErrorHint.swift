import SentinelModels

/// What a person can do about a kind of failure.
enum ErrorHint {
    /// Advice for a code; nil if the message says all there is to say.
    static func hint(for code: SentinelError.Code) -> String? {
        switch code {
        case .connection: "check the source's URL and that the database is running and reachable from here"
        case .authentication: "check the user and password of the source or receiver"
        case .permission: "give the database user the right to read what the query names"
        case .tls: "check the server's certificate, or name its authority in the options"
        case .timeout: "make the query faster, or give the alert a longer 'timeout'"
        case .query: "run the query in the database's own shell; 'sentinel validate --online' shows such faults"
        case .notReadOnly: "an alert is one SELECT statement; writing belongs elsewhere"
        case .resultTooLarge: "select fewer rows or columns, or raise the source's 'max_rows'"
        case .contract: "the query must return a 'status' column that says ALERT or OK, in one row"
        case .noRows: "set 'on_no_data' if an empty result is fine"
        case .busy: "another run holds it; try again in a moment"
        case .secretUnavailable: "set the variable, or check the file's path and rights"
        case .schemaVersion: "use the version of sentinel that made the state database, or a newer one"
        case .egressDenied: "allow the address under 'egress: allow'"
        case .unsupported: "see 'sentinel version' for what this build contains"
        default: nil
        }
    }
}
