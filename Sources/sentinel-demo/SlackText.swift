import SentinelModels

/// A Slack message as text: what a person would see of the blocks.
enum SlackText {
    static func lines(of body: String) -> [String] {
        guard let message = try? JSONValue(parsing: body) else { return [body] }
        let attached = elements(message["attachments"]).flatMap { elements($0["blocks"]) }
        let lines = (elements(message["blocks"]) + attached).flatMap(block)
        return lines.isEmpty ? [message["text"]?.stringValue ?? body] : lines
    }

    private static func block(_ block: JSONValue) -> [String] {
        switch block["type"]?.stringValue {
        case "header": [text(block["text"]).uppercased(), ""]
        case "divider": [""]
        case "context": elements(block["elements"]).map(text)
        default:
            text(block["text"]).split(separator: "\n").map(String.init)
                + elements(block["fields"]).map { text($0).replacing("\n", with: " ") }
        }
    }

    private static func text(_ value: JSONValue?) -> String {
        (value?["text"]?.stringValue ?? "")
            .replacing("*", with: "").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&amp;", with: "&")
    }

    private static func elements(_ value: JSONValue?) -> [JSONValue] {
        guard case .array(let elements)? = value else { return [] }
        return elements
    }
}

/// JSON as indented lines.
enum JSONLines {
    static func lines(of body: String) -> [String] {
        guard let value = try? JSONValue(parsing: body) else { return [body] }
        return value.encoded(pretty: true).split(separator: "\n").map(String.init)
    }
}
