internal import SentinelModels

extension String {
    /// A name or value of the file as it may stand in a message: without control characters and short.
    var quotable: String { quotable(upTo: 60) }

    /// A whole sentence that quotes the file: without control characters, and not cut before it said its say.
    var sayable: String { quotable(upTo: 300) }

    private func quotable(upTo limit: Int) -> String {
        var result = ""
        for (place, scalar) in unicodeScalars.enumerated() {
            if place == limit { return result + "…" }
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .format: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension ConfigScalar {
    /// The text for a message in quotes; nil if it may be a secret.
    var shown: String? { isSubstituted ? nil : "'\(text.quotable)'" }
}
