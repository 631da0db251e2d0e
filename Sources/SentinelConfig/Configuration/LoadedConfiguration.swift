public import SentinelModels

/// What reading a configuration came to: all that is wrong with it, and the configuration if nothing is.
public struct LoadedConfiguration: Sendable {
    /// The configuration; nil if any diagnostic is an error.
    public var configuration: Configuration?
    /// Everything there is to say, in the order of the files.
    public var diagnostics: [Diagnostic]
    /// How many alerts the files hold, the faulty ones included.
    public var alertCount: Int

    /// Makes a result.
    public init(configuration: Configuration?, diagnostics: [Diagnostic], alertCount: Int) {
        self.configuration = configuration
        self.diagnostics = diagnostics
        self.alertCount = alertCount
    }
}
