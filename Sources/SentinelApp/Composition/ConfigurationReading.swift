import SentinelConfig
import SentinelModels

/// Reads the configuration that a command line means.
struct ConfigurationReading: Sendable {
    let context: CommandContext
    let options: ConfigurationOptions
    /// The paths given as arguments.
    var arguments: [String] = []

    /// Everything there is to say about it; throws ``CommandFailure`` if there is none.
    func load() throws -> LoadedConfiguration {
        let request = try request()
        // Standard input ends early when the command is stopped; half a configuration is none.
        if request.text != nil { try Task.checkCancellation() }
        return context.layers.loadConfiguration(request)
    }

    /// The checked configuration, warnings told; throws ``CommandFailure`` with all its faults if it has any.
    func checked(console: Console) throws -> Configuration {
        let loaded = try load()
        guard let configuration = loaded.configuration else { throw Self.failure(loaded) }
        console.note(loaded.diagnostics)
        return configuration
    }

    /// The same, or nil if no configuration is named and none is in the usual places.
    func checkedIfAny(console: Console) throws -> Configuration? {
        try isAny ? checked(console: console) : nil
    }

    /// The configuration for commands that only want to know where the state is or what alerts there are: nil, with a
    /// warning, if it is faulty or missing, since that must not hide the past.
    func usableIfAny(console: Console) throws -> Configuration? {
        guard isAny else { return nil }
        let loaded = try load()
        if loaded.configuration == nil {
            let fault = loaded.diagnostics.first { $0.severity == .error }
            let what = fault.map { Console.line(for: $0) { text, _ in text } } ?? "the configuration cannot be used"
            console.warning("the configuration is left out: " + what)
        }
        return loaded.configuration
    }

    private var given: [String] { arguments + options.option }

    private var isAny: Bool {
        ConfigurationSearch(environment: context.environment).paths(given: given) != nil
    }

    private func request() throws -> Layers.ConfigurationRequest {
        let search = ConfigurationSearch(environment: context.environment)
        guard let paths = search.paths(given: given) else {
            throw CommandFailure.usage(
                "no configuration is given, and none is in the usual places",
                hint: "name a file, or make one with 'sentinel init sentinel.yaml'; looked for "
                    + search.usualPlaces.joined(separator: ", "))
        }
        if let zone = options.timezone { _ = try ZoneTable.named(zone) }
        return Layers.ConfigurationRequest(
            paths: paths, workingDirectory: context.environment.workingDirectory,
            variables: context.environment.variables, databaseURL: options.databaseURL, timezone: options.timezone,
            integrations: context.integrations,
            text: paths == ["-"] ? context.environment.standardInput() : nil)
    }

    static func failure(_ loaded: LoadedConfiguration) -> CommandFailure {
        let count = loaded.diagnostics.count { $0.severity == .error }
        return CommandFailure(
            code: .configuration,
            message: "the configuration has \(count) \(count == 1 ? "error" : "errors"); nothing was run",
            status: .usage, diagnostics: loaded.diagnostics)
    }
}
