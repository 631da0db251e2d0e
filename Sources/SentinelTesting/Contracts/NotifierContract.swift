public import SentinelModels

/// What every `Notifier` promises, as checks that a conformer's tests run one by one:
///
/// ```swift
/// @Test(arguments: NotifierContract.Clause.allCases)
/// func contract(_ clause: NotifierContract.Clause) async throws {
///     try await NotifierContract(secrets: ["s3cret"]) { behaviour in try MyNotifier(server(behaviour)) }.check(clause)
/// }
/// ```
public struct NotifierContract: Sendable {
    /// What the receiving server does in a check.
    public enum Behaviour: String, Sendable, Hashable, CaseIterable {
        /// Accepts.
        case accepts
        /// Refuses for good, as with a 400 or a 550.
        case refuses
        /// Refuses the credentials.
        case refusesLogin
        /// Fails for now, as with a 503 or a 451.
        case fails
        /// Takes the message and says nothing.
        case hangs
        /// Breaks the connection off.
        case disconnects
        /// Does not listen.
        case isDown
    }

    /// The promises.
    public enum Clause: String, Sendable, Hashable, CaseIterable {
        /// An accepted message has a receipt without secrets.
        case acceptanceHasAReceipt
        /// Refusal for good is an error that is not worth a retry.
        case refusalIsPermanent
        /// So are refused credentials, under their own code.
        case refusedLoginIsPermanent
        /// Failure for now is worth a retry.
        case failureIsRetryable
        /// A broken or missing connection is worth a retry.
        case lostConnectionIsRetryable
        /// The time limit holds, and missing it is worth a retry.
        case timeLimitHolds
        /// Cancellation ends the attempt within a second.
        case cancellationIsPrompt
        /// Several messages may be under way at once.
        case attemptsMayOverlap
        /// A content with the strangest texts is delivered like any other.
        case anyTextIsDelivered
    }

    private let secrets: [String]
    private let notifier: @Sendable (Behaviour) async throws -> any Notifier

    /// Makes the contract for one kind of notifier.
    ///
    /// - Parameters:
    ///   - secrets: what the notifier was given and no error may hold.
    ///   - notifier: makes a notifier whose server behaves so; called once for each check or part of it.
    public init(secrets: [String], notifier: @escaping @Sendable (Behaviour) async throws -> any Notifier) {
        self.secrets = secrets
        self.notifier = notifier
    }

    /// Checks one promise; throws ``ContractViolation`` if it is broken.
    public func check(_ clause: Clause) async throws {
        switch clause {
        case .acceptanceHasAReceipt:
            let receipt = try await notifier(.accepts).deliver(.contract(), .contract())
            try requireNoSecret(in: "\(receipt.detail) \(receipt.reference ?? "")")
        case .refusalIsPermanent: try await requireFailure(.refuses, isRetryable: false)
        case .refusedLoginIsPermanent:
            let error = try await requireFailure(.refusesLogin, isRetryable: false)
            try require(error.code, equals: .authentication)
        case .failureIsRetryable: try await requireFailure(.fails, isRetryable: true)
        case .lostConnectionIsRetryable:
            try await requireFailure(.disconnects, isRetryable: true)
            try await requireFailure(.isDown, isRetryable: true)
        case .timeLimitHolds: try await checkTimeLimit()
        case .cancellationIsPrompt: try await checkCancellation()
        case .attemptsMayOverlap: try await checkOverlap()
        case .anyTextIsDelivered: try await checkTexts()
        }
    }

    private func checkTimeLimit() async throws {
        let limit = Duration.milliseconds(1200)
        let elapsed = try await Elapsed.best(below: limit) {
            let start = ContinuousClock.now
            let error = try await requireFailure(.hangs, isRetryable: true, timeout: .milliseconds(200))
            try require(error.code, equals: .timeout)
            return ContinuousClock.now - start
        }
        try require(elapsed < limit, "a time limit of 0.2 s holds, but delivery took \(elapsed)")
    }

