/// The stable codes of what can be wrong with a configuration: the anchors of the troubleshooting page.
@nonexhaustive public enum ConfigurationProblem: String, Sendable, Hashable, CaseIterable {
    /// A file cannot be read.
    case fileUnreadable = "file_unreadable"
    /// A path leads to no file.
    case noFiles = "no_files"
    /// The file has nothing in it but comments.
    case emptyFile = "empty_file"
    /// The file is not UTF-8 text.
    case yamlEncoding = "yaml_encoding"
    /// The text is no YAML.
    case yamlSyntax = "yaml_syntax"
    /// The file holds more than one document.
    case yamlDocuments = "yaml_documents"
    /// A tag that is not among the plain types.
    case yamlTag = "yaml_tag"
    /// An alias without its anchor, around itself, or an anchor that occurs twice.
    case yamlAlias = "yaml_alias"
    /// A key that is no scalar, or a merge key over something else than mappings.
    case yamlKey = "yaml_key"
    /// The file is too large, too deep, or grows too much when its aliases are expanded.
    case yamlLimit = "yaml_limit"
    /// A key occurs twice in one mapping.
    case duplicateKey = "duplicate_key"
    /// A name that must be unique occurs twice.
    case duplicateName = "duplicate_name"
    /// A section that may occur once stands in several files.
    case repeatedSection = "repeated_section"
    /// The format's version is not known to this program.
    case unsupportedVersion = "unsupported_version"
    /// A key that does not exist.
    case unknownKey = "unknown_key"
    /// A key of a later release.
    case unsupportedKey = "unsupported_key"
    /// A key that must be there is not.
    case missingKey = "missing_key"
    /// Two keys that exclude each other.
    case conflictingKeys = "conflicting_keys"
    /// A value of another type than the key takes.
    case wrongType = "wrong_type"
    /// A value of the right type that the key does not take.
    case invalidValue = "invalid_value"
    /// A number or length of time outside its range.
    case outOfRange = "out_of_range"
    /// A name with characters it may not have, or too long.
    case invalidName = "invalid_name"
    /// A variable that is not set and has no default.
    case unsetVariable = "unset_variable"
    /// A `${` that is no variable.
    case invalidVariable = "invalid_variable"
    /// A variable in a query, where nothing is substituted.
    case variableInQuery = "variable_in_query"
    /// A schedule that is neither cron nor `every`.
    case invalidSchedule = "invalid_schedule"
    /// A time zone that does not exist.
    case unknownZone = "unknown_zone"
    /// A message template with a mistake.
    case invalidTemplate = "invalid_template"
    /// An alert uses a source that is not configured.
    case unknownSource = "unknown_source"
    /// A route leads to a receiver that is not configured.
    case unknownReceiver = "unknown_receiver"
    /// A receiver or source of a kind this program does not have.
    case unknownType = "unknown_type"
    /// A URL whose scheme belongs to no kind of source.
    case unknownScheme = "unknown_scheme"
    /// A source or receiver lacks something without which it cannot work.
    case incomplete = "incomplete"
    /// What the integration itself found wrong with its options.
    case invalidOption = "invalid_option"
}
