import SentinelModels

/// How alerts stand, one line each.
struct StatusReport: Sendable {
    /// How one alert stands.
    struct Line: Sendable {
        var alert: AlertDefinition
        var display: DisplayState
        var state: AlertState
        var since: Timestamp?
        var silencedUntil: Timestamp?
        var nextFire: Timestamp?
        var pending: Int
    }

    let lines: [Line]
    private let now: Timestamp

    /// Reads what the store remembers of the alerts.
    init(_ alerts: [AlertDefinition], store: any StateStore, at now: Timestamp) async throws(SentinelError) {
        self.now = now
        let snapshots = try await store.snapshots(of: alerts.map(\.key), scope: .default)
        let silences = try await store.silences(scope: .default, includingEnded: false)
        let unsettled = try await store.messages(MessageQuery(states: [.pending, .sending]))
        let pending = Dictionary(grouping: unsettled, by: \.content.alert).mapValues(\.count)
        lines = alerts.map { alert in
            let state = snapshots[alert.key]?.state ?? AlertState()
            let isPaused = !alert.isEnabled
            return Line(
                alert: alert, display: state.display(isPaused: isPaused), state: state,
                since: Self.since(state), silencedUntil: Self.silencedUntil(alert, silences, at: now),
                nextFire: isPaused ? nil : Self.nextFire(of: alert, after: now), pending: pending[alert.key] ?? 0)
        }
    }

    /// Since when the alert shows what it shows.
    private static func since(_ state: AlertState) -> Timestamp? {
        guard state.health == .answering else { return state.healthSince }
        return state.instances.values.filter { $0.condition == state.condition }.map(\.since).min()
    }

    private static func silencedUntil(
        _ alert: AlertDefinition, _ silences: [Silence], at now: Timestamp
    ) -> Timestamp? {
        silences.filter { $0.isActive(at: now) && $0.matches(alertName: alert.name, labels: alert.labels) }
            .map(\.endsAt).max()
    }

    private static func nextFire(of alert: AlertDefinition, after now: Timestamp) -> Timestamp? {
        guard let zone = try? ZoneTable.named(alert.timezone) else { return nil }
        return alert.schedule.next(after: now, in: zone)
    }
}

extension StatusReport {
    /// `{"alerts":[{"alert","enabled","display","condition","health","since","last_run_at",…}]}`.
    var json: JSONValue {
        .object([.init("alerts", .array(lines.map(Self.json)))])
    }

    private static func json(_ line: Line) -> JSONValue {
        .object([
            .init("alert", .string(line.alert.name)), .init("enabled", .bool(line.alert.isEnabled)),
            .init("display", .string(line.display.rawValue)),
            .init("condition", .optional(line.state.condition?.rawValue)),
            .init("health", .string(line.state.health.rawValue)), .init("since", .optional(line.since)),
            .init("last_run_at", .optional(line.state.lastRunAt)),
            .init("silenced_until", .optional(line.silencedUntil)), .init("next_fire_at", .optional(line.nextFire)),
            .init("outbox_pending", .integer(line.pending)),
        ])
    }

    /// The same for people; columns that would be empty are left out.
    var table: TextTable {
        let showsSilences = lines.contains { $0.silencedUntil != nil }
        let showsPending = lines.contains { $0.pending > 0 }
        var columns: [TextTable.Column] = [.init("ALERT", flexibility: 1), .init("STATE"), .init("SINCE")]
        columns += [.init("LAST RUN"), .init("NEXT FIRE")]
        if showsSilences { columns.append(.init("SILENCED UNTIL")) }
        if showsPending { columns.append(.init("WAITING", numeric: true)) }
        var table = TextTable(columns)
        table.rows = lines.map { line in
            var row: [TextTable.Cell] = [
                .init(line.alert.name), .init(line.display.rawValue, Self.style(line.display)),
                .init(TimeText.age(line.since, at: now)), .init(TimeText.age(line.state.lastRunAt, at: now)),
                .init(TimeText.near(line.nextFire, at: now)),
            ]
            if showsSilences { row.append(.init(TimeText.near(line.silencedUntil, at: now))) }
            if showsPending { row.append(.init(line.pending == 0 ? "-" : "\(line.pending)")) }
            return row
        }
        return table
    }

    private static func style(_ display: DisplayState) -> TextStyle {
        switch display {
        case .firing: .badBold
        case .error, .noData, .pending, .recovering: .warning
        case .ok: .good
        case .paused, .never: .dim
        @unknown default: .plain
        }
    }
}
