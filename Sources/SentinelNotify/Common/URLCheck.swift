import SentinelModels
import SentinelTransport

/// What can be said of a receiver's address before it is used.
enum URLCheck {
    /// What is wrong with an address whose text is known; nil for one that is resolved later.
    static func fault(_ reference: SecretReference?) -> String? {
        guard case .literal(let secret)? = reference else { return nil }
        guard let endpoint = Endpoint(url: secret.reveal()) else { return "is not a URL" }
        return endpoint.scheme == "http" || endpoint.scheme == "https"
            ? nil : "begins with neither http:// nor https://"
    }
}
