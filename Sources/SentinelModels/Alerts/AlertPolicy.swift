/// What follows from the judgement of an alert: when to tell, how often, and what to do when there is no answer.
public struct AlertPolicy: Sendable, Hashable {
    /// What to do when the query returns no row.
    public struct NoData: Sendable, Hashable {
        /// The ways to see an empty result.
        public enum Action: String, Sendable, Hashable, CaseIterable {
            /// As OK.
            case ok
            /// As ALERT.
            case alert
            /// As if nothing had been asked.
            case keep
            /// As an error.
            case error
            /// As a condition of its own, which has its own event.
            case noData = "no_data"
        }

        /// How it is seen.
        public var action: Action
        /// How many empty results in a row it takes.
        public var after: Int
        /// Whom to tell of `no_data` events instead of the alert's routes.
        public var routes: [NotificationRoute]?

        /// Makes a policy.
        public init(_ action: Action, after: Int = 1, routes: [NotificationRoute]? = nil) {
            self.action = action
            self.after = after
            self.routes = routes
        }
    }

    /// What to do when the query fails.
    public struct OnError: Sendable, Hashable {
        /// How many errors in a row it takes until somebody is told.
        public var after: Int
        /// Whom to tell instead of the alert's routes.
        public var routes: [NotificationRoute]?

        /// Makes a policy.
        public init(after: Int = 3, routes: [NotificationRoute]? = nil) {
            self.after = after
            self.routes = routes
        }
    }

    /// What happens when a silence ends while the alert still fires.
    public enum SilenceEnd: String, Sendable, Hashable {
        /// One notice is sent.
        case notify
        /// Nothing is sent until the next episode.
        case stayQuiet = "stay_quiet"
    }

    /// What to do with fires that were missed.
    public enum Misfire: String, Sendable, Hashable, CaseIterable {
        /// One run for all of them.
        case runOnce = "run_once"
        /// None.
        case skip
        /// One run each, capped.
        case runAll = "run_all"
    }

    /// What to do with a fire whose predecessor still runs.
    public enum Overlap: String, Sendable, Hashable, CaseIterable {
        /// Record it and wait for the next.
        case skip
        /// Run it afterwards.
        case queueOne = "queue_one"
    }

    /// A length of time that the program chooses unless the author does.
    public enum Choice: Sendable, Hashable {
        /// As the program sees fit.
        case automatic
        /// This long.
        case fixed(Duration)
    }

    /// Of which events to tell; see ``EventKind``.
    public var notifyOn: Set<EventKind>
    /// What to do when the query returns no row; nil means `error` with a status column and `ok` with `when`.
    public var noData: NoData?
    /// What to do when the query fails.
    public var onError: OnError
    /// When to remind while the problem lasts: after each of these, the last one repeating; empty means never.
    public var reminders: [Duration]
    /// What happens when a silence ends while the alert still fires.
    public var onSilenceEnd: SilenceEnd
    /// How long the query may take.
    public var timeout: Duration
    /// What to do with missed fires.
    public var misfire: Misfire
    /// How late a fire may start before it counts as missed.
    public var misfireGrace: Duration
    /// What to do when the previous run is not finished.
    public var overlap: Overlap
    /// How long after its slot a scheduled run starts, so that many alerts of one minute do not start together; kept
    /// for the daemon, which picks a steady offset per alert if it is automatic.
    public var splay: Choice
    /// How long runs are kept in the history; kept for the daemon.
    public var history: Choice

    /// Makes a policy; what is left out has the defaults of `version: 1`.
    public init(
        notifyOn: Set<EventKind> = Set(EventKind.allCases), noData: NoData? = nil, onError: OnError = OnError(),
        reminders: [Duration] = [], onSilenceEnd: SilenceEnd = .notify, timeout: Duration = .seconds(30),
        misfire: Misfire = .runOnce, misfireGrace: Duration = .seconds(60), overlap: Overlap = .skip,
        splay: Choice = .automatic, history: Choice = .automatic
    ) {
        self.notifyOn = notifyOn
        self.noData = noData
        self.onError = onError
        self.reminders = reminders
        self.onSilenceEnd = onSilenceEnd
        self.timeout = timeout
        self.misfire = misfire
        self.misfireGrace = misfireGrace
        self.overlap = overlap
        self.splay = splay
        self.history = history
    }
}
