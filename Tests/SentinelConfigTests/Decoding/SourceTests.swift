import SentinelModels
import Testing

@testable import SentinelConfig

@Suite("Sources")
struct SourceTests {
    @Test(arguments: [
        ("sqlite:///t.db", "sqlite"),
        ("SQLite:///t.db", "sqlite"),
        ("sqlite+pysqlite:///t.db", "sqlite"),
        ("postgresql+psycopg2://u:p@h/d", "postgresql"),
        ("not a url", ""),
        ("", ""),
        ("://x", ""),
        ("1a://x", ""),
        ("a b://x", ""),
        ("bigquery://p", "bigquery"),
        ("C:\\x", ""),
    ])
    func schemes(_ url: String, _ scheme: String) {
        #expect(SourceDecoder.scheme(of: url) == scheme)
    }

    @Test(arguments: [
        ("sqlite:///t.db", "sqlite:///t.db"),
        ("pg://u:p@h:5432/d", "pg://u@h:5432/d"),
        ("pg://u:p@w/@h/d", "pg://u@h/d"),
        ("pg://u:p:q@h/d?password=x", "pg://u@h/d"),
        ("pg://u@h/d#x", "pg://u@h/d"),
        ("mssql://h;password=x", "mssql://h"),
        ("sqlite:////a@b.db", "sqlite:////a@b.db"),
        ("pg://:p@h", "pg://@h"),
        ("not a url", "not a url"),
    ])
    func urlsForPeople(_ url: String, _ display: String) {
        #expect(SourceDecoder.display(url, isSubstituted: false) == display)
    }

    @Test func aVariableThatIsNoURLIsNotShown() {
        #expect(SourceDecoder.display("hunter2", isSubstituted: true) == "<secret>")
    }

    private func source(_ text: String, _ environment: [String: String] = [:]) throws -> SourceConfiguration {
        try #require(try configuration(alert("", top: "sources: {w: \(text)}\n"), environment).sources.last)
    }

    @Test func optionsOfASource() throws {
        let made = try source(
            "{url: 'sqlite:///w.db', timeout: 9s, max_rows: 5, cache: 1MiB, pragmas: {a: b}, password: p}")
        #expect(made.name == "w")
        #expect(made.scheme == "sqlite")
        #expect(made.timeout == .seconds(9))
        #expect(made.maxRows == 5)
        #expect(made.options.integer("cache") == 1 << 20)
        #expect(made.options.integer("max_connections") == 4)
        #expect(made.options.map("pragmas") == [.init("a", "b")])
        #expect(made.options.secret("password") == .literal(Secret("p")))
        #expect(made.options.secret("url") == .literal(Secret("sqlite:///w.db")))
        #expect(made.options.duration("timeout") == .seconds(9))
        #expect(made.options.positions["url"]?.column == 20)
        #expect(made.position?.column == 14)
    }

    @Test(arguments: [("512", 512), ("1KB", 1000), ("2 MB", 2_000_000), ("1gib", 1 << 30), ("3B", 3)])
    func byteCounts(_ text: String, _ value: Int64) {
        #expect(Reading.byteCount(of: text) == value)
    }

    @Test(arguments: ["", "x", "1TB", "MB", "9999999999999999999GB", "99999999999GiB"])
    func noByteCounts(_ text: String) {
        #expect(Reading.byteCount(of: text) == nil)
    }

    @Test func aURLMayStandInAFile() throws {
        let made = try source("{url_file: /run/secrets/url, type: sqlite}")
        #expect(made.url == .file(path: "/run/secrets/url"))
        #expect(made.scheme == "sqlite")
        #expect(made.displayURL == "(in /run/secrets/url)")
    }

    @Test("The database of the environment stands in for a missing one")
    func databaseOfTheEnvironment() throws {
        let text = alert("").replacing("database: {url: \"sqlite:///t.db\"}\n", with: "")
        let made = try configuration(text, ["DATABASE_URL": "sqlite:///e.db"]).sources
        #expect(made.map(\.name) == ["default"])
        #expect(made[0].url == .environment(name: "DATABASE_URL"))
        #expect(made[0].displayURL == "sqlite:///e.db")
        #expect(made[0].options.integer("max_connections") == 4)
        #expect(marks(load(text, ["DATABASE_URL": ""])) == ["1:1 missing_key"])
    }

    @Test("The file's own database wins over the environment")
    func ownDatabaseWins() throws {
        let made = try configuration(alert(""), ["DATABASE_URL": "sqlite:///e.db"]).sources
        #expect(made.map(\.displayURL) == ["sqlite:///t.db"])
    }

    @Test("A kind of database that is not there is a warning in the original's format")
    func unknownSchemesOfTheOriginal() {
        let text = alert("").replacing("version: 1\n", with: "").replacing("sqlite:", with: "oracle:")
        let loaded = load(text)
        #expect(marks(loaded) == ["1:17 unknown_scheme"])
        #expect(loaded.diagnostics[0].severity == .warning)
        #expect(loaded.configuration?.sources.map(\.scheme) == ["oracle"])
    }

    @Test func stateOfFileAndEnvironment() throws {
        let environment = ["STATE_DB_URL": "sqlite:///e.db"]
        let own = alert("", top: "state: {url: 'sqlite:///s.db'}\n")
        #expect(try configuration(own, environment).state?.url == .literal(Secret("sqlite:///s.db")))
        #expect(try configuration(alert(""), environment).state?.url == .environment(name: "STATE_DB_URL"))
        #expect(try configuration(alert("")).state == nil)
        let file = alert("", top: "state: {url_file: /run/s}\n")
        #expect(try configuration(file).state?.url == .file(path: "/run/s"))
    }

    @Test func egress() throws {
        let text = alert("", top: "egress: {mode: strict, allow: [10.0.0.0/8, hooks.example.com]}\n")
        let policy = EgressPolicy(mode: .strict, allow: ["10.0.0.0/8", "hooks.example.com"])
        #expect(try configuration(text).egress == policy)
        #expect(try configuration(alert("")).egress == .default)
    }
}
