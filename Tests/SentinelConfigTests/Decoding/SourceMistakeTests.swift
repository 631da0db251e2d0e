import SentinelModels
import Testing

@testable import SentinelConfig

@Suite("Mistakes in sources, word by word")
struct SourceMistakeTests {
    /// The mapping of a source, which starts at 7:14, and what is said about it.
    static let sources: [(source: String, said: [String])] = [
        ("null", ["7:14: error: the source 'w' must be a mapping, not null"]),
        ("sqlite://", ["7:14: error: the source 'w' must be a mapping, not a string"]),
        ("{}", ["7:14: error: the source 'w' needs 'url'"]),
        ("{path: x}", ["7:14: error: the source 'w' needs 'url'"]),
        ("{url: null}", ["7:20: error: 'url' must be a text, not null (put it in quotes)"]),
        ("{url: [a]}", ["7:20: error: 'url' must be a text, not a list (put it in quotes)"]),
        ("{url: ''}", ["7:20: error: 'url' is empty"]),
        ("{url: t.db}", ["7:20: error: the URL has no scheme such as sqlite:// (known are: sqlite)"]),
        ("{url: 'sqlte://x'}", ["7:20: error: no source opens sqlte:// URLs (did you mean 'sqlite'?)"]),
        ("{url: 'oracle://u:hunter2@h'}", ["7:20: error: no source opens oracle:// URLs (known are: sqlite)"]),
        ("{url: 'x:hunter2@h'}", ["7:20: error: the URL has no scheme such as sqlite:// (known are: sqlite)"]),
        ("{url_file: /f}", ["7:25: error: 'url_file' needs 'type', the kind of database (known are: sqlite)"]),
        ("{url_file: '', type: sqlite}", ["7:25: error: 'url_file' is empty"]),
        (
            "{url_file: 5, type: sqlite}",
            ["7:25: error: 'url_file' must be a text, not a number (put it in quotes: '5')"]
        ),
        ("{url_file: /f, type: sqlit}", ["7:35: error: there is no such kind of source (did you mean 'sqlite'?)"]),
        ("{url_file: /f, type: [sqlite]}", ["7:35: error: 'type' must be a text, not a list"]),
        ("{url: 'sqlite://', type: [sqlite]}", ["7:39: error: 'type' must be a text, not a list"]),
        ("{url: 'sqlite://', type: null}", ["7:39: error: 'type' must be a text, not null"]),
        ("{url: 'sqlite://', url_file: /f}", ["7:20: error: 'url' and 'url_file' exclude each other"]),
        ("{url: 'sqlite://', max_rows: 0}", ["7:43: error: 'max_rows' must be from 1 to 1000000"]),
        ("{url: 'sqlite://', max_rows: 1000001}", ["7:43: error: 'max_rows' must be from 1 to 1000000"]),
        ("{url: 'sqlite://', max_rows: many}", ["7:43: error: 'max_rows' must be a whole number, not a string"]),
        ("{url: 'sqlite://', timeout: 2d}", ["7:42: error: 'timeout' must be from 1ms to 1d"]),
        (
            "{url: 'sqlite://', cache: 5 apples}",
            ["7:40: error: 'cache' must be a number of bytes such as 1MiB, not a string"]
        ),
        (
            "{url: 'sqlite://', cache: 1.5}",
            ["7:40: error: 'cache' must be a number of bytes such as 1MiB, not a number"]
        ),
        ("{url: 'sqlite://', cache: -1}", ["7:40: error: 'cache' must be from 0 to 1073741824 bytes"]),
        ("{url: 'sqlite://', cache: 1025MiB}", ["7:40: error: 'cache' must be from 0 to 1073741824 bytes"]),
        (
            "{url: 'sqlite://', pragmas: {a: 1}}",
            ["7:46: error: 'pragmas.a' must be a text, not a number (put it in quotes: '1')"]
        ),
        (
            "{url: 'sqlite://', pragma: {}}",
            ["7:33: error: unknown key 'pragma' in the source 'w' (did you mean 'pragmas'?)"]
        ),
        (
            "{url: 'sqlite://', max_conections: 0, cache: x}",
            [
                "7:33: error: unknown key 'max_conections' in the source 'w' (did you mean 'max_connections'?)",
                "7:59: error: 'cache' must be a number of bytes such as 1MiB, not a string",
            ]
        ),
    ]

    @Test(arguments: sources.indices)
    func source(_ index: Int) {
        let loaded = load(
            alert("", top: "sources: {w: \(Self.sources[index].source)}\n").replacing("\n    \n", with: "\n"))
        #expect(loaded.diagnostics.map(\.description) == Self.sources[index].said.map { "c.yaml:" + $0 })
        #expect(loaded.configuration == nil)
    }

    static let postgres = IntegrationDescriptor(
        type: "postgres", urlSchemes: ["postgresql", "pg"], summary: "", options: [],
        factory: TestIntegrations.sqlite.factory)

