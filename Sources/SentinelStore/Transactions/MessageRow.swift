import SentinelModels

/// A row of the outbox.
struct MessageRow {
    static let columns = """
        m.id, m.receiver_key, m.content_json, m.order_key, m.state, m.created_at, m.not_before, m.expires_at,
        m.attempts, m.settled_at, m.error_code, m.error_text, m.tenant, m.alert_id, m.fence, m.lifetime_us, m.owner,
        m.lease_until
        """

    var message: NotificationMessage
    var tenant: String
    var alert: Int64
    var fence: Int64
    var lifetime: Duration

    init(_ row: any StoreRow) throws(SentinelError) {
        guard let state = DeliveryState(rawValue: row.text(at: 4)) else { throw Self.unreadable(row) }
        message = NotificationMessage(
            id: row.text(at: 0), receiver: ReceiverKey(row.text(at: 1)),
            content: try Self.content(row), orderKey: row.text(at: 3), state: state,
            createdAt: row.time(5), notBefore: row.time(6), expiresAt: row.time(7), attempts: row.int(8),
            settledAt: row.optionalTime(9), lastError: row.failure(10))
        tenant = row.text(at: 12)
        alert = row.integer(at: 13)
        fence = row.integer(at: 14)
        lifetime = .microseconds(row.integer(at: 15))
    }

    var key: [SQLValue] { [.text(tenant), .text(message.id)] }

    /// The key of a row that is not read as a whole.
    static func key(_ row: any StoreRow) -> [SQLValue] { [.text(row.text(at: 12)), .text(row.text(at: 0))] }

    private static func content(_ row: any StoreRow) throws(SentinelError) -> NotificationContent {
        do throws(SentinelError) {
            return try ContentCodec.content(row.text(at: 2))
        } catch {
            throw unreadable(row, underlying: error.underlying)
        }
    }

    private static func unreadable(_ row: any StoreRow, underlying: String? = nil) -> SentinelError {
        .damaged("a message", detail: row.text(at: 0), underlying: underlying)
    }
}
