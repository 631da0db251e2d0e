import SentinelModels

/// Why a command could not do what was asked: the text after `sentinel: error:`, and the exit code.
struct CommandFailure: Error, Sendable {
    /// A stable name of the failure, for `-o json`.
    var code: SentinelError.Code
    /// What is wrong, in one sentence without a full stop.
    var message: String
    /// What to do about it.
    var hint: String?
    /// How the command ends.
    var status: ExitStatus
    /// What is wrong with the configuration, if that is the reason.
    var diagnostics: [Diagnostic] = []
    /// What a program that reads the command's own JSON looks for first.
    var report: [JSONValue.Member] = []

    /// A fault of the command line.
    static func usage(_ message: String, hint: String? = nil) -> CommandFailure {
        CommandFailure(code: .configuration, message: message, hint: hint, status: .usage)
    }

    /// A failure of a layer below.
    init(_ error: SentinelError, redaction: (String) -> String = { $0 }) {
        self.init(
            code: error.code, message: redaction(error.fullMessage), hint: ErrorHint.hint(for: error.code),
            status: Self.status(of: error.code))
    }

    init(
        code: SentinelError.Code, message: String, hint: String? = nil, status: ExitStatus,
        diagnostics: [Diagnostic] = []
    ) {
        self.code = code
        self.message = message
        self.hint = hint
        self.status = status
        self.diagnostics = diagnostics
    }

    private static func status(of code: SentinelError.Code) -> ExitStatus {
        switch code {
        case .configuration, .notFound, .unsupported, .secretUnavailable, .schemaVersion: .usage
        default: .failure
        }
    }
}
