/// The release that this code is part of.
public enum SentinelVersion {
    /// The number, by semantic versioning.
    public static let current = "0.1.0"
}
