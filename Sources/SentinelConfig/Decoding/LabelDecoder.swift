internal import SentinelModels

/// Decodes labels and annotations.
struct LabelDecoder {
    let reading: Reading

    /// The texts of a mapping over those of `defaults`.
    func merged(_ node: ConfigNode?, _ name: String, over defaults: [String: String]) -> [String: String] {
        guard let node, let pairs = reading.map(node, name) else { return defaults }
        var result = defaults
        for (pair, entry) in zip(pairs, node.entries ?? []) {
            if name == "labels", !isLabel(pair, entry) { continue }
            result[pair.name] = pair.value
        }
        return result
    }

    private func isLabel(_ pair: IntegrationOptions.Pair, _ entry: ConfigEntry) -> Bool {
        guard Self.isLabelName(pair.name) else {
            reading.error(
                .invalidName, "'\(pair.name.quotable)' cannot be the name of a label", at: entry.keyPosition,
                hint: "letters, digits and underscores, no digit first")
            return false
        }
        guard pair.name != "alertname" else {
            reading.error(.invalidName, "the label 'alertname' is the alert's name", at: entry.keyPosition)
            return false
        }
        guard pair.value.unicodeScalars.count <= CoreKeys.labelLength else {
            reading.error(
                .outOfRange, "'labels.\(pair.name.quotable)' is longer than \(CoreKeys.labelLength) characters",
                at: entry.value.position)
            return false
        }
        return true
    }

    private static func isLabelName(_ text: String) -> Bool {
        !text.isEmpty && Variables.name(text[...].utf8).endIndex == text.utf8.endIndex
    }
}
