/// Where a secret is to be found; what configuration keeps instead of the secret where it can.
public enum SecretReference: Sendable, Hashable {
    /// Given in the configuration itself, or by a variable that was substituted there.
    case literal(Secret)
    /// The content of a file without its last line break, read at each use so that rotation needs no restart.
    case file(path: String)
    /// An environment variable.
    case environment(name: String)
}

/// Turns references into secrets, at connect and at delivery.
public protocol SecretProvider: Sendable {
    /// The secret; throws ``SentinelError/Code/secretUnavailable`` naming the file or variable, never its content.
    func resolve(_ reference: SecretReference) throws(SentinelError) -> Secret
}
