package import SentinelModels

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Everything a command touches outside its own memory and the files it is told of.
///
/// Commands run alike in a process of their own and inside a test or another program.
package struct Environment: Sendable {
    /// The arguments after the program's name.
    package var arguments: [String]
    /// The environment variables.
    package var variables: [String: String]
    /// Reads standard input to its end.
    package var standardInput: @Sendable () -> [UInt8]
    /// Where data goes.
    package var standardOutput: any OutputSink
    /// Where talk goes.
    package var standardError: any OutputSink
    /// What standard output can show.
    package var outputTraits: TerminalTraits
    /// What standard error can show.
    package var errorTraits: TerminalTraits
    /// What relative paths are relative to.
    package var workingDirectory: String
    /// Tells the time, and waits.
    package var clock: any SentinelClock

    /// Makes an environment; what is left out is empty.
    package init(
        arguments: [String], variables: [String: String] = [:],
        standardInput: @escaping @Sendable () -> [UInt8] = { [] },
        standardOutput: any OutputSink = BufferSink(), standardError: any OutputSink = BufferSink(),
        outputTraits: TerminalTraits = TerminalTraits(), errorTraits: TerminalTraits = TerminalTraits(),
        workingDirectory: String, clock: any SentinelClock = SystemClock()
    ) {
        self.arguments = arguments
        self.variables = variables
        self.standardInput = standardInput
        self.standardOutput = standardOutput
        self.standardError = standardError
        self.outputTraits = outputTraits
        self.errorTraits = errorTraits
        self.workingDirectory = workingDirectory
        self.clock = clock
    }

    /// That of this process.
    package static func process() -> Environment {
        Environment(
            arguments: Array(CommandLine.arguments.dropFirst()), variables: ProcessInfo.processInfo.environment,
            standardInput: { DescriptorSource.readAll(0) }, standardOutput: DescriptorSink(1),
            standardError: DescriptorSink(2), outputTraits: .of(descriptor: 1), errorTraits: .of(descriptor: 2),
            workingDirectory: FileManager.default.currentDirectoryPath)
    }

    /// The value of a variable; nil if it is not set or empty.
    package func variable(_ name: String) -> String? {
        variables[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The path as seen from the working directory.
    package func absolutePath(_ path: String) -> String {
        path.hasPrefix("/") ? path : workingDirectory + (workingDirectory.hasSuffix("/") ? "" : "/") + path
    }
}
