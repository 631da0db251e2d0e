import SentinelModels

/// Who is to be told of one instance's problem, by what each route knows: facts only, no ledger and no events.
struct KnowledgeOracle {
    /// What is known of a route in the problem at hand.
    private struct Knowledge {
        /// Promised and neither given up nor taken back.
        var notices = 0
        var knowsNow = false
        var failures = 0
        var failedAt: Timestamp?
    }

    private var routes: [String: Knowledge] = [:]
    private var isFiring = false
    private var owedEnds: Set<String> = []

    /// The circumstances of one run.
    struct Circumstances {
        var time: Timestamp
        var isEnabled: Bool
        var isSilenced: Bool
        var staysQuiet: Bool
        /// What each route asks for.
        var wishes: [(route: String, events: Set<EventKind>)]

        func mayTell(_ kind: EventKind, _ events: Set<EventKind>) -> Bool {
            isEnabled && !isSilenced && events.contains(kind)
        }
    }

    /// Whom a run with this verdict tells, as `kind route`.
    mutating func run(_ verdict: Evaluation.Verdict, _ now: Circumstances) -> [String] {
        switch (isFiring, verdict) {
        case (_, .alert):
            if !isFiring {
                routes = [:]
                owedEnds = []
            }
            defer { isFiring = true }
            return tellBeginning(now, isNew: !isFiring)
        case (true, .ok):
            isFiring = false
            return tellEnd(now)
        case (false, .ok): return tellOwedEnds(now)
        }
    }

    private mutating func tellBeginning(_ now: Circumstances, isNew: Bool) -> [String] {
        var told: [String] = []
        for (route, events) in now.wishes where routes[route]?.knowsNow != true {
            let known = routes[route]
            var mayTell = now.mayTell(.firing, events)
            if let failedAt = known?.failedAt, !isNew {
                let minutes = [0, 15, 60, 240][min(max(known?.failures ?? 1, 1), 4) - 1]
                mayTell = mayTell && failedAt.advanced(by: .seconds(minutes * 60)) <= now.time
            } else if known != nil, now.staysQuiet, !isNew {
                mayTell = false
            }
            if mayTell {
                routes[route, default: Knowledge()].notices += 1
                routes[route]?.knowsNow = true
                told.append("firing \(route)")
            } else if now.isEnabled, now.isSilenced, events.contains(.firing), isNew {
                routes[route, default: Knowledge()].knowsNow = false
            }
        }
        return told
    }

    private mutating func tellEnd(_ now: Circumstances) -> [String] {
        var told: [String] = []
        owedEnds = []
        for (route, events) in now.wishes where (routes[route]?.notices ?? 0) > 0 {
            if now.mayTell(.resolved, events) {
                told.append("resolved \(route)")
            } else if !now.staysQuiet, !now.isEnabled || events.contains(.resolved) {
                owedEnds.insert(route)
            }
        }
        return told
    }

    private mutating func tellOwedEnds(_ now: Circumstances) -> [String] {
        if now.staysQuiet { owedEnds = [] }
        let open = owedEnds
        owedEnds = []
        var told: [String] = []
        for (route, events) in now.wishes where open.contains(route) {
            if now.mayTell(.resolved, events) {
                told.append("resolved \(route)")
            } else if !now.isEnabled || events.contains(.resolved) {
                owedEnds.insert(route)
            }
        }
        return told
    }

    /// The last notice to the route was given up.
    mutating func giveUp(_ route: String, at time: Timestamp) {
        guard routes[route]?.knowsNow == true else { return }
        routes[route]?.knowsNow = false
        routes[route]?.notices -= 1
        routes[route]?.failures += 1
        routes[route]?.failedAt = time
    }
}
