public import SentinelModels

/// A configuration as it was understood, with everything resolved and every secret replaced: for `config show`.
public enum RedactedConfiguration {
    /// What stands in for a secret.
    public static let placeholder = "<secret>"

    /// The configuration as YAML.
    public static func yaml(_ configuration: Configuration) -> String {
        YAMLWriter.document(json(configuration))
    }

    /// The configuration as JSON.
    public static func json(_ configuration: Configuration) -> JSONValue {
        var members: [JSONValue.Member] = [.init("version", 1)]
        members.append(.init("sources", .object(configuration.sources.map { .init($0.name, source($0)) })))
        if let state = configuration.state {
            var parts: [JSONValue.Member] = [.init("url", text(state.url))]
            if let password = state.password { parts.append(.init("password", text(password))) }
            members.append(.init("state", .object(parts)))
        }
        members.append(
            .init(
                "egress",
                [
                    "mode": .string(configuration.egress.mode.rawValue),
                    "allow": .array(configuration.egress.allow.map(JSONValue.string)),
                ]))
        members.append(
            .init("receivers", .object(configuration.receivers.map { .init($0.key.description, receiver($0)) })))
        members.append(.init("alerts", .array(configuration.alerts.map(RedactedAlert.json))))
        return .object(members)
    }

    private static func source(_ source: SourceConfiguration) -> JSONValue {
        var members: [JSONValue.Member] = [.init("url", .string(source.displayURL))]
        if let timeout = source.timeout { members.append(.init("timeout", .string(timeout.text))) }
        members.append(.init("max_rows", .integer(source.maxRows)))
        members += options(source.options).filter { $0.key != "url" && $0.key != "timeout" }
        return .object(members)
    }

    private static func receiver(_ receiver: ReceiverConfiguration) -> JSONValue {
        .object([.init("type", .string(receiver.type))] + options(receiver.options))
    }

    private static func options(_ options: IntegrationOptions) -> [JSONValue.Member] {
        options.values.sorted { $0.key < $1.key }.map { .init($0.key, value($0.value)) }
    }

    private static func value(_ value: IntegrationOptions.Value) -> JSONValue {
        switch value {
        case .string(let text): .string(text)
        case .integer(let number): .integer(number)
        case .boolean(let value): .bool(value)
        case .duration(let duration): .string(duration.text)
        case .secret(let reference): text(reference)
        case .list(let elements): .array(elements.map(JSONValue.string))
        case .map(let pairs): .object(pairs.map { .init($0.name, .string($0.value)) })
        case .secretMap(let pairs): .object(pairs.map { .init($0.name, text($0.value)) })
        case .group(let inner): .object(options(inner))
        @unknown default: .string(placeholder)
        }
    }

    /// Where a secret comes from may be shown, the secret itself never.
    private static func text(_ reference: SecretReference) -> JSONValue {
        switch reference {
        case .literal: .string(placeholder)
        case .file(let path): .string("\(placeholder) in \(path)")
        case .environment(let name): .string("\(placeholder) in \(name)")
        }
    }
}
