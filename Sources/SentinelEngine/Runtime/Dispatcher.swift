public import SentinelModels
public import ServiceLifecycle
import Synchronization

/// Delivers the messages of the outbox: takes them under a lease, hands them to notifiers, and stores what came of it.
///
/// Several dispatchers, also in several processes, may share a store. One message of an order key is under way at a
/// time, so that "resolved" never overtakes "firing".
public final class Dispatcher: Service {
    /// How a dispatcher behaves.
    public struct Options: Sendable {
        /// Who holds the leases.
        public var owner: OwnerID
        /// How many messages are delivered at once, all receivers together.
        public var concurrency: Int
        /// How many messages are delivered at once to one receiver.
        public var concurrencyPerReceiver: Int
        /// How long one attempt may take.
        public var attemptTimeout: Duration
        /// How often to look for messages that another process promised.
        public var pollInterval: Duration
        /// Takes secrets out of error texts.
        public var redaction: Redaction
        /// When to try again, and when to give up.
        public var retry: RetryPolicy
        /// Random numbers from 0 up to 1, for backoffs; simulations replace them.
        package var jitter: @Sendable () -> Double = { Double.random(in: 0..<1) }

        /// Makes options; the attempt's timeout is the 15 s of RELIABILITY §2.9.
        public init(
            owner: OwnerID? = nil, concurrency: Int = 32, concurrencyPerReceiver: Int = 4,
            attemptTimeout: Duration = .seconds(15), pollInterval: Duration = .seconds(1),
            redaction: Redaction = Redaction(), retry: RetryPolicy = RetryPolicy()
        ) {
            self.owner = owner ?? OwnerID(UUIDv7.make(at: SystemClock().now()))
            self.concurrency = concurrency
            self.concurrencyPerReceiver = concurrencyPerReceiver
            self.attemptTimeout = attemptTimeout
            self.pollInterval = pollInterval
            self.redaction = redaction
            self.retry = retry
        }
    }

    struct State {
        var health: [ReceiverKey: ReceiverHealth] = [:]
        var underWay: [ReceiverKey: Int] = [:]
        var waiting: [ClaimedMessage] = []
        var count = 0
    }

    let store: any StateStore
    let notifiers: any NotifierResolving
    let clock: any SentinelClock
    let observers: ObserverRelay
    let options: Options
    /// Raise it when messages were promised.
    public let signal: DeliverySignal
    /// Raised after every settlement.
    let settled = DeliverySignal()
    let state = Mutex(State())

    /// Makes a dispatcher; nothing happens until ``run()``.
    public init(
        store: any StateStore, notifiers: any NotifierResolving, clock: any SentinelClock = SystemClock(),
        observers: ObserverRelay = ObserverRelay(), signal: DeliverySignal = DeliverySignal(),
        options: Options = Options()
    ) {
        self.store = store
        self.notifiers = notifiers
        self.clock = clock
        self.observers = observers
        self.signal = signal
        self.options = options
    }

    /// Delivers until the service is shut down or the task is cancelled.
    ///
    /// A graceful shutdown takes no further message and lets attempts end; cancellation ends attempts at once and gives
    /// the messages back.
    public func run() async throws {
        await refreshHealth()
        let outcomes = Mailbox<Settled>()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.settleAll(outcomes) }
            await withDiscardingTaskGroup { attempts in
                await withGracefulShutdownHandler {
                    while !Task.isCancelled, !Task.isShuttingDownGracefully {
                        let wait = await takeMore()
                        let (started, held) = startable()
                        for claimed in started {
                            attempts.addTask { await outcomes.send(self.attempt(claimed)) }
                        }
                        for claimed in held { await outcomes.send(returned(claimed)) }
                        if let wait { await signal.wait(atMost: wait, clock: clock) }
                    }
                } onGracefulShutdown: {
                    self.signal.raise()
                }
                for claimed in giveBackWaiting() { await outcomes.send(claimed) }
            }
            outcomes.finish()
        }
    }

    /// Takes what is due, as far as there is room; answers how long to wait unless the signal is raised, or nil if there
    /// may be more to take at once.
    ///
    /// What is due and cannot be taken waits for a settlement, for time, or for another process: never in a busy loop.
    func takeMore() async -> Duration? {
        let room = options.concurrency * 2 - state.withLock { $0.count + $0.waiting.count }
        do throws(SentinelError) {
            let now = clock.now()
            guard let next = try await store.nextDelivery() else { return options.pollInterval }
            guard next <= now else { return min(options.pollInterval, now.duration(to: next)) }
            guard room > 0 else { return options.pollInterval }
            let taken = try await store.take(
                TakeRequest(
                    owner: options.owner, limit: room, limitPerReceiver: options.concurrencyPerReceiver * 4,
                    lease: options.attemptTimeout * 2 + .seconds(10)))
            state.withLock { $0.waiting += taken }
            if taken.isEmpty { return options.pollInterval }
            await refreshHealth()
            return nil
        } catch {
            observers.post(.storeFailed(error))
            return options.pollInterval
        }
    }

    /// Learns what other processes have found out about receivers.
    private func refreshHealth() async {
        guard let stored = try? await store.receiverHealth(scope: .default) else { return }
        state.withLock { state in
            for health in stored {
                let known = state.health[health.receiver]
                if known.map({ $0.lastOutcomeAt < health.lastOutcomeAt }) ?? true {
                    state.health[health.receiver] = health
                }
            }
        }
    }

    /// The messages that may start now, counted as under way, and those whose receiver must be left alone meanwhile: they
    /// were taken before their receiver failed or asked to wait.
    func startable() -> (started: [ClaimedMessage], held: [ClaimedMessage]) {
        let now = clock.now()
        return state.withLock { state in
            var started: [ClaimedMessage] = []
            var held: [ClaimedMessage] = []
            state.waiting.removeAll { claimed in
                let receiver = claimed.message.receiver
                let health = state.health[receiver]
                if health?.isHeld(at: now) == true {
                    held.append(claimed)
                    return true
                }
                let limit = health?.isProbing == true ? 1 : options.concurrencyPerReceiver
                guard state.count < options.concurrency, state.underWay[receiver, default: 0] < limit else {
                    return false
                }
                state.count += 1
                state.underWay[receiver, default: 0] += 1
                started.append(claimed)
                return true
            }
            return (started, held)
        }
    }

    private func giveBackWaiting() -> [Settled] {
        state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }.map(returned)
    }

    /// A message that was taken and not tried. It carries what is known of a held receiver, so that the store does not
    /// hand it out again at once.
    func returned(_ claimed: ClaimedMessage) -> Settled {
        let now = clock.now()
        let health = state.withLock { $0.health[claimed.message.receiver] }
        return Settled(
            claimed: claimed, isUnderWay: false, duration: .zero,
            settlement: Settlement(
                messageID: claimed.message.id, fence: claimed.fence, outcome: .returned, at: now,
                health: health?.isHeld(at: now) == true ? health : nil))
    }
}

extension ReceiverHealth {
    /// When anything was last learned of the receiver.
    fileprivate var lastOutcomeAt: Timestamp {
        [lastSuccessAt, lastFailureAt].compactMap(\.self).max() ?? Timestamp(microseconds: .min)
    }
}
