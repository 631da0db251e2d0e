#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Finds the configuration that a command line means.
struct ConfigurationSearch: Sendable {
    let environment: Environment

    /// The paths as the person would write them: those given, else `$SENTINEL_CONFIG`, else the first usual place that
    /// exists; nil if there is none.
    func paths(given: [String]) -> [String]? {
        if !given.isEmpty { return given }
        if let path = environment.variable("SENTINEL_CONFIG") { return [path] }
        return usualPlaces.first { FileManager.default.fileExists(atPath: environment.absolutePath($0)) }.map { [$0] }
    }

    /// The places that are looked at, in order.
    var usualPlaces: [String] {
        ["sentinel.yaml", "alerts.yaml"] + [userDirectory, "/etc/sqlsentinel"].compactMap { $0 }
    }

    private var userDirectory: String? {
        if let path = environment.variable("XDG_CONFIG_HOME") { return path + "/sqlsentinel" }
        return environment.variable("HOME").map { $0 + "/.config/sqlsentinel" }
    }
}
