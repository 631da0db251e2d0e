import SentinelModels
import Testing

/// The words that are stored, printed and documented. A changed one breaks history, scripts and configurations: change a
/// line here only together with a migration.
@Suite struct StoredNamesTests {
    @Test func outcomesOfRuns() {
        #expect(
            RunOutcome.allCases.map(\.rawValue) == [
                "ok", "alert", "no_data", "error", "over_budget", "cancelled", "abandoned", "skipped_misfire",
                "skipped_overlap", "skipped_paused", "skipped_config", "skipped_dependency", "not_run",
            ])
    }

    @Test func kindsOfEvents() {
        let words = ["firing", "resolved", "error", "no_data", "recovered", "reminder"]
        #expect(EventKind.allCases.map(\.rawValue) == words)
        #expect(words.map(EventKind.init(rawValue:)) == EventKind.allCases)
        #expect(["Firing", "ok", "", "no-data"].allSatisfy { EventKind(rawValue: $0) == nil })
    }

    @Test func causesOfEvents() {
        let causes: [Event.Cause] = [.transition, .reminder, .owed]
        #expect(causes.map(\.rawValue) == ["transition", "reminder", "owed"])
    }

    @Test func statesOfMessages() {
        #expect(DeliveryState.allCases.map(\.rawValue) == ["pending", "sending", "sent", "superseded", "dead"])
    }

    @Test func conditionsAndHealth() {
        let conditions: [InstanceCondition] = [.ok, .pending, .firing, .recovering]
        #expect(conditions.map(\.rawValue) == ["ok", "pending", "firing", "recovering"])
        let health: [AlertHealth] = [.answering, .noData, .failing]
        #expect(health.map(\.rawValue) == ["answering", "no_data", "failing"])
        let shown: [DisplayState] = [.paused, .error, .noData, .firing, .pending, .recovering, .ok, .never]
        #expect(
            shown.map(\.rawValue) == ["paused", "error", "no_data", "firing", "pending", "recovering", "ok", "never"])
    }

    @Test func triggersActorsAndVerdicts() {
        let triggers: [RunTrigger] = [.manual, .schedule, .api]
        #expect(triggers.map(\.rawValue) == ["manual", "schedule", "api"])
        let kinds: [SentinelModels.Actor.Kind] = [.operatorCLI, .api, .engine]
        #expect(kinds.map(\.rawValue) == ["cli", "api", "engine"])
        #expect([Evaluation.Verdict.ok, .alert].map(\.rawValue) == ["OK", "ALERT"])
    }

    @Test func severities() {
        #expect(Severity.allCases.map(\.rawValue) == ["info", "warning", "error", "critical"])
        for (index, lower) in Severity.allCases.enumerated() {
            for (other, higher) in Severity.allCases.enumerated() { #expect((lower < higher) == (index < other)) }
        }
    }

    @Test func wordsOfPolicies() {
        #expect(AlertPolicy.NoData.Action.allCases.map(\.rawValue) == ["ok", "alert", "keep", "error", "no_data"])
        #expect(AlertPolicy.Misfire.allCases.map(\.rawValue) == ["run_once", "skip", "run_all"])
        #expect(AlertPolicy.Overlap.allCases.map(\.rawValue) == ["skip", "queue_one"])
        let silenceEnds: [AlertPolicy.SilenceEnd] = [.notify, .stayQuiet]
        #expect(silenceEnds.map(\.rawValue) == ["notify", "stay_quiet"])
        #expect(EgressPolicy.Mode.allCases.map(\.rawValue) == ["default", "strict"])
    }

    @Test func operators() {
        #expect(Comparison.allCases.map(\.rawValue) == [">", ">=", "<", "<=", "==", "!="])
        #expect(Silence.Matcher.Operation.allCases.map(\.rawValue) == ["=", "!=", "=~", "!~"])
    }

    @Test func actionsOfTheAudit() {
        #expect(
            AuditEntry.Action.allCases.map(\.rawValue) == [
                "silence.add", "silence.end", "message.retry", "message.drop", "state.import", "state.retain",
            ])
    }

    @Test func namesInTemplates() {
        #expect(
            TemplateField.allCases.map(\.rawValue) == [
                "alert_name", "status", "actual_value", "threshold", "event", "severity", "description", "time",
                "duration", "context", "error", "run_id", "sequence", "message_id",
            ])
    }

    @Test func purposesAndDiagnostics() {
        let purposes: [QueryRequest.Purpose] = [.alert, .evidence, .preview]
        #expect(purposes.map(\.rawValue) == ["alert", "evidence", "preview"])
        let severities: [Diagnostic.Severity] = [.error, .warning]
        #expect(severities.map(\.rawValue) == ["error", "warning"])
    }

    /// The version is one that tools can compare.
    @Test func version() {
        #expect(SentinelVersion.current.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?/) != nil)
    }

    @Test func tenants() {
        #expect(TenantScope.default.tenant == "default")
        // Nothing outside of the package makes one: neither a request's JSON nor text.
        #expect(!(TenantScope.default as Any is any Decodable))
        #expect(!(TenantScope.default as Any is any LosslessStringConvertible))
    }
}
