import SentinelAdapters
public import SentinelModels
import SentinelNotify

extension [IntegrationDescriptor] {
    /// The sources and receivers that come with SQL Sentinel, as far as this build's traits include them.
    public static var standard: [IntegrationDescriptor] {
        standardSources + standardReceivers
    }
}
