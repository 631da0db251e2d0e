/// The names of the state tables.
enum Table {
    static let prefix = "sqlsentinel_"
    static let meta = prefix + "schema_meta"
    static let alert = prefix + "alert"
    static let schedule = prefix + "schedule"
    static let query = prefix + "query"
    static let run = prefix + "run"
    static let alertState = prefix + "alert_state"
    static let instanceState = prefix + "instance_state"
    static let episode = prefix + "episode"
    static let event = prefix + "event"
    static let ledger = prefix + "route_ledger"
    static let intent = prefix + "intent"
    static let message = prefix + "message"
    static let attempt = prefix + "delivery_attempt"
    static let reference = prefix + "receiver_ref"
    static let health = prefix + "receiver_health"
    static let silence = prefix + "silence"
    static let sample = prefix + "sample"
    static let node = prefix + "node"
    static let generation = prefix + "generation"
    static let audit = prefix + "audit_log"
    static let auditEnds = prefix + "audit_ends"

    /// The Python original's tables, which are views here.
    static let executions = prefix + "executions"
    static let state = prefix + "state"
    static let configs = prefix + "configs"

    /// Where an original's table is kept after it was taken over.
    static func original(_ name: String) -> String {
        prefix + "v0_" + name.dropFirst(prefix.count)
    }
}