    private func checkCancellation() async throws {
        let limit = Duration.seconds(1)
        let elapsed = try await Elapsed.best(below: limit) {
            let notifier = try await notifier(.hangs)
            let task = Task { await Self.failure(notifier, .contract(), .contract(timeout: .seconds(60))) }
            try await Task.sleep(for: .milliseconds(100))
            let start = ContinuousClock.now
            task.cancel()
            try require(await task.value?.code, equals: .cancelled)
            return ContinuousClock.now - start
        }
        try require(elapsed < limit, "cancellation ends the attempt within a second, but it took \(elapsed)")
    }

    private func checkOverlap() async throws {
        let notifier = try await notifier(.accepts)
        let errors: [SentinelError] = await withTaskGroup(of: SentinelError?.self) { group in
            for index in 0..<8 {
                group.addTask { await Self.failure(notifier, .contract(id: "overlap-\(index)"), .contract()) }
            }
            return await group.reduce(into: []) { if let error = $1 { $0.append(error) } }
        }
        try require(errors, equals: [])
    }

    private func checkTexts() async throws {
        let notifier = try await notifier(.accepts)
        for text in Self.texts {
            let error = await Self.failure(notifier, .contract(text: text), .contract())
            try require(error, equals: nil, "delivers \(text.debugDescription)")
        }
    }

    private static let texts = [
        "", " ", "line\nline\r\nline", "\0\u{1b}[31m", "a\r\nBcc: x@example.com", "</b><script>", "<!channel>",
        "{{x}} {y}",
        String(repeating: "long ", count: 5000), "\u{202e}desrever", "👩‍👩‍👧‍👦 Grüße 収益", "=?UTF-8?B?eA==?=", "\u{2028}",
        ".\r\n.",
    ]

    @discardableResult
    private func requireFailure(
        _ behaviour: Behaviour, isRetryable: Bool, timeout: Duration = .seconds(5)
    ) async throws -> SentinelError {
        let notifier = try await notifier(behaviour)
        guard let error = await Self.failure(notifier, .contract(), .contract(timeout: timeout)) else {
            throw ContractViolation("a server that \(behaviour.rawValue) makes delivery fail")
        }
        try require(
            error.isRetryable, equals: isRetryable,
            "whether '\(error)' of a server that \(behaviour.rawValue) is retried")
        try requireNoSecret(in: "\(error) \(error.underlying ?? "")")
        return error
    }

    private func requireNoSecret(in text: String) throws {
        for secret in secrets {
            try require(!text.contains(secret), "no secret is shown, but this has one: \(text.count) characters")
        }
    }

    private static func failure(
        _ notifier: any Notifier, _ message: NotificationMessage, _ context: DeliveryContext
    ) async -> SentinelError? {
        do throws(SentinelError) {
            _ = try await notifier.deliver(message, context)
            return nil
        } catch {
            return error
        }
    }
}

extension NotificationMessage {
    fileprivate static func contract(id: String = "contract-1", text: String = "text") -> NotificationMessage {
        let time = Timestamp(seconds: 1_795_424_400)
        let content = NotificationContent(
            alert: AlertKey("contract"), alertName: text.isEmpty ? "alert" : text, description: text, event: .firing,
            sequence: 1, status: "ALERT", actualValue: .text(text), threshold: .integer(1),
            context: [ContextValue(text, .text(text))], annotations: ["note": text],
            episode: Episode(id: "episode", openedAt: time), occurredAt: time, runID: "run")
        return NotificationMessage(
            id: id, receiver: ReceiverKey("contract"), content: content, orderKey: "episode", createdAt: time,
            notBefore: time, expiresAt: time.advanced(by: .seconds(86_400)), attempts: 1)
    }
}

extension DeliveryContext {
    fileprivate static func contract(timeout: Duration = .seconds(5)) -> DeliveryContext {
        DeliveryContext(
            attempt: 1, timeout: timeout, idempotencyKey: "contract-1", time: Timestamp(seconds: 1_795_424_400))
    }
}
