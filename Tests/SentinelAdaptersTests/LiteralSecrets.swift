import SentinelModels

/// Resolves secrets that stand in the configuration itself.
struct LiteralSecrets: SecretProvider {
    func resolve(_ reference: SecretReference) throws(SentinelError) -> Secret {
        guard case .literal(let secret) = reference else { throw SentinelError(.secretUnavailable, "not set") }
        return secret
    }
}
