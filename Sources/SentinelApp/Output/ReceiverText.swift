import SentinelModels

/// Receivers for people.
enum ReceiverText {
    /// The configured name, or of an inline route its kind: `email`.
    static func short(_ key: ReceiverKey) -> String {
        let parts = key.description.split(separator: ":")
        return parts.count == 2 && parts[1].count == 16 ? String(parts[0]) : key.description
    }
}
