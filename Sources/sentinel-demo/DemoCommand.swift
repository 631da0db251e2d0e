#if SQLite
    import Foundation

    /// Runs the `sentinel` program as a user would, and shows the command line.
    struct DemoCommand {
        let program: String
        let folder: String
        let variables: [String: String]

        /// Runs a command; ALERT is an answer, not a failure.
        func run(_ arguments: String...) throws {
            print("$ sentinel \(arguments.joined(separator: " "))")
            fflush(nil)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = arguments
            process.currentDirectoryURL = URL(fileURLWithPath: folder)
            process.environment = ProcessInfo.processInfo.environment
                .filter { !$0.key.hasPrefix("SENTINEL_") && $0.key != "DATABASE_URL" && $0.key != "WEBHOOK_URL" }
                .merging(variables) { $1 }
            try process.run()
            process.waitUntilExit()
            guard [0, 1].contains(process.terminationStatus) else {
                throw DemoFailure(message: "sentinel ended with \(process.terminationStatus)")
            }
            print("")
        }
    }

    /// Something that must not happen in a demonstration.
    struct DemoFailure: Error, CustomStringConvertible {
        var message: String
        var description: String { message }
    }
#endif
