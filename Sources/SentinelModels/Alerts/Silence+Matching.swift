extension Silence {
    /// Whether all matchers hold for an alert of this name with these labels. A silence without matchers holds for none.
    public func matches(alertName: String, labels: [String: String]) -> Bool {
        !matchers.isEmpty
            && matchers.allSatisfy { matcher in
                matcher.holds(for: matcher.label == "alertname" ? alertName : labels[matcher.label] ?? "")
            }
    }
}

extension Silence.Matcher {
    /// Whether a label's value passes; an absent label counts as empty, and an unreadable expression matches nothing.
    public func holds(for value: String) -> Bool {
        switch operation {
        case .equal: value.isIdentical(to: self.value)
        case .notEqual: !value.isIdentical(to: self.value)
        case .matches: Self.wholeMatch(of: self.value, in: value) ?? false
        case .doesNotMatch: !(Self.wholeMatch(of: self.value, in: value) ?? true)
        }
    }

    private static func wholeMatch(of pattern: String, in text: String) -> Bool? {
        guard let regex = try? Regex(pattern) else { return nil }
        return (try? regex.wholeMatch(in: text)) != nil
    }
}
