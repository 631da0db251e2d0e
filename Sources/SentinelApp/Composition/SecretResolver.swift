package import SentinelModels

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Resolves secrets from the configuration itself, from files and from environment variables.
///
/// A file is read anew each time, so that a rotated secret counts from the next connection or delivery on.
package struct SecretResolver: SecretProvider {
    private let variables: [String: String]
    private let workingDirectory: String

    /// More than any key or certificate needs.
    private static let maximumBytes = 65_536

    /// Makes a resolver over the variables and files of an environment.
    package init(_ environment: Environment) {
        variables = environment.variables
        workingDirectory = environment.workingDirectory
    }

    /// The secret; throws ``SentinelError/Code/secretUnavailable`` if it is not there.
    package func resolve(_ reference: SecretReference) throws(SentinelError) -> Secret {
        switch reference {
        case .literal(let secret): return secret
        case .environment(let name):
            guard let value = variables[name], !value.isEmpty else {
                throw SentinelError(.secretUnavailable, "the environment variable \(name) is not set")
            }
            return Secret(value)
        case .file(let path): return try content(of: path)
        }
    }

    private func content(of path: String) throws(SentinelError) -> Secret {
        let place = path.hasPrefix("/") ? path : workingDirectory + "/" + path
        guard let data = FileManager.default.contents(atPath: place) else {
            throw SentinelError(.secretUnavailable, "the secret file \(path) cannot be read")
        }
        guard data.count <= Self.maximumBytes, let text = String(data: data, encoding: .utf8) else {
            throw SentinelError(.secretUnavailable, "the secret file \(path) is no text of at most 64 KiB")
        }
        let secret = Secret(Self.withoutLastLineBreak(text))
        guard !secret.isEmpty else { throw SentinelError(.secretUnavailable, "the secret file \(path) is empty") }
        return secret
    }

    private static func withoutLastLineBreak(_ text: String) -> String {
        var scalars = text.unicodeScalars
        if scalars.last == "\n" { scalars.removeLast() }
        if scalars.last == "\r" { scalars.removeLast() }
        return String(scalars)
    }
}
