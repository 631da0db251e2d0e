import SentinelModels

extension JSONValue {
    /// A list of texts.
    static func strings(_ texts: [String]) -> JSONValue {
        .array(texts.map(JSONValue.string))
    }
}

extension CommandFailure {
    /// `{"error":{"code","message","hint"},"diagnostics":[…]}`: what a program reads instead of the result.
    var json: JSONValue {
        let error: [JSONValue.Member] = [
            .init("code", .string("\(code)")), .init("message", .string(message)), .init("hint", .optional(hint)),
        ]
        return .object(
            report + [.init("error", .object(error)), .init("diagnostics", .array(diagnostics.map(\.json)))])
    }
}

extension Diagnostic {
    /// `{"file","line","column","severity","code","message","hint"}`.
    var json: JSONValue {
        .object([
            .init("file", .optional(position?.file)), .init("line", .optional(position?.line)),
            .init("column", .optional(position?.column)), .init("severity", .string(severity.rawValue)),
            .init("code", .string(code)), .init("message", .string(message)), .init("hint", .optional(hint)),
        ])
    }
}
