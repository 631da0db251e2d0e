internal import SentinelModels

extension IntegrationOptions {
    /// The values alone, without where they and those in groups stand: for telling whether two mean the same.
    var placeless: [String: Value] {
        values.mapValues { value in
            guard case .group(let inner) = value else { return value }
            return .group(IntegrationOptions(inner.placeless))
        }
    }
}
