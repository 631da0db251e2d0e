public import SentinelModels

extension SQLStateStore {
    /// What ``retain(_:scope:by:)`` would delete now. Reads only; costs a scan of the runs that are kept.
    public func retainable(_ policy: RetentionPolicy, scope: TenantScope) async throws(SentinelError)
        -> RetentionSummary
    {
        try await reader.read { connection throws(SentinelError) in
            var summary = RetentionSummary()
            for kind in RetentionText.Kind.allCases {
                guard let limit = kind == .audit ? policy.auditBefore : policy.runsBefore else { continue }
                let text = RetentionText(tenant: scope.tenant, before: limit)
                summary[kind] = try connection.first(text.count(kind), text.values) { $0.int(0) } ?? 0
            }
            return summary
        }
    }

    /// Deletes what is older than the policy allows, and writes the audit log if anything was.
    ///
    /// Works in batches with pauses between them, so that runs and deliveries go on meanwhile. What is open stays
    /// whatever its age: everything of an alert that has a problem, and runs with messages that are not settled.
    /// Cancelling the task ends it after a batch; what was deleted until then is.
    public func retain(
        _ policy: RetentionPolicy, scope: TenantScope, by actor: Actor
    ) async throws(SentinelError) -> RetentionSummary {
        let summary = try await retained(policy, scope: scope)
        guard !summary.isEmpty else { return summary }
        try await writer().perform { session throws(SentinelError) in
            try session.note(
                .stateRetained, "before \(policy.runsBefore)",
                """
                \(summary.runs) runs, \(summary.episodes) episodes, \(summary.silences) silences, \
                \(summary.queries) queries, \(summary.auditEntries) audit entries
                """, tenant: scope.tenant, by: actor, at: try session.now())
        }
        return summary
    }

    func retained(_ policy: RetentionPolicy, scope: TenantScope) async throws(SentinelError) -> RetentionSummary {
        var summary = RetentionSummary()
        for kind in RetentionText.Kind.allCases {
            // The writer is bothered only where there is something.
            if kind != .runs, try await isEmpty(kind, policy, scope: scope) { continue }
            while true {
                let deleted = try await retainBatch(of: kind, policy, scope: scope)
                try FaultPoint.afterRetainCommit.pass()
                summary[kind] += deleted
                guard deleted >= max(1, policy.batch) else { break }
                guard (try? await Task.sleep(for: Self.pauseBetweenBatches)) != nil else {
                    throw SentinelError(.cancelled, "deleting old history was cancelled", isRetryable: false)
                }
            }
        }
        return summary
    }

    private func isEmpty(
        _ kind: RetentionText.Kind, _ policy: RetentionPolicy, scope: TenantScope
    ) async throws(SentinelError) -> Bool {
        guard let limit = kind == .audit ? policy.auditBefore : policy.runsBefore else { return true }
        let text = RetentionText(tenant: scope.tenant, before: limit)
        return try await reader.read { connection throws(SentinelError) in
            try connection.first(text.selection(kind, limit: 1), text.values) { _ in true } == nil
        }
    }

    private func retainBatch(
        of kind: RetentionText.Kind, _ policy: RetentionPolicy, scope: TenantScope
    ) async throws(SentinelError) -> Int {
        let tenant = scope.tenant
        guard kind == .queries else {
            return try await writer().perform(isUrgent: false) { session throws(SentinelError) in
                try session.retain(kind, policy, tenant: tenant)
            }
        }
        // To see that nothing uses a text takes a look at all runs, for which nobody shall wait.
        let text = RetentionText(tenant: tenant, before: policy.runsBefore)
        let unused = try await reader.read { connection throws(SentinelError) in
            try UnusedQueries(text, limit: max(1, policy.batch), on: connection)
        }
        return try await writer().perform(isUrgent: false) { session throws(SentinelError) in
            try session.retain(unused, tenant: tenant)
        }
    }

    private static let pauseBetweenBatches = Duration.milliseconds(5)
}
