import ArgumentParser

/// Where the state is.
struct StateOptions: ParsableArguments {
    @Option(
        name: .customLong("state-db"),
        help: ArgumentHelp(
            "The state database. Default: 'state: url' of CONFIG, $STATE_DB_URL, sqlite:///sqlsentinel.db.",
            valueName: "url"))
    var stateDatabase: String?
}
