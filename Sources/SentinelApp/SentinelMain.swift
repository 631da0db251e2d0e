import CMalloc
public import SentinelModels

/// The command-line program: a user's whole `main.swift` is one call.
///
/// ```swift
/// import SentinelApp
///
/// await SentinelMain.run(integrations: .standard + [MyAdapter.integration])
/// ```
public enum SentinelMain {
    /// Runs the command that the process's arguments name, and ends the process with its exit code.
    ///
    /// Output goes to the process's standard streams. The first SIGINT or SIGTERM stops the work in an orderly way, the
    /// second ends the process at once; both ways the exit code is 130 or 143.
    /// - Parameter integrations: The kinds of sources and receivers that configurations may use.
    public static func run(integrations: [IntegrationDescriptor] = .standard) async -> Never {
        // Each further arena costs memory, and grows by a page at a time, which stops all threads.
        sentinel_use_one_malloc_arena()
        BrokenPipes.ignore()
        let environment = Environment.process()
        let work = Task { await execute(environment: environment, integrations: integrations) }
        let watch = SignalWatch { work.cancel() }
        let code = await work.value
        ProcessExit.end(with: watch.exitCode ?? code)
    }

    /// Runs a command with everything it touches given, in this process; returns the exit code.
    package static func execute(
        environment: Environment, integrations: [IntegrationDescriptor] = .standard, layers: Layers = .standard
    ) async -> Int32 {
        let context = CommandContext(environment: environment, integrations: integrations, layers: layers)
        return await CommandRunner(context: context).run().rawValue
    }
}
