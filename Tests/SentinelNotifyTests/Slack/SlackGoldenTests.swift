import SentinelModels
import Testing

@testable import SentinelNotify

/// The messages as they are posted, to the byte: a change of layout is seen here first.
@Suite("Slack messages, whole") struct SlackGoldenTests {
    static let goldens: [(EventKind, String, String)] = [
        (
            .firing, "ALERT",
            #"{"text":"Alert: revenue - Status: ALERT, actual value 12.50, threshold 100","blocks":["#
                + #"{"type":"header","text":{"type":"plain_text","text":"revenue","emoji":true}},"#
                + #"{"type":"section","fields":[{"type":"mrkdwn","text":"*Status:*\n:red_circle: ALERT"},"#
                + #"{"type":"mrkdwn","text":"*Actual Value:*\n12.50"},{"type":"mrkdwn","text":"*Threshold:*\n100"},"#
                + #"{"type":"mrkdwn","text":"*Severity:*\ncritical"}]}],"#
                + ##""attachments":[{"color":"#d00000","fallback":"Alert: revenue - Status: ALERT"}]}"##
        ),
        (
            .resolved, "OK",
            #"{"text":"Resolved: revenue - Status: OK, actual value 12.50, threshold 100","blocks":["#
                + #"{"type":"header","text":{"type":"plain_text","text":"revenue","emoji":true}},"#
                + #"{"type":"section","fields":[{"type":"mrkdwn","text":"*Status:*\n:large_green_circle: OK"},"#
                + #"{"type":"mrkdwn","text":"*Actual Value:*\n12.50"},{"type":"mrkdwn","text":"*Threshold:*\n100"},"#
                + #"{"type":"mrkdwn","text":"*Severity:*\ncritical"},{"type":"mrkdwn","text":"*Event:*\nresolved"},"#
                + #"{"type":"mrkdwn","text":"*Duration:*\n1h1m1s"},{"type":"mrkdwn","text":"*Value at Start:*\n7"}]}],"#
                + ##""attachments":[{"color":"#36a64f","fallback":"Resolved: revenue - Status: OK"}]}"##
        ),
        (
            .noData, "NO_DATA",
            #"{"text":"No data: revenue - Status: NO_DATA, actual value 12.50, threshold 100","blocks":["#
                + #"{"type":"header","text":{"type":"plain_text","text":"revenue","emoji":true}},"#
                + #"{"type":"section","fields":[{"type":"mrkdwn","text":"*Status:*\n:warning: NO_DATA"},"#
                + #"{"type":"mrkdwn","text":"*Actual Value:*\n12.50"},{"type":"mrkdwn","text":"*Threshold:*\n100"},"#
                + #"{"type":"mrkdwn","text":"*Severity:*\ncritical"},{"type":"mrkdwn","text":"*Event:*\nno_data"},"#
                + #"{"type":"mrkdwn","text":"*Duration:*\n1h1m1s"},{"type":"mrkdwn","text":"*Value at Start:*\n7"}]}],"#
                + ##""attachments":[{"color":"#daa038","fallback":"No data: revenue - Status: NO_DATA"}]}"##
        ),
    ]

    @Test(arguments: goldens)
    func golden(event: EventKind, status: String, expected: String) {
        let content = NotifyScene.content("revenue", event: event, status: status) { content in
            content.actualValue = .decimal("12.50")
            content.threshold = .integer(100)
            content.valueAtOpening = .integer(7)
            content.severity = .critical
            content.episode.openedAt = NotifyScene.time.advanced(by: .seconds(-3661))
        }
        let payload = SlackPayload().json(NotifyScene.message(content), title: nil, text: nil)
        #expect(payload.encoded() == expected)
    }
}
