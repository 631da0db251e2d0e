/// What an output stream can show: whether it is a terminal, whether it shows colours, and how wide it is.
package struct TerminalTraits: Sendable, Hashable {
    /// Whether a person looks at it directly.
    package var isTerminal: Bool
    /// How many columns it has; nil if it is not a terminal.
    package var columns: Int?

    /// Makes traits.
    package init(isTerminal: Bool = false, columns: Int? = nil) {
        self.isTerminal = isTerminal
        self.columns = columns
    }

    /// Whether to colour: the variables NO_COLOR, CLICOLOR_FORCE, FORCE_COLOR and TERM win over what the stream is.
    func showsColor(_ variables: [String: String], isForbidden: Bool) -> Bool {
        if isForbidden || Self.isSet(variables["NO_COLOR"]) { return false }
        if ["CLICOLOR_FORCE", "FORCE_COLOR"].contains(where: { Self.isForced(variables[$0]) }) { return true }
        return isTerminal && variables["TERM"] != "dumb" && variables["CLICOLOR"] != "0"
    }

    /// How many columns text should take: COLUMNS, else the terminal's, else 80.
    func width(_ variables: [String: String]) -> Int {
        let wish = variables["COLUMNS"].flatMap { Int($0) } ?? columns ?? 80
        return max(40, wish)
    }

    private static func isSet(_ value: String?) -> Bool {
        !(value ?? "").isEmpty
    }

    private static func isForced(_ value: String?) -> Bool {
        isSet(value) && value != "0"
    }
}
