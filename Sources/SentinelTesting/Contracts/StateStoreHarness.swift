public import SentinelModels

/// What ``StateStoreContract`` needs to know of a store: how to make an empty one, and how to come back to it.
public struct StateStoreHarness: Sendable {
    /// The store, empty.
    public var store: any StateStore
    /// The clock its leases go by.
    public var clock: ManualClock
    /// Opens the same memory once more, as a second process does; nil if the memory dies with the store.
    public var reopen: (@Sendable () async throws -> any StateStore)?
    /// Reads the audit log of the default tenant, oldest first; nil if the store has no way to.
    public var audit: (@Sendable () async throws -> [AuditEntry])?

    /// Makes a harness.
    public init(
        store: any StateStore, clock: ManualClock, reopen: (@Sendable () async throws -> any StateStore)? = nil,
        audit: (@Sendable () async throws -> [AuditEntry])? = nil
    ) {
        self.store = store
        self.clock = clock
        self.reopen = reopen
        self.audit = audit
    }
}

/// The promises of `StateStore`, as assertions that any conformer can be put to.
///
/// Use it as the arguments of one test:
/// `@Test(arguments: StateStoreContract.all) func contract(_ clause: StateStoreContract) async throws`
/// with `try await clause.check(harness)` for its body. Each clause wants an empty store of its own. Nothing sleeps.
public struct StateStoreContract: Sendable, CustomStringConvertible {
    /// The promise in a few words.
    public var description: String
    /// Checks it; throws ``ContractViolation`` if it is broken.
    public var check: @Sendable (StateStoreHarness) async throws -> Void

    init(_ promise: String, _ check: @escaping @Sendable (StoreScene) async throws -> Void) {
        description = promise
        self.check = { try await check(StoreScene($0)) }
    }

    /// All clauses.
    public static let all =
        claimClauses + leaseClauses + commitClauses + historyClauses + takeClauses + settleClauses + ledgerClauses
        + operatorClauses + memoryClauses
}
