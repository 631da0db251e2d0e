import ArgumentParser
import SentinelModels

/// A matcher as an option's value: `team=sales`, `team!=sales`, `team=~"s.*"`, `team!~s.*`.
struct MatcherText: ExpressibleByArgument, Sendable {
    let matcher: Silence.Matcher

    init?(argument: String) {
        guard let sign = argument.firstIndex(where: { $0 == "=" || $0 == "!" }) else { return nil }
        let label = argument[..<sign]
        let rest = argument[sign...]
        let operations = Silence.Matcher.Operation.allCases.sorted { $0.rawValue.count > $1.rawValue.count }
        guard !label.isEmpty, label.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }),
            let operation = operations.first(where: { rest.hasPrefix($0.rawValue) })
        else { return nil }
        var value = rest.dropFirst(operation.rawValue.count)
        if value.count >= 2, value.first == "\"", value.last == "\"" { value = value.dropFirst().dropLast() }
        let isExpression = operation == .matches || operation == .doesNotMatch
        if isExpression, (try? Regex(String(value))) == nil { return nil }
        matcher = Silence.Matcher(String(label), operation, String(value))
    }
}
