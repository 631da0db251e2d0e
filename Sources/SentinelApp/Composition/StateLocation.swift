import SentinelConfig
import SentinelModels

/// Where the state database is: `--state-db`, the configuration, `STATE_DB_URL`, or the default, in this order.
struct StateLocation: Sendable {
    /// The URL; may hold a password.
    let url: Secret

    /// Where the state is when nobody says.
    static let defaultURL = "sqlite:///sqlsentinel.db"

    /// Picks the place; throws ``CommandFailure`` for a path where a URL is needed, or if the secret is not there.
    init(
        option: String?, configuration: Configuration?, environment: Environment, secrets: any SecretProvider
    ) throws {
        if let option {
            url = Secret(Self.absolute(try Self.checked(option, name: "--state-db"), in: environment))
        } else if let state = configuration?.state {
            url = Secret(Self.absolute(try secrets.resolve(state.url).reveal(), in: environment))
        } else {
            let text = environment.variable("STATE_DB_URL") ?? Self.defaultURL
            url = Secret(Self.absolute(try Self.checked(text, name: "STATE_DB_URL"), in: environment))
        }
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

    private static func checked(_ text: String, name: String) throws -> String {
        guard text.contains("://") else {
            throw CommandFailure.usage(
                "\(name) must be a URL, and '\(text)' is none", hint: "write sqlite:///\(text) for a file")
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
