import Foundation
import SentinelConfig
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelApp

/// Where the state is, who says so, and where it must not be.
@Suite struct StateLocationTests {
    private func environment(_ variables: [String: String] = [:], in folder: String = "/work") -> Environment {
        Environment(arguments: [], variables: variables, workingDirectory: folder)
    }

    private func location(
        _ option: String?, sources: [SourceConfiguration] = [], variables: [String: String] = [:],
        in folder: String = "/work"
    ) throws -> StateLocation {
        let environment = environment(variables, in: folder)
        return try StateLocation(
            option: option, configuration: Configuration(sources: sources), environment: environment,
            secrets: SecretResolver(environment))
    }

    private func source(_ url: String, allowing: Bool? = nil) -> SourceConfiguration {
        let secret = SecretReference.literal(Secret(url))
        var options = IntegrationOptions(["url": .secret(secret)])
        if let allowing { options.values["allow_state_database"] = .boolean(allowing) }
        return SourceConfiguration(name: "shop", url: secret, displayURL: url, scheme: "sqlite", options: options)
    }

    @Test(
        arguments: [
            ("sqlite:///a.db", nil, nil, StateLocation.Origin.option),
            (nil, "sqlite:///c.db", "sqlite:///v.db", .configuration), (nil, nil, "sqlite:///v.db", .variable),
            (nil, nil, nil, .fallback), ("sqlite:///a.db", "sqlite:///c.db", "sqlite:///v.db", .option),
        ] as [(String?, String?, String?, StateLocation.Origin)])
    func `who named the state is known`(
        option: String?, configured: String?, variable: String?, origin: StateLocation.Origin
    ) throws {
        let environment = environment(variable.map { ["STATE_DB_URL": $0] } ?? [:])
        var configuration = Configuration()
        configuration.state = configured.map { StateConfiguration(url: .literal(Secret($0))) }
        let location = try StateLocation(
            option: option, configuration: configuration, environment: environment,
            secrets: SecretResolver(environment))
        #expect(location.origin == origin)
    }

    @Test(arguments: [
        ("sqlite:///shop.db", "sqlite:///shop.db"), ("sqlite:///shop.db", "sqlite:///./shop.db"),
        ("sqlite:////work/shop.db", "sqlite:///shop.db"), ("sqlite:///shop.db?mode=ro", "sqlite:////work/shop.db"),
        ("sqlite:///data/../shop.db", "sqlite:///shop.db"),
    ])
    func `a state in the database of a source is refused before anything is made`(source url: String, state: String) {
        let failure = #expect(throws: CommandFailure.self) { try location(state, sources: [source(url)]) }
        #expect(failure?.status == .usage)
        #expect(failure?.message.contains("is the database of the source 'shop'") == true)
    }

    @Test(
        arguments: [
            ("sqlite:///shop.db", "sqlite:///state.db", nil), ("sqlite:///shop.db", "sqlite:///shop.db.state", nil),
            ("sqlite:///shop.db", "sqlite:///shop.db", true), ("sqlite://", "sqlite:///:memory:", nil),
            ("sqlite:///:memory:", "sqlite:///:memory:", nil), ("postgresql://h/shop", "sqlite:///shop.db", nil),
            ("sqlite:////other/shop.db", "sqlite:///shop.db", nil),
        ] as [(String, String, Bool?)])
    func `another database, one in memory, and one that is allowed are fine`(
        source url: String, state: String, allowing: Bool?
    ) throws {
        _ = try location(state, sources: [source(url, allowing: allowing)])
    }

