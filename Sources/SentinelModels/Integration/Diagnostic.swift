/// One thing to say about a configuration, with its place.
public struct Diagnostic: Sendable, Hashable {
    /// How much it matters.
    public enum Severity: String, Sendable, Hashable, Codable {
        /// The configuration cannot be used.
        case error
        /// It can, but probably does not do what its author wants.
        case warning
    }

    /// Where; nil for something that has no place in a file.
    public var position: SourcePosition?
    /// How much it matters.
    public var severity: Severity
    /// A stable name such as `unknown_key`: the anchor of the troubleshooting page.
    public var code: String
    /// What is wrong, in one sentence without a full stop.
    public var message: String
    /// What to do about it, if there is something better than the message.
    public var hint: String?

    /// Makes a diagnostic.
    public init(
        _ severity: Severity, code: String, _ message: String, at position: SourcePosition?, hint: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.position = position
        self.hint = hint
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `file:line:column: error: message (hint)`.
    public var description: String {
        let place = position.map { "\($0): " } ?? ""
        return place + "\(severity.rawValue): \(message)" + (hint.map { " (\($0))" } ?? "")
    }
}
