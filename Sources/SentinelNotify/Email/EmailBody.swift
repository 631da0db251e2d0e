import SentinelModels

/// The two forms of a mail's body.
struct EmailBody: Sendable {
    private let fields: MessageFields

    init(_ fields: MessageFields) {
        self.fields = fields
    }

    /// Plain text: begins as the Python original's mails do.
    var text: String {
        var blocks = [lines(head)]
        if !fields.context.isEmpty {
            blocks.append("Additional Context:\n" + lines(fields.context, indentation: "  "))
        }
        if !fields.circumstances.isEmpty { blocks.append(lines(fields.circumstances)) }
        if !fields.annotations.isEmpty { blocks.append(lines(fields.annotations)) }
        blocks.append(lines(origin))
        return PlainText.cut(blocks.joined(separator: "\n\n"), to: PlainText.limit) { $0.utf8.count } + "\n"
    }

    /// The same as HTML: tables without pictures, scripts or links to anywhere.
    var html: String {
        var parts = ["<p style=\"font-size:1.2em\"><b>\(Markup.escaped("\(fields.headline): \(fields.title)"))</b></p>"]
        parts.append(table(Array(head.dropFirst())))
        if !fields.context.isEmpty {
            parts.append("<p><b>Additional Context</b></p>")
            parts.append(table(fields.context))
        }
        for facts in [fields.circumstances, fields.annotations] where !facts.isEmpty { parts.append(table(facts)) }
        let small = origin.map { Markup.escaped("\($0.label): \($0.value)") }.joined(separator: "<br>")
        parts.append("<p style=\"color:#666;font-size:0.85em\">\(small)</p>")
        return "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body style=\"font-family:sans-serif\">\n"
            + parts.joined(separator: "\n") + "\n</body></html>\n"
    }

    private var head: [MessageFields.Fact] {
        var facts = [MessageFields.Fact(label: "Alert", value: fields.alertName)]
        let description = fields(.description)
        if !description.isEmpty { facts.append(.init(label: "Description", value: description)) }
        facts.append(.init(label: "Status", value: fields(.status)))
        return facts + fields.measured
    }

    private var origin: [MessageFields.Fact] {
        [.init(label: "Time", value: fields(.time)), .init(label: "Run", value: fields(.runID))]
    }

    private func lines(_ facts: [MessageFields.Fact], indentation: String = "") -> String {
        facts.map { "\(indentation)\($0.label): \($0.value)" }.joined(separator: "\n")
    }

    /// As many rows as fit the limit; a result that is wider than any screen ends in an ellipsis.
    private func table(_ facts: [MessageFields.Fact]) -> String {
        var rows = ""
        for fact in facts {
            let value = Markup.escaped(fact.value).split(separator: "\n", omittingEmptySubsequences: false)
                .joined(separator: "<br>")
            let row = "<tr><td><b>\(Markup.escaped(fact.label))</b></td><td>\(value)</td></tr>\n"
            guard rows.utf8.count + row.utf8.count <= PlainText.limit else {
                rows += "<tr><td>…</td><td></td></tr>\n"
                break
            }
            rows += row
        }
        return "<table cellpadding=\"4\">\n\(rows)</table>"
    }
}
