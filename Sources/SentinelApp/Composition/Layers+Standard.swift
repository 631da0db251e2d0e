import SentinelConfig
import SentinelModels
import SentinelStore
import SentinelTransport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Layers {
    /// The real ones.
    package static var standard: Layers {
        Layers(
            loadConfiguration: { $0.load() },
            openState: { url, access, clock throws(SentinelError) in
                switch access {
                case .readOnly: try SQLStateStore.openForReading(url.reveal(), clock: clock)
                case .readWrite: try SQLStateStore.open(url.reveal(), clock: clock)
                }
            },
            sharedResources: { _ in [TransportClient()] })
    }
}

extension Layers.ConfigurationRequest {
    /// Reads the files, then puts the command line's values in place.
    fileprivate func load() -> LoadedConfiguration {
        var variables = variables
        variables["TIMEZONE"] = timezone ?? variables["TIMEZONE"]
        variables["DATABASE_URL"] = databaseURL ?? variables["DATABASE_URL"]
        let loader = ConfigurationLoader(integrations: integrations, environment: variables)
        var loaded = read(with: loader)
        if let databaseURL { loaded.replaceDefaultSource(url: databaseURL, loader: loader) }
        return loaded
    }

    private func read(with loader: ConfigurationLoader) -> LoadedConfiguration {
        if let text { return loader.load(text: String(decoding: text, as: UTF8.self), name: "<stdin>") }
        let isHere = workingDirectory == FileManager.default.currentDirectoryPath
        return loader.load(paths: isHere ? paths : paths.map { $0.hasPrefix("/") ? $0 : workingDirectory + "/" + $0 })
    }
}

extension LoadedConfiguration {
    /// Lets the source `default` be another database; a URL that is none is an error like one in a file.
    fileprivate mutating func replaceDefaultSource(url: String, loader: ConfigurationLoader) {
        guard configuration != nil else { return }
        // The variable is `databaseURL`; a file that names it is judged as strictly as a new one.
        let bare = loader.load(
            text: """
                {version: 1, database: {url: "${DATABASE_URL}"}, alerts: [{name: x, query: x, schedule: "@daily"}]}
                """, name: "--database-url")
        guard let source = bare.configuration?.sources.first(where: { $0.name == "default" }) else {
            diagnostics += bare.diagnostics.filter { $0.severity == .error }
            configuration = nil
            return
        }
        configuration?.replaceDefaultSource(by: source, url: url)
    }
}

extension Configuration {
    /// Puts in the new source; the options of the old one stay if the kind of database does.
    fileprivate mutating func replaceDefaultSource(by new: SourceConfiguration, url: String) {
        var source = new
        let index = sources.firstIndex { $0.name == "default" }
        if let index, sources[index].scheme == source.scheme {
            let display = source.displayURL
            source = sources[index]
            source.displayURL = display
        }
        source.url = .literal(Secret(url))
        source.options.values["url"] = .secret(source.url)
        if let index { sources[index] = source } else { sources.append(source) }
    }
}
