public import SentinelModels

extension [IntegrationDescriptor] {
    /// The sources of this build; a trait that is off takes its source away.
    public static var standardSources: [IntegrationDescriptor] {
        var sources: [IntegrationDescriptor] = []
        #if SQLite
            sources.append(.sqlite)
        #endif
        return sources
    }
}
