import ArgumentParser

/// How data is written.
enum OutputFormat: String, Sendable, CaseIterable, ExpressibleByArgument {
    /// For people.
    case table
    /// For programs; stable.
    case json

    /// Reads the word; `text` is the original's name of `table`.
    init?(argument: String) {
        switch argument.lowercased() {
        case "table", "text": self = .table
        case "json": self = .json
        default: return nil
        }
    }
}
