internal import SentinelModels

/// The keys of the configuration's core.
enum CoreKeys {
    /// How long a query may take.
    static let timeouts = Duration.milliseconds(1)...Duration.seconds(86_400)
    /// Periods of schedules and reminders.
    static let periods = Duration.seconds(1)...Duration.seconds(366 * 86_400)
    /// Waiting times that may be nothing at all.
    static let waits = Duration.zero...Duration.seconds(366 * 86_400)
    /// Numbers of runs in a row.
    static let counts: ClosedRange<Int64> = 1...1_000_000

    static let top = KeyGroup(
        "the configuration",
        [
            KeyDescriptor(
                "version", .integer(1...1),
                "The version of the format. Without it the file is read by the rules and defaults of the Python original."
            ),
            KeyDescriptor(
                "database", .source, "The database that alerts ask unless they say otherwise: the source `default`."),
            KeyDescriptor("sources", .map(.source, names: nil), "More databases, by the name alerts use."),
            KeyDescriptor("state", .group(state), "The database that keeps states, history and messages."),
            KeyDescriptor("defaults", .group(defaults), "What alerts have unless they say otherwise."),
            KeyDescriptor("egress", .group(egress), "Which network addresses notifications may go to."),
            KeyDescriptor("receivers", .map(.receiver, names: nil), "Whom to tell, by the name routes use."),
            KeyDescriptor("alerts", .list(.group(alert), minimum: 1), "The alerts.", isRequired: true),
        ])

    static let state = KeyGroup(
        "the state section",
        [
            KeyDescriptor(
                "url", .secret,
                "The URL of the state database: `sqlite:///sqlsentinel.db`, `postgresql://user@host/database` or `mysql://user@host/database`, also written `postgres://` and `mariadb://`. Without this section the variable `STATE_DB_URL` counts.",
                isRequired: true),
            KeyDescriptor("url_file", .path, "A file that holds the URL instead."),
            KeyDescriptor("password", .secret, "The account's password on the server, if the URL has none."),
            KeyDescriptor("password_file", .path, "A file that holds the password instead."),
        ], alternatives: [["url"], ["url_file"]])

    static let egress = KeyGroup(
        "the egress section",
        [
            KeyDescriptor(
                "mode", .word(EgressPolicy.Mode.allCases.map(\.rawValue)),
                "`default` forbids link-local, cloud-metadata and multicast addresses; `strict` allows only https to public ones.",
                default: "default"),
            KeyDescriptor(
                "allow", .list(.text(maximum: 255), minimum: 0),
                "Exceptions, as address, address/prefix or host name; with `:port` for that port alone, IPv6 in brackets.",
                default: "[]"),
        ])

    static let source = KeyGroup(
        "a source",
        [
            KeyDescriptor(
                "url", .secret, "The connection URL; its scheme says which kind of database it is.", isRequired: true),
            KeyDescriptor("url_file", .path, "A file that holds the URL instead; then `type` is needed."),
            KeyDescriptor("type", .text(maximum: 64), "The kind of database, if the URL does not say it."),
            KeyDescriptor("timeout", .duration(timeouts), "How long a query may take unless its alert says otherwise."),
            KeyDescriptor(
                "max_rows", .integer(1...1_000_000), "How many rows a query may return; more are an error.",
                default: "1000"),
        ], alternatives: [["url"], ["url_file", "type"]])

    static let receiver = KeyGroup(
        "a receiver",
        [
            KeyDescriptor(
                "type", .text(maximum: 64), "The kind of receiver, such as `email`, `slack` or `webhook`.",
                isRequired: true)
        ])

    static let route = KeyGroup(
        "a route",
        [
            KeyDescriptor("receiver", .text(maximum: 255), "The name of a configured receiver."),
            KeyDescriptor(
                "channel", .text(maximum: 64), "The kind of a receiver that is described right here with its options."),
            KeyDescriptor(
                "type", .text(maximum: 64), "The same as `channel`, where a kind has an option of that name."),
            KeyDescriptor(
                "events", .list(.word(EventKind.allCases.map(\.rawValue)), minimum: 1),
                "Of which events to tell here, instead of the alert's `notify_on`."),
        ])
}
