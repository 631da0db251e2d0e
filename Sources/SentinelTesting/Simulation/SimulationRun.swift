import SentinelEngine
import SentinelModels
import Synchronization

/// One simulated process: an engine and a dispatcher that live and die together.
struct SimulatedProcess: Sendable {
    let life: Life
    let engine: AlertEngine
    let dispatcher: Dispatcher

    init(_ world: SimulationWorld, _ store: any StateStore, receivers: [ReceiverKey]) {
        let life = Life()
        let owner = OwnerID("owner-" + world.makeID())
        let mortal = MortalStore(inner: store, life: life, world: world)
        let clock = MortalClock(clock: world.clock, life: life)
        var options = EngineOptions(owner: owner)
        options.makeID = { _ in world.makeID() }
        var delivery = Dispatcher.Options(owner: owner)
        delivery.jitter = { Double(world.chance(0..<1000)) / 1000 }
        // Narrow dispatchers hold messages that they have not tried yet.
        delivery.concurrency = world.one(of: [1, 2, 32])
        let receiver: any Notifier = SimulatedReceiver(world: world, life: life)
        self.life = life
        engine = AlertEngine(
            sources: ["default": SimulatedSource(world: world)], store: mortal, clock: clock, options: options)
        dispatcher = Dispatcher(
            store: mortal, notifiers: Dictionary(uniqueKeysWithValues: receivers.map { ($0, receiver) }),
            clock: clock, options: delivery)
    }

    /// Runs an alert; that it cannot be run just now is part of the game.
    func run(_ alert: AlertDefinition) async {
        _ = await life.live { try? await engine.run(alert) }
    }

    func deliver() async {
        await life.live { await dispatcher.deliverDue() }
    }
}

/// The course of a simulation.
struct SimulationRun {
    let world: SimulationWorld
    let store: any StateStore
    let receivers = ["r0", "r1", "r2"].map { ReceiverKey($0) }
    private var process: SimulatedProcess

    init(world: SimulationWorld, store: any StateStore) {
        self.world = world
        self.store = store
        process = SimulatedProcess(world, store, receivers: receivers)
        let receivers = receivers
        world.meanwhile.withLock { meanwhile in
            meanwhile = { alert in
                let other = SimulatedProcess(world, store, receivers: receivers)
                if world.happens(30) { other.life.arm(after: world.chance(0..<16)) }
                if let definition = alert.flatMap(world.alert) { await other.run(definition) }
                await other.deliver()
            }
        }
        for name in ["a", "b"] { add(name) }
        for receiver in receivers { changeManner(of: receiver) }
    }

    /// Lets things happen.
    mutating func play(steps: Int) async {
        for _ in 0..<steps {
            if world.happens(12) { process.life.arm(after: world.chance(0..<16)) }
            await step()
            if process.life.isOver { await reincarnate() }
        }
    }

    private func step() async {
        let alerts = world.state.withLock(\.alerts)
        switch world.chance(0..<100) {
        case 0..<34: await run(world.one(of: alerts))
        case 34..<62: await process.deliver()
        case 62..<76:
            let pauses = [1, 20, 90, 600, 3600, 18_000, 18_000, 100_000]
            world.clock.advance(by: .seconds(world.one(of: pauses)))
        case 76..<79: world.clock.advance(by: .seconds(-world.chance(1..<300)))
        case 79..<86: await silence(world.one(of: alerts))
        case 86..<90: await endSilences()
        case 90..<95: changeManner(of: world.one(of: receivers))
        default: reconfigure(world.one(of: alerts))
        }
    }

    private func run(_ alert: AlertDefinition) async {
        if world.happens(45) {
            let truth = world.one(of: [SimulationWorld.Truth.ok, .ok, .alert, .alert, .broken, .empty])
            world.state.withLock { $0.truth[alert.key] = truth }
        }
        await process.run(alert)
        if world.happens(40) { await process.deliver() }
    }

    /// A new process; mostly the dead one's leases have lapsed when it comes.
    private mutating func reincarnate() async {
        world.log.withLock { $0.deaths.append(process.life.endedAt ?? "") }
        if world.happens(70) { world.clock.advance(by: .seconds(45)) }
        process = SimulatedProcess(world, store, receivers: receivers)
    }

