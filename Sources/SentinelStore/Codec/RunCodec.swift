import SentinelModels

/// The parts of a run that are kept as documents.
enum RunCodec {
    static func json(_ episode: Episode) -> JSONValue {
        ["id": .string(episode.id), "opened_at": .micros(episode.openedAt)]
    }

    static func episode(_ reader: JSONReader) throws(SentinelError) -> Episode {
        Episode(id: try reader.string("id"), openedAt: try reader.time("opened_at"))
    }

    static func json(_ failure: RunFailure) -> JSONValue {
        ["code": .string(failure.code.description), "message": .string(failure.message)]
    }

    static func failure(_ reader: JSONReader?) throws(SentinelError) -> RunFailure? {
        guard let reader else { return nil }
        return RunFailure(code: .init(try reader.string("code")), message: try reader.string("message"))
    }

    static func json(_ transition: Transition) -> JSONValue {
        [
            "seq": .integer(transition.sequence), "kind": .string(transition.kind.rawValue),
            "subject": .string(transition.subject.description), "from": .string(transition.from),
            "to": .string(transition.to), "at": .micros(transition.at), "episode": json(transition.episode),
        ]
    }

    static func transition(_ reader: JSONReader?) throws(SentinelError) -> Transition? {
        guard let reader else { return nil }
        guard let episode = reader.object("episode") else { throw JSONReader.damaged }
        return Transition(
            sequence: try reader.integer("seq"), kind: try reader.word("kind"),
            subject: Fingerprint(stored: try reader.string("subject")), from: try reader.string("from"),
            to: try reader.string("to"), at: try reader.time("at"), episode: try Self.episode(episode))
    }

    /// The instances of a run; of the usual run, whose only instance says what the run says, the condition's word.
    static func instances(of record: RunRecord) -> String? {
        guard !record.instances.isEmpty else { return nil }
        if record.instances.count == 1, let only = record.instances.first, only == plain(only.condition, of: record) {
            return only.condition.rawValue
        }
        return JSONValue.array(record.instances.map(json)).encoded()
    }

    static func instances(_ text: String?, of record: RunRecord) throws(SentinelError) -> [InstanceRecord] {
        guard let text else { return [] }
        if let condition = InstanceCondition(rawValue: text) { return [plain(condition, of: record)] }
        var instances: [InstanceRecord] = []
        for element in try JSONReader(text: text).value.arrayValue ?? [] {
            let reader = JSONReader(element)
            instances.append(
                InstanceRecord(
                    identity: try NamedValues.identity(element["identity"]),
                    fingerprint: Fingerprint(stored: try reader.string("fingerprint")),
                    condition: try reader.word("condition"), actualValue: try reader.sqlValue("actual_value"),
                    transition: try transition(reader.object("transition"))))
        }
        return instances
    }

    private static func plain(_ condition: InstanceCondition, of record: RunRecord) -> InstanceRecord {
        InstanceRecord(
            identity: [], fingerprint: .single, condition: condition, actualValue: record.actualValue,
            transition: record.transition)
    }

    private static func json(_ instance: InstanceRecord) -> JSONValue {
        [
            "identity": NamedValues.json(instance.identity), "fingerprint": .string(instance.fingerprint.description),
            "condition": .string(instance.condition.rawValue), "actual_value": .stored(instance.actualValue),
            "transition": instance.transition.map(json) ?? .null,
        ]
    }
}
