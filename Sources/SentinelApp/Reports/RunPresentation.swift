import SentinelModels

/// What `run` shows to people: a table, what went wrong, and the sums.
struct RunPresentation {
    private let report: RunReport
    private let console: Console

    init(_ report: RunReport, console: Console) {
        self.report = report
        self.console = console
    }

    /// Writes everything.
    func print() {
        if report.isDryRun { console.note("dry run: nothing is stored, sent or created") }
        if !report.entries.isEmpty { console.data(table) }
        for entry in report.entries { explain(entry) }
        if !report.skipped.isEmpty {
            console.data("")
            console.data(paragraph("skipped (disabled): " + report.skipped.map(\.name).joined(separator: ", ")))
        }
        if !report.entries.isEmpty || !report.skipped.isEmpty { console.data("") }
        console.data(paragraph(RunSummaryText.line(report.summary, isDryRun: report.isDryRun)))
    }

    private var table: TextTable {
        var table = TextTable([
            .init("ALERT", flexibility: 1), .init("STATUS"), .init("VALUE", numeric: true, flexibility: 2),
            .init("THRESHOLD", numeric: true, flexibility: 2), .init("NOTICES", flexibility: 3),
        ])
        table.rows = report.entries.map { entry in
            switch entry.result {
            case .success(let record): row(record)
            case .failure: [.init(entry.alert.name), .init("ERROR", .warning), "-", "-", "-"]
            }
        }
        return table
    }

    private func row(_ record: RunRecord) -> [TextTable.Cell] {
        let status = RunStatus(record.outcome)
        let notices = record.notifications.map { notification in
            let failure = notification.messageID.flatMap { report.messages[$0] }?.lastError
            let isOpen = notification.delivery != .sent && notification.delivery != .superseded
            return NotificationText.line(notification, isDryRun: report.isDryRun, failure: isOpen ? failure : nil)
        }
        return [
            .init(record.alertName), .init(status.rawValue, status.style), .init(ValueText.cell(record.actualValue)),
            .init(ValueText.cell(record.threshold)), .init(notices.isEmpty ? "-" : notices.joined(separator: "\n")),
        ]
    }

    private func explain(_ entry: RunReport.Entry) {
        let failure: (code: SentinelError.Code, message: String)
        switch entry.result {
        case .success(let record):
            guard let error = record.error else { return }
            failure = (error.code, error.message)
        case .failure(let error): failure = (error.code, error.fullMessage)
        }
        console.data("")
        console.data(paragraph("\(entry.alert.name): \(failure.message) [\(failure.code)]"))
        if let hint = ErrorHint.hint(for: failure.code) { console.data(paragraph("  hint: " + hint)) }
    }

    private func paragraph(_ text: String) -> String {
        TextWrapping.lines(of: text.visible, width: console.width, breaksWords: false).joined(separator: "\n")
    }
}
