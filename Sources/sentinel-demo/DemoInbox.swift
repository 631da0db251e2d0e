#if SQLite
    import Foundation
    import SentinelModels
    import SentinelTesting

    /// What the servers of the demo have received, shown once and readably.
    final class DemoInbox {
        private let chat: HTTPSink
        private let pager: HTTPSink
        private let mail: SMTPSink
        private var shown = (chat: 0, pager: 0, mail: 0)

        init(chat: HTTPSink, pager: HTTPSink, mail: SMTPSink) {
            self.chat = chat
            self.pager = pager
            self.mail = mail
        }

        /// How many messages came.
        var count: Int { shown.chat + shown.pager + shown.mail }

        /// Shows what came since the last call.
        func showNew() {
            let before = count
            for request in chat.requests.dropFirst(shown.chat) {
                DemoText.box("Slack", SlackText.lines(of: request.text))
                shown.chat += 1
            }
            for request in pager.requests.dropFirst(shown.pager) {
                DemoText.box("webhook: \(request.method) \(request.target)", JSONLines.lines(of: request.text))
                shown.pager += 1
            }
            for mail in mail.mails.dropFirst(shown.mail) {
                DemoText.box("mail to \(mail.recipients.joined(separator: ", "))", MailText.lines(of: mail.text))
                shown.mail += 1
            }
            if count == before { print("(no message)\n") }
        }
    }
#endif
