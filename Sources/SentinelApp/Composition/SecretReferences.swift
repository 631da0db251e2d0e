import SentinelConfig
import SentinelModels

/// Finds the secrets in the options of sources and receivers.
enum SecretReferences {
    /// All secrets of a configuration that can be resolved, for ``Redaction``: of a source's URL only the password.
    static func known(in configuration: Configuration, secrets: any SecretProvider) -> [Secret] {
        let ofSources = configuration.sources.flatMap { source in
            var options = source.options
            options.values["url"] = nil
            let url = (try? secrets.resolve(source.url))?.reveal() ?? ""
            return references(in: options).compactMap { try? secrets.resolve($0) } + password(in: url)
        }
        let ofReceivers = configuration.receivers.flatMap { receiver in
            references(in: receiver.options).compactMap { try? secrets.resolve($0) }
        }
        return ofSources + ofReceivers
    }

    /// Throws the error of the first secret that is not there.
    static func check(_ options: IntegrationOptions, with secrets: any SecretProvider) throws(SentinelError) {
        for reference in references(in: options) { _ = try secrets.resolve(reference) }
    }

    private static func references(in options: IntegrationOptions) -> [SecretReference] {
        options.values.sorted { $0.key < $1.key }.flatMap { _, value -> [SecretReference] in
            switch value {
            case .secret(let reference): [reference]
            case .secretMap(let pairs): pairs.map(\.value)
            case .group(let options): references(in: options)
            default: []
            }
        }
    }

    /// The password of a URL, as written and with its percent signs resolved.
    static func password(in url: String) -> [Secret] {
        guard let scheme = url.firstRange(of: "://") else { return [] }
        let authority = url[scheme.upperBound...].prefix { !"/?#".contains($0) }
        guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else { return [] }
        let written = String(authority[authority.index(after: colon)..<at])
        let forms: Set<String> = [written, percentDecoded(written)]
        return forms.sorted().map { Secret($0) }
    }

    private static func percentDecoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