    @Test(
        "A type that the URL contradicts is refused; one that it leaves open is not",
        arguments: [
            ("{url: 'pg://h', type: sqlite}", "'type' says sqlite, but pg:// URLs are opened by postgres"),
            ("{url: 'sqlite://', type: postgres}", "'type' says postgres, but sqlite:// URLs are opened by sqlite"),
            ("{url: 'pg://h', type: postgres}", ""),
            ("{url: 'postgresql+psycopg2://h', type: postgres}", ""),
            ("{url: 'my://h', type: postgres}", ""),
            ("{url: 't.db', type: sqlite}", ""),
        ])
    func typesAndSchemes(_ source: String, _ message: String) {
        let loader = ConfigurationLoader(integrations: TestIntegrations.all + [Self.postgres], environment: [:])
        let loaded = loader.load(text: alert("", top: "sources: {w: \(source)}\n"), name: "c.yaml")
        #expect(loaded.diagnostics.map(\.message) == (message.isEmpty ? [] : [message]))
        #expect(loaded.diagnostics.allSatisfy { $0.code == "conflicting_keys" && $0.hint == "leave 'type' out" })
    }

    @Test("Alerts of a faulty source are not reported again")
    func alertsOfFaultySources() {
        let text = alert("source: w", top: "sources: {w: {url: ''}}\n")
        #expect(marks(load(text)) == ["8:20 invalid_value"])
    }

    @Test("An alert that names no source where there is no default")
    func noDefault() {
        let text =
            "version: 1\nsources: {x: {url: 'sqlite://'}, y: {url: 'sqlite://'}}\nalerts: [{name: a, query: q, every: 5m}]\n"
        #expect(
            load(text).diagnostics.map(\.description) == [
                "c.yaml:3:10: error: the alert names no source and there is no 'database' (known are: x, y)"
            ])
        #expect(
            load(text, ["DATABASE_URL": "sqlite:///e.db"]).configuration?.sources.map(\.name) == ["x", "y", "default"])
    }

    // MARK: DATABASE_URL

    private static let withoutDatabase = "version: 1\nalerts: [{name: a, query: q, every: 5m}]\n"

    @Test(
        "A variable with a URL that nothing opens is refused, without a word of it",
        arguments: [
            ("oracle://u:hunter2@h", "no source opens oracle:// URLs such as that of the variable DATABASE_URL"),
            ("hunter2", "the variable DATABASE_URL has no scheme such as sqlite://"),
        ])
    func databaseOfTheEnvironment(_ url: String, _ message: String) {
        let loaded = load(Self.withoutDatabase, ["DATABASE_URL": url])
        #expect(loaded.diagnostics.map(\.description) == ["error: \(message) (known are: sqlite)"])
        let original = load(Self.withoutDatabase.replacing("version: 1\n", with: ""), ["DATABASE_URL": url])
        #expect(
            original.diagnostics.map(\.description) == ["warning: \(message); its alerts will fail (known are: sqlite)"]
        )
        #expect(original.configuration?.sources.map(\.name) == ["default"])
    }

    // MARK: URLs for people

    @Test(
        "No part of a password is shown, however odd the URL",
        arguments: [
            "pg://u:hun?ter2@h/d", "pg://u:hun#ter2@h/d", "pg://u:hun;ter2@h/d", "pg://u:hun/ter2@h/d",
            "pg://u:hun@ter2@h/d",
            "pg://u:@hunter2@h/d", "pg://u:hunter2", "pg://u:hunter2/d", "pg://u:hunter2?x=1", "pg://:hunter2@h",
            "u:hunter2@h/d", "host=h password=hunter2", "pg://h/d?user=u&password=hunter2", "pg://h/d;pwd=hunter2",
            "pg://u:hun%40ter2@h/d", "pg://u:hun:ter2@h/d", "//u:hunter2@h", "pg://u:hun?te@r2@h",
            "pg://u:hun#te?r2@h/d",
        ])
    func passwords(_ url: String) {
        let shown = SourceDecoder.display(url, isSubstituted: false)
        for part in ["hun", "ter2", "r2"] { #expect(!shown.contains(part), "\(shown)") }
    }

    @Test(arguments: [
        ("pg://h:5432/d", "pg://h:5432/d"),
        ("pg://[::1]:5432/d", "pg://[::1]:5432/d"),
        ("pg://u@h:5432/d", "pg://u@h:5432/d"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("sqlite:////var/a b.db?mode=ro", "sqlite:////var/a b.db"),
        ("bigquery://project/set?credentials=/k.json", "bigquery://project/set"),
        ("pg://u:p#w@h/d", "pg://u@<secret>"),
        ("pg://u:pw", "pg://u"),
        ("host=h password=p", "<secret>"),
    ])
    func whatIsShown(_ url: String, _ display: String) {
        #expect(SourceDecoder.display(url, isSubstituted: false) == display)
        if url.contains("://") { #expect(SourceDecoder.display(url, isSubstituted: true) == display) }
    }
}