    /// Ends all trouble, and lets enough time pass for everything that is owed.
    mutating func calmDown() async {
        if process.life.isOver { await reincarnate() }
        process = SimulatedProcess(world, store, receivers: receivers)
        world.clock.advance(by: .seconds(120))
        await endSilences()
        let alerts = world.state.withLock { state in
            state.mayStall = false
            state.manners = [:]
            for index in state.alerts.indices { state.alerts[index].isEnabled = true }
            return state.alerts
        }
        for _ in 0..<5 {
            for alert in alerts { await process.run(alert) }
            await drain()
            world.clock.advance(by: .seconds(5 * 3600))
        }
    }

    private func drain() async {
        for _ in 0..<100 {
            await process.deliver()
            guard let next = try? await store.nextDelivery() else { return }
            world.clock.advance(by: max(.seconds(1), world.clock.now().duration(to: next)))
        }
    }
}

// What people do.
extension SimulationRun {
    private func add(_ name: String) {
        var alert = AlertDefinition(name: name, query: "SELECT", labels: ["team": "sales"])
        alert.policy.timeout = .seconds(2)
        world.state.withLock { $0.alerts.append(alert) }
        for _ in 0..<4 { reconfigure(alert) }
        let key = alert.key
        world.state.withLock { state in
            for index in state.alerts.indices where state.alerts[index].key == key {
                state.alerts[index].routes = receivers.prefix(2).map { NotificationRoute(to: $0) }
            }
        }
    }

    private func reconfigure(_ alert: AlertDefinition) {
        guard var changed = world.alert(alert.key) else { return }
        switch world.chance(0..<8) {
        case 0: changed.isEnabled.toggle()
        case 1: changed.routes = routes
        case 2: changed.policy.reminders = world.one(of: [[], [.seconds(3600)], [.seconds(600), .seconds(14_400)]])
        case 3: changed.policy.onError = .init(after: world.chance(1..<4), routes: world.happens(40) ? routes : nil)
        case 4:
            let action = world.one(of: AlertPolicy.NoData.Action.allCases)
            changed.policy.noData = .init(
                action, after: world.chance(1..<3), routes: world.happens(30) ? routes : nil)
        case 5:
            changed.policy.onSilenceEnd = world.happens(70) ? .notify : .stayQuiet
            if changed.policy.onSilenceEnd == .stayQuiet { world.state.withLock { _ = $0.quiet.insert(alert.key) } }
        case 6:
            changed.policy.notifyOn = world.one(of: [
                Set(EventKind.allCases), [.firing, .error, .recovered], [.firing, .resolved],
            ])
        default: changed.isEnabled = true
        }
        let result = changed
        world.state.withLock { state in
            for index in state.alerts.indices where state.alerts[index].key == result.key {
                state.alerts[index] = result
            }
        }
    }

    private var routes: [NotificationRoute] {
        var routes: [NotificationRoute] = []
        for receiver in receivers where world.happens(60) {
            routes.append(NotificationRoute(to: receiver, events: world.happens(15) ? [.firing, .resolved] : nil))
            if world.happens(10) { routes.append(NotificationRoute(to: receiver, discriminator: "2")) }
        }
        return routes
    }

    private func changeManner(of receiver: ReceiverKey) {
        var manners = [SimulationWorld.Manner.accept, .accept, .accept]
        for _ in 0..<world.chance(0..<6) { manners.append(world.one(of: SimulationWorld.Manner.allCases)) }
        let fixed = world.happens(15) ? [world.one(of: [SimulationWorld.Manner.fail, .refuse, .limit])] : manners
        world.state.withLock { $0.manners[receiver] = fixed }
    }

    private func silence(_ alert: AlertDefinition) async {
        let matcher: Silence.Matcher =
            world.happens(70) ? .init("alertname", .equal, alert.name) : .init("team", .equal, "sales")
        let start = world.clock.now().advanced(by: .seconds(world.one(of: [0, 0, 0, 300])))
        let silence = Silence(
            id: world.makeID(), matchers: [matcher], startsAt: start,
            endsAt: start.advanced(by: .seconds(world.one(of: [600, 3600, 20_000]))), author: "op", comment: "")
        guard (try? await store.add(silence, scope: .default, by: Actor(.api, name: "op"))) != nil else { return }
        world.state.withLock { $0.silences.append(silence) }
    }

    private func endSilences() async {
        let now = world.clock.now()
        let open = world.state.withLock { state in state.silences.filter { now < $0.endsAt }.map(\.id) }
        _ = try? await store.endSilences(open, scope: .default, by: Actor(.api, name: "op"))
        world.state.withLock { state in
            for index in state.silences.indices where now < state.silences[index].endsAt {
                state.silences[index].startsAt = min(state.silences[index].startsAt, now)
                state.silences[index].endsAt = now
            }
        }
    }
}
