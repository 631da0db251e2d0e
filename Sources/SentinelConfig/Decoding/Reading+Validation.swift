internal import SentinelModels

extension Reading {
    /// Lets an integration check its options and reports its faults at the options' places. Whether it had none.
    @discardableResult
    func validate(
        _ options: IntegrationOptions, _ descriptor: IntegrationDescriptor, _ title: String,
        at position: SourcePosition
    ) -> Bool {
        let faults = descriptor.validate(options, strictness)
        for fault in faults {
            let place = fault.option.flatMap { Self.position(of: $0, in: options) } ?? position
            report(
                Diagnostic(
                    fault.severity, code: ConfigurationProblem.invalidOption.rawValue, "\(title): \(fault.message)",
                    at: place, hint: fault.hint))
        }
        return !faults.contains { $0.severity == .error }
    }

    /// Where an option stands; `smtp.host` is an option in a group.
    private static func position(of name: String, in options: IntegrationOptions) -> SourcePosition? {
        if let position = options.positions[name] { return position }
        guard let dot = name.firstIndex(of: ".") else { return nil }
        let group = String(name[..<dot])
        return options.group(group).flatMap { position(of: String(name[name.index(after: dot)...]), in: $0) }
            ?? options.positions[group]
    }

    /// Checks the name of a source or receiver. `#` and `:` have a meaning in the keys of routes.
    func isName(_ name: String, of title: String, at position: SourcePosition) -> Bool {
        let isFaulty =
            name.isEmpty || name.unicodeScalars.count > 128
            || name.unicodeScalars.contains { $0.properties.generalCategory == .control || $0 == "#" || $0 == ":" }
        if isFaulty {
            error(
                .invalidName, "'\(name.quotable)' cannot be the name of \(title)", at: position,
                hint: "1 to 128 characters without '#', ':' and control characters")
        }
        return !isFaulty
    }
}