    @Test func `a link to a monitored database is seen through`() throws {
        let folder = try TemporaryFolder()
        try Data().write(to: URL(filePath: folder.file("shop.db")))
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("link.db"), withDestinationPath: folder.file("shop.db"))
        #expect(throws: CommandFailure.self) {
            try location("sqlite:///link.db", sources: [source("sqlite:///shop.db")], in: folder.path)
        }
    }

    @Test func `allow_state_database: false refuses like the default`() {
        #expect(throws: CommandFailure.self) {
            try location("sqlite:///shop.db", sources: [source("sqlite:///shop.db", allowing: false)])
        }
    }

    @Test(arguments: [
        ("", "write sqlite:///sqlsentinel.db for a file"), ("state.db", "write sqlite:///state.db for a file"),
        ("/var/state.db", "write sqlite:////var/state.db for a file"),
    ])
    func `a path gets the URL to write instead`(text: String, hint: String) {
        let failure = #expect(throws: CommandFailure.self) { try location(text) }
        #expect(failure?.hint == hint)
    }

    #if SQLite
        @Test(arguments: ["run", "status", "silence --list", "outbox"])
        func `no command makes tables in a monitored database`(command: String) async throws {
            var harness = try CommandHarness()
            harness.integrations = .standard
            let shop = harness.folder.file("shop.db")
            try Data().write(to: URL(filePath: shop))
            try harness.write(
                """
                version: 1
                database: {url: "sqlite:///\(shop)"}
                state: {url: "sqlite:///shop.db"}
                alerts: [{name: a, query: "SELECT 'OK' AS status", schedule: "@daily"}]
                """)
            let outcome = await harness.run(command.split(separator: " ").map(String.init))
            #expect(outcome.code == 2)
            #expect(outcome.errors.contains("cannot hold the state as well"), "\(outcome.errors)")
            #expect(try Data(contentsOf: URL(filePath: shop)).isEmpty)
        }
    #endif

    @Test(arguments: ["status", "history", "outbox", "metrics", "silence --list"])
    func `looking at a state that is not there says so and makes nothing`(command: String) async throws {
        let harness = try Self.harness()
        let arguments = command.split(separator: " ").map(String.init)
        let outcome = await harness.run(arguments + ["-c", "alerts.yaml", "--state-db", "sqlite:///nowhere/s.db"])
        #expect(outcome.code == 0)
        let note = "there is no state yet at sqlite:///DIR/nowhere/s.db; the first run makes it\n"
        #expect(outcome.errors.hasPrefix(note), "\(outcome.errors)")
        #expect(try harness.folder.contents().keys.sorted() == ["alerts.yaml"])
        let quiet = await harness.run(arguments + ["-q", "-c", "alerts.yaml", "--state-db", "sqlite:///nowhere/s.db"])
        #expect(quiet.errors.isEmpty)
    }

    @Test(
        arguments: [
            (["--state-db", "sqlite:///junk.db"], [:], "(sqlite:///DIR/junk.db, from --state-db)"),
            ([], ["STATE_DB_URL": "sqlite:///junk.db"], "(sqlite:///DIR/junk.db, from"),
        ] as [([String], [String: String], String)])
    func `an error of the state says which one was meant and who named it`(
        options: [String], variables: [String: String], place: String
    ) async throws {
        var harness = try Self.harness()
        harness.variables = variables
        try harness.write("no database", to: "junk.db")
        for command in ["run", "status"] {
            let outcome = await harness.run([command, "alerts.yaml"] + options)
            #expect(outcome.code == 3)
            #expect(outcome.errors.contains("no SQLite database"), "\(outcome.errors)")
            #expect(outcome.errors.contains(place), "\(outcome.errors)")
        }
        #expect(try harness.read("junk.db") == "no database")
    }

    @Test func `a place that the message names already is not named twice`() async throws {
        let harness = try Self.harness()
        let outcome = await harness.run("run", "alerts.yaml", "--state-db", "sqlite:///absent/s.db")
        #expect(outcome.code == 3)
        #expect(outcome.errors.contains("DIR/absent/s.db cannot be opened"))
        #expect(!outcome.errors.contains("from --state-db"))
    }

    private static func harness() throws -> CommandHarness {
        let harness = try CommandHarness()
        try harness.write(
            """
            version: 1
            database: {url: "echo://db"}
            alerts: [{name: a, query: "status=OK", schedule: "@daily"}]
            """)
        return harness
    }
}
