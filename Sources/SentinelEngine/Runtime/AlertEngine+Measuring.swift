import SentinelModels

/// What a query brought, and when it was asked.
struct Measured: Sendable {
    var finding: RunFinding
    var start: Timestamp
    var duration: Duration
}

extension AlertEngine {
    /// Asks the source and judges the result. A failing query is a finding.
    ///
    /// - Throws: only ``SentinelError/Code/cancelled``, when this task was cancelled: such a run has no result.
    func measure(
        _ alert: AlertDefinition, run: ClaimedRun, snapshot: AlertSnapshot
    ) async throws(SentinelError) -> Measured {
        let start = clock.now()
        let finding: RunFinding
        do {
            let source = try sources.source(named: alert.source)
            let result = try await source.run(request(for: alert, run: run, snapshot: snapshot, start: start))
            finding = ResultContract.evaluate(result, for: alert)
        } catch {
            // A query that the server stopped, though nobody here asked for it, is a failure like any other.
            if Task.isCancelled {
                throw SentinelError(.cancelled, "the run of '\(alert.name)' was cancelled", isRetryable: false)
            }
            finding = .failure(error)
        }
        try FaultPoint.afterQuery.pass()
        return Measured(finding: finding, start: start, duration: start.duration(to: clock.now()))
    }

    private func request(
        for alert: AlertDefinition, run: ClaimedRun, snapshot: AlertSnapshot, start: Timestamp
    ) -> QueryRequest {
        var limits = QueryLimits(timeout: alert.policy.timeout)
        if let maxRows = options.maxRows[alert.source] { limits.maxRows = maxRows }
        return QueryRequest(
            alert.query,
            parameters: [
                "fire_at": .timestamp(run.fireAt ?? start),
                "previous_fire_at": snapshot.state.lastRunAt.map(SQLValue.timestamp) ?? .null,
                "last_success_at": snapshot.state.lastSuccessAt.map(SQLValue.timestamp) ?? .null,
            ], limits: limits, tag: QueryTag(tenant: options.scope.tenant, alert: alert.name, run: run.id))
    }
}
