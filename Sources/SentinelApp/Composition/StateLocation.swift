import SentinelConfig
import SentinelModels
import SentinelStore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Where the state database is: `--state-db`, the configuration, `STATE_DB_URL`, or the default, in this order.
struct StateLocation: Sendable {
    /// Who says so.
    enum Origin: String, Sendable {
        case option = "--state-db"
        case configuration = "'state' in the configuration"
        case variable = "STATE_DB_URL"
        case fallback = "the default"
    }

    /// The URL; may hold a password.
    let url: Secret
    /// Who says so.
    let origin: Origin

    /// Where the state is when nobody says.
    static let defaultURL = "sqlite:///sqlsentinel.db"

    /// Picks the place; throws ``CommandFailure`` for a path where a URL is needed, for the database of a source, or if
    /// the secret is not there.
    init(
        option: String?, configuration: Configuration?, environment: Environment, secrets: any SecretProvider
    ) throws {
        let text: String
        if let option {
            (origin, text) = (.option, try Self.checked(option, name: "--state-db"))
        } else if let state = configuration?.state {
            let url = try secrets.resolve(state.url).reveal()
            (origin, text) = (.configuration, try Self.adding(state.password, to: url, secrets: secrets))
        } else if let variable = environment.variable("STATE_DB_URL") {
            (origin, text) = (.variable, try Self.checked(variable, name: "STATE_DB_URL"))
        } else {
            (origin, text) = (.fallback, Self.defaultURL)
        }
        url = Secret(Self.absolute(text, in: environment))
        if let configuration { try refuseSources(of: configuration, environment: environment, secrets: secrets) }
    }

    /// The URL without password and parameters.
    var display: String {
        let text = url.reveal()
        guard let scheme = text.firstRange(of: "://") else { return text }
        let rest = text[scheme.upperBound...].prefix { $0 != "?" }
        let authority = rest.prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@") else { return String(text[..<scheme.upperBound] + rest) }
        let user = authority[..<at].prefix { $0 != ":" }
        return String(text[..<scheme.upperBound] + user + rest[at...])
    }

    /// Opens the state; nil if it is only to be looked at and is not there. An error says which state was meant.
    func open(_ access: Layers.StateAccess, in context: CommandContext) async throws -> (any StateStore)? {
        do throws(SentinelError) {
            return try await context.layers.openState(url, access, context.environment.clock)
        } catch {
            var failure = CommandFailure(error)
            let file = display.replacing("sqlite:///", with: "")
            if !failure.message.contains(file) { failure.message += " (\(display), from \(origin.rawValue))" }
            throw failure
        }
    }

    /// A state inside a monitored database could never be read past: the source refuses databases that hold one. It is
    /// refused before its tables are made, since they would stay there.
    private func refuseSources(
        of configuration: Configuration, environment: Environment, secrets: any SecretProvider
    ) throws {
        let path = Self.file(url.reveal())
        for source in configuration.sources where source.options.boolean("allow_state_database") != true {
            guard let path, let other = try? secrets.resolve(source.url),
                Self.file(Self.absolute(other.reveal(), in: environment)) == path
            else { continue }
            throw CommandFailure.usage(
                "\(display) is the database of the source '\(source.name)' and cannot hold the state as well",
                hint: "give the state a file of its own by --state-db or 'state: url'")
        }
    }

    /// The file of a SQLite URL, links followed; nil for other databases and those in memory.
    private static func file(_ url: String) -> String? {
        let prefix = "sqlite:///"
        guard url.hasPrefix(prefix) else { return nil }
        let path = url.dropFirst(prefix.count).prefix { $0 != "?" }
        guard path.hasPrefix("/") else { return nil }
        return URL(filePath: String(path)).resolvingSymlinksInPath().standardizedFileURL.path
    }

    /// The URL with the configured password in it.
    private static func adding(
        _ password: SecretReference?, to url: String, secrets: any SecretProvider
    ) throws -> String {
        guard let password else { return url }
        let secret = try secrets.resolve(password)
        do throws(SentinelError) {
            return try StateDatabaseURL.adding(secret, to: url)
        } catch {
            throw CommandFailure.usage("'state: password': \(error.message)")
        }
    }

    private static func checked(_ text: String, name: String) throws -> String {
        guard text.contains("://") else {
            let example = text.isEmpty ? defaultURL : "sqlite:///" + text
            throw CommandFailure.usage(
                "\(name) must be a URL, and '\(text)' is none", hint: "write \(example) for a file")
        }
        return text
    }

    /// Makes the path of `sqlite:///relative.db` absolute, so that it means the same wherever the process is.
    private static func absolute(_ text: String, in environment: Environment) -> String {
        let prefix = "sqlite:///"
        guard text.hasPrefix(prefix) else { return text }
        let path = text.dropFirst(prefix.count)
        guard !path.isEmpty, !path.hasPrefix("/"), !path.hasPrefix(":") else { return text }
        return prefix + environment.absolutePath(String(path))
    }
}
