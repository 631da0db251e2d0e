import SentinelModels

extension IntegrationDescriptor {
    /// `type: journal` in a configuration; validation, JSON Schema and "did you mean" come from this description.
    static let journal = IntegrationDescriptor(
        type: "journal",
        summary: "Appends each message as a line of JSON to a file.",
        options: [
            OptionDescriptor(
                "path", .string(allowsEmpty: false), "The file; made if it is not there.", isRequired: true,
                isAddress: true),
            OptionDescriptor("label", .string(allowsEmpty: false), "A word that each line carries."),
        ],
        factory: .receiver { options, context throws(SentinelError) in
            guard let path = options.string("path") else {
                throw SentinelError(.configuration, "the receiver '\(context.name)' has no path")
            }
            return JournalNotifier(path: path, label: options.string("label"))
        },
        validate: { options, _ in
            options.string("path")?.hasSuffix("/") == true
                ? [Fault("'path' names a folder", option: "path", hint: "add a file name")] : []
        })
}
