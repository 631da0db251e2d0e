import SentinelEngine
import SentinelModels

/// What `sentinel doctor` has found.
struct DoctorReport: Sendable {
    /// Something that is wrong or unwise.
    struct Note: Sendable {
        var severity: Diagnostic.Severity
        var message: String
        /// A stable name, if there is one.
        var code: String?
        var remedy: String?

        init(_ severity: Diagnostic.Severity, _ message: String, code: String? = nil, remedy: String? = nil) {
            self.severity = severity
            self.message = message
            self.code = code
            self.remedy = remedy
        }
    }

    /// A source, or the state database.
    struct Subject: Sendable {
        /// The source's name; nil for the state database.
        var name: String?
        /// Its URL without secrets.
        var place: String
        var facts: [SourceDiagnosis.Fact] = []
        var notes: [Note] = []
        /// How long the look took; nil if it failed.
        var latency: Duration?

        init(name: String?, place: String) {
            self.name = name
            self.place = place
        }

        var isUsable: Bool { !notes.contains { $0.severity == .error } }

        mutating func add(_ diagnosis: SourceDiagnosis, redaction: Redaction) {
            facts += diagnosis.facts.map { .init($0.name, redaction($0.value)) }
            notes += diagnosis.findings.map {
                Note(.warning, redaction($0.message), remedy: $0.remedy.map { redaction($0) })
            }
        }

        /// Notes why it cannot be used. The failure must hold no secret any more.
        mutating func add(_ failure: RunFailure) {
            let code = failure.code
            notes.append(Note(.error, failure.message, code: code.description, remedy: ErrorHint.hint(for: code)))
        }
    }

    var state: Subject?
    var sources: [Subject]

    var isUsable: Bool { state?.isUsable != false && sources.allSatisfy(\.isUsable) }

    /// `{"usable","state_database":{…},"sources":[{"name","url","usable","facts":{…},"notes":[…]}]}`.
    var json: JSONValue {
        var members: [JSONValue.Member] = [.init("usable", .bool(isUsable))]
        if let state { members.append(.init("state_database", Self.json(state))) }
        members.append(.init("sources", .array(sources.map(Self.json))))
        return .object(members)
    }

    private static func json(_ subject: Subject) -> JSONValue {
        let name = subject.name.map { [JSONValue.Member("name", .string($0))] } ?? []
        let notes = subject.notes.map { note in
            JSONValue.object([
                .init("severity", .string(note.severity.rawValue)), .init("code", .optional(note.code)),
                .init("message", .string(note.message)), .init("remedy", .optional(note.remedy)),
            ])
        }
        return .object(
            name + [
                .init("url", .string(subject.place)), .init("usable", .bool(subject.isUsable)),
                .init("facts", .object(subject.facts.map { .init($0.name, .string($0.value)) })),
                .init("notes", .array(notes)),
            ])
    }

    /// The same for people: a heading for each subject, what it is, and what is the matter with it.
    func print(to console: Console) {
        for subject in [state].compactMap({ $0 }) + sources { Self.print(subject, to: console) }
    }

    private static func print(_ subject: Subject, to console: Console) {
        let title = subject.name.map { "source \($0)" } ?? "state database"
        let sign =
            subject.isUsable
            ? (subject.notes.isEmpty ? console.styled("✓", .good) : console.styled("!", .warning))
            : console.styled("✗", .badBold)
        let latency = subject.latency.map { " (\($0.wholeMicroseconds / 1000) ms)" } ?? ""
        console.data("\(sign) " + console.styled("\(title)".visible, .bold) + " \(subject.place)\(latency)".visible)
        if !subject.facts.isEmpty {
            let facts = subject.facts.map { "\($0.name): \($0.value)" }
            lines(facts.joined(separator: ", "), indent: 2, to: console)
        }
        for note in subject.notes {
            let code = note.severity == .error ? note.code.map { "\($0): " } ?? "" : ""
            lines("\(note.severity.rawValue): \(code)\(note.message)", indent: 2, to: console)
            if let remedy = note.remedy { lines("-> \(remedy)", indent: 4, to: console) }
        }
    }

    private static func lines(_ text: String, indent: Int, to console: Console) {
        let margin = String(repeating: " ", count: indent)
        for line in TextWrapping.lines(of: text.visible, width: max(console.width - indent, 20), breaksWords: false) {
            console.data(margin + line)
        }
    }
}
