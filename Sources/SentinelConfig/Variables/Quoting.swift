internal import SentinelModels

extension String {
    /// The text as it may stand in a message: without control characters and not longer than a line.
    var quotable: String {
        var result = ""
        for (place, scalar) in unicodeScalars.enumerated() {
            if place == 60 { return result + "…" }
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
