/// How a command ends. Of several reasons the highest counts.
package struct ExitStatus: RawRepresentable, Sendable, Hashable, Comparable {
    /// The process's exit code.
    package let rawValue: Int32

    /// Takes an exit code.
    package init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// All is well, and no alert says ALERT.
    package static let success = ExitStatus(rawValue: 0)
    /// At least one alert says ALERT; for `healthcheck`: something is unhealthy.
    package static let alert = ExitStatus(rawValue: 1)
    /// The command line or the configuration is wrong; nothing ran.
    package static let usage = ExitStatus(rawValue: 2)
    /// At least one run, or the command itself, ended in an error.
    package static let failure = ExitStatus(rawValue: 3)
    /// A message of this invocation was not accepted when it ended.
    package static let undelivered = ExitStatus(rawValue: 4)

    /// Whether `lhs` is the milder one.
    package static func < (lhs: ExitStatus, rhs: ExitStatus) -> Bool {
        lhs.rawValue < rhs.rawValue
    }
}
