internal import SentinelModels

/// Why a text cannot be read as one YAML document; nothing of it is used then.
struct YAMLError: Error {
    var diagnostic: Diagnostic

    init(_ problem: ConfigurationProblem, _ message: String, at position: SourcePosition?, hint: String? = nil) {
        diagnostic = Diagnostic(.error, code: problem.rawValue, message, at: position, hint: hint)
    }
}
