import SentinelAdapters
import SentinelEngine
import SentinelModels

/// What the program watches and whom it tells.
struct Shop {
    let sources: [String: any DataSource]
    let store = InMemoryStateStore()
    /// A notifier is anything that says "accepted" or throws; this one prints.
    let notifiers: [ReceiverKey: any Notifier] = [
        Self.console: ClosureNotifier { message, context in
            let content = message.content
            print("-> \(content.event.rawValue): \(content.alertName), \(content.actualValue?.displayText ?? "-")")
            return DeliveryReceipt(detail: "printed at attempt \(context.attempt)")
        }
    ]

    init(path: String) throws(SentinelError) {
        sources = ["shop": try SQLiteSource(path: path)]
    }

    static let console = ReceiverKey("console")

    static let alerts = [
        AlertDefinition(
            name: "Payments fail", source: "shop",
            query: """
                SELECT ROUND(100.0 * SUM(1 - succeeded) / COUNT(*), 1) AS failed_percent
                FROM payment_attempt WHERE attempted_at > datetime('now', '-30 minutes')
                """,
            severity: .critical,
            judgement: .when(Condition(.compare(column: "failed_percent", .greater, .integer(5)))),
            routes: [NotificationRoute(to: console)]),
        AlertDefinition(
            name: "Orders wait to be shipped", source: "shop",
            query: """
                SELECT CASE WHEN COUNT(*) > 0 THEN 'ALERT' ELSE 'OK' END AS status, COUNT(*) AS actual_value
                FROM customer_order WHERE status = 'paid' AND placed_at < datetime('now', '-2 days')
                """,
            routes: [NotificationRoute(to: console)]),
    ]
}
