import SentinelModels
import SentinelTesting
import Synchronization
import Testing

/// The ways in which a ``ToyNotifier`` breaks a promise.
enum NotifierDefect: String, CaseIterable {
    case refusesEverything, receiptTellsSecret, retriesRefusals, acceptsRefusals, callsLoginRejected, retriesLogin
    case givesUpFailures, errorTellsSecret, causeTellsSecret, givesUpLostConnections, givesUpMissingServers
    case callsTimeoutConnection, givesUpAtTimeout, finishesWhenCancelled, callsCancellationTimeout
    case allowsOne, chokesOnControls, chokesOnLength, chokesOnNothing

    var clause: NotifierContract.Clause {
        switch self {
        case .refusesEverything, .receiptTellsSecret: .acceptanceHasAReceipt
        case .retriesRefusals, .acceptsRefusals: .refusalIsPermanent
        case .callsLoginRejected, .retriesLogin: .refusedLoginIsPermanent
        case .givesUpFailures, .errorTellsSecret, .causeTellsSecret: .failureIsRetryable
        case .givesUpLostConnections, .givesUpMissingServers: .lostConnectionIsRetryable
        case .callsTimeoutConnection, .givesUpAtTimeout: .timeLimitHolds
        case .finishesWhenCancelled, .callsCancellationTimeout: .cancellationIsPrompt
        case .allowsOne: .attemptsMayOverlap
        case .chokesOnControls, .chokesOnLength, .chokesOnNothing: .anyTextIsDelivered
        }
    }
}

/// A notifier whose server is a word, and one defect if a test wants it.
final class ToyNotifier: Notifier {
    private let behaviour: NotifierContract.Behaviour
    private let defect: NotifierDefect?
    private let underWay = Mutex(0)

    init(_ behaviour: NotifierContract.Behaviour, defect: NotifierDefect? = nil) {
        self.behaviour = behaviour
        self.defect = defect
    }

    func deliver(
        _ message: NotificationMessage, _ context: DeliveryContext
    ) async throws(SentinelError) -> DeliveryReceipt {
        let count = underWay.withLock { count in
            count += 1
            return count
        }
        defer { underWay.withLock { $0 -= 1 } }
        if behaviour == .accepts { try? await Task.sleep(for: .milliseconds(2)) }
        if defect == .allowsOne, count > 1 { throw SentinelError(.busy, "one at a time") }
        switch behaviour {
        case .accepts: return try accept(message)
        case .refuses where defect == .acceptsRefusals: return DeliveryReceipt()
        case .refuses: throw SentinelError(.rejected, "400", isRetryable: defect == .retriesRefusals)
        case .refusesLogin where defect == .callsLoginRejected: throw SentinelError(.rejected, "401")
        case .refusesLogin: throw SentinelError(.authentication, "401", isRetryable: defect == .retriesLogin)
        case .fails:
            throw SentinelError(
                .receiverFailed, defect == .errorTellsSecret ? "503 for s3cret" : "503",
                isRetryable: defect != .givesUpFailures, underlying: defect == .causeTellsSecret ? "s3cret" : nil)
        case .hangs: return try await hang(context.timeout)
        case .disconnects: throw SentinelError(.connection, "reset", isRetryable: defect != .givesUpLostConnections)
        case .isDown: throw SentinelError(.connection, "refused", isRetryable: defect != .givesUpMissingServers)
        }
    }

    private func accept(_ message: NotificationMessage) throws(SentinelError) -> DeliveryReceipt {
        let text = message.content.description ?? ""
        let isChoking =
            switch defect {
            case .refusesEverything: true
            case .chokesOnControls: text.unicodeScalars.contains { $0.value < 32 }
            case .chokesOnLength: text.count > 1000
            case .chokesOnNothing: text.isEmpty
            default: false
            }
        if isChoking { throw SentinelError(.rejected, "not that") }
        return DeliveryReceipt(reference: "ref", detail: defect == .receiptTellsSecret ? "200 s3cret" : "200")
    }

    private func hang(_ time: Duration) async throws(SentinelError) -> DeliveryReceipt {
        do {
            try await Task.sleep(for: time)
        } catch {
            if defect == .finishesWhenCancelled { return DeliveryReceipt() }
            throw SentinelError(
                defect == .callsCancellationTimeout ? .timeout : .cancelled, "stopped", isRetryable: false)
        }
        throw SentinelError(
            defect == .callsTimeoutConnection ? .connection : .timeout, "no answer",
            isRetryable: defect != .givesUpAtTimeout)
    }
}

@Suite("NotifierContract", .timeLimit(.minutes(1)))
struct NotifierContractTests {
    private func contract(_ defect: NotifierDefect? = nil) -> NotifierContract {
        NotifierContract(secrets: ["s3cret"]) { ToyNotifier($0, defect: defect) }
    }

    @Test("passes a notifier without a defect", arguments: NotifierContract.Clause.allCases)
    func whole(_ clause: NotifierContract.Clause) async throws {
        try await contract().check(clause)
    }

    @Test("notices every defect, by the clause that promises the opposite", arguments: NotifierDefect.allCases)
    func mutants(_ defect: NotifierDefect) async {
        await #expect(throws: (any Error).self, "\(defect.clause) does not notice \(defect)") {
            try await contract(defect).check(defect.clause)
        }
    }

    @Test("has no clause that no defect breaks")
    func complete() {
        #expect(Set(NotifierDefect.allCases.map(\.clause)) == Set(NotifierContract.Clause.allCases))
    }

    @Test("a violation names what went wrong and never the secret")
    func violation() async {
        let error = await #expect(throws: ContractViolation.self) {
            try await contract(.errorTellsSecret).check(.failureIsRetryable)
        }
        #expect(error?.description.contains("no secret is shown") == true)
        #expect(error?.description.contains("s3cret") == false)
        let other = await #expect(throws: ContractViolation.self) {
            try await contract(.acceptsRefusals).check(.refusalIsPermanent)
        }
        #expect(other?.description.hasPrefix("a server that refuses makes delivery fail (SentinelTesting/") == true)
    }
}
