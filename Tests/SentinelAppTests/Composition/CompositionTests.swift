import Foundation
import SentinelConfig
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelApp

@Suite struct CompositionTests {
    private func environment(_ variables: [String: String] = [:], in folder: String = "/work") -> Environment {
        Environment(arguments: [], variables: variables, workingDirectory: folder)
    }

    // MARK: State

    @Test(
        arguments: [
            ("sqlite:///option.db", "sqlite:///config.db", "sqlite:///variable.db", "sqlite:////work/option.db"),
            (nil, "sqlite:///config.db", "sqlite:///variable.db", "sqlite:////work/config.db"),
            (nil, nil, "sqlite:///variable.db", "sqlite:////work/variable.db"),
            (nil, nil, "", "sqlite:////work/sqlsentinel.db"),
            (nil, nil, nil, "sqlite:////work/sqlsentinel.db"),
            ("sqlite:////abs/state.db", nil, nil, "sqlite:////abs/state.db"),
            ("sqlite:///:memory:", nil, nil, "sqlite:///:memory:"),
            ("postgresql://u:p@host/db", nil, nil, "postgresql://u:p@host/db"),
        ] as [(String?, String?, String?, String)])
    func `the state is where the strongest word says`(
        option: String?, configured: String?, variable: String?, url: String
    ) throws {
        let environment = environment(variable.map { ["STATE_DB_URL": $0] } ?? [:])
        var configuration = Configuration()
        configuration.state = configured.map { StateConfiguration(url: .literal(Secret($0))) }
        let location = try StateLocation(
            option: option, configuration: configuration, environment: environment,
            secrets: SecretResolver(environment))
        #expect(location.url.reveal() == url)
    }

    @Test(arguments: [
        ("postgresql://user:geheim@host:5432/db?sslmode=x&password=y", "postgresql://user@host:5432/db"),
        ("sqlite:////abs/state.db?mode=ro", "sqlite:////abs/state.db"), ("mysql://host/db", "mysql://host/db"),
        ("postgresql://user@host/db", "postgresql://user@host/db"),
    ])
    func `the state's URL is shown without secrets`(url: String, shown: String) throws {
        let environment = environment()
        let location = try StateLocation(
            option: url, configuration: nil, environment: environment, secrets: SecretResolver(environment))
        #expect(location.display == shown)
    }

    @Test(arguments: ["state.db", "", "/var/lib/state.db"])
    func `a path is not a URL`(text: String) {
        #expect(throws: CommandFailure.self) {
            try StateLocation(
                option: text, configuration: nil, environment: environment(), secrets: SecretResolver(environment()))
        }
    }

    // MARK: Secrets

    @Test(arguments: [
        ("secret\n", "secret"), ("secret", "secret"), ("secret\r\n", "secret"), (" two words \n", " two words "),
        ("line\nbreak\n\n", "line\nbreak\n"),
    ])
    func `a secret file counts without its last line break`(content: String, secret: String) throws {
        let folder = try TemporaryFolder()
        try Data(content.utf8).write(to: URL(filePath: folder.file("secret")))
        let resolver = SecretResolver(environment(in: folder.path))
        #expect(try resolver.resolve(.file(path: "secret")).reveal() == secret)
        #expect(try resolver.resolve(.file(path: folder.file("secret"))).reveal() == secret)
    }

    @Test func `secrets that are not there are errors that name the place`() throws {
        let folder = try TemporaryFolder()
        try Data("\n".utf8).write(to: URL(filePath: folder.file("empty")))
        try Data([0xFF, 0xFE]).write(to: URL(filePath: folder.file("binary")))
        try Data(count: 70_000).write(to: URL(filePath: folder.file("large")))
        let resolver = SecretResolver(environment(["EMPTY": "", "FULL": "x"], in: folder.path))
        #expect(try resolver.resolve(.environment(name: "FULL")).reveal() == "x")
        #expect(try resolver.resolve(.literal(Secret("y"))).reveal() == "y")
        for (reference, words) in [
            (SecretReference.environment(name: "EMPTY"), "EMPTY is not set"), (.environment(name: "NONE"), "NONE"),
            (.file(path: "empty"), "empty is empty"), (.file(path: "absent"), "absent cannot be read"),
            (.file(path: "binary"), "binary is no text"), (.file(path: "large"), "at most 64 KiB"),
        ] {
            let error = #expect(throws: SentinelError.self) { try resolver.resolve(reference) }
            #expect(error?.code == .secretUnavailable)
            #expect(error?.message.contains(words) == true)
        }
    }

    @Test(
        arguments: [
            ("postgresql://u:p%40ss@h/db", ["p%40ss", "p@ss"]), ("postgresql://u@h/db", []), ("sqlite:///x.db", []),
            ("no url", []), ("mysql://u:a:b@h", ["a:b"]),
        ] as [(String, [String])])
    func `passwords of URLs are known in all forms`(url: String, passwords: [String]) {
        #expect(Set(SecretReferences.password(in: url).map { $0.reveal() }) == Set(passwords))
    }

    @Test func `all secrets of a configuration are known for redaction`() {
        let configuration = Configuration(
            sources: [
                SourceConfiguration(
                    name: "a", url: .literal(Secret("pg://u:first@h/d")), displayURL: "", scheme: "pg",
                    options: IntegrationOptions([
                        "url": .secret(.literal(Secret("pg://u:first@h/d"))),
                        "tls": .group(IntegrationOptions(["key": .secret(.environment(name: "KEY"))])),
                    ]))
            ],
            receivers: [
                ReceiverConfiguration(
                    key: ReceiverKey("r"), type: "webhook",
                    options: IntegrationOptions([
                        "url": .secret(.literal(Secret("https://third"))), "count": .integer(1),
                        "headers": .secretMap([.init("X", .literal(Secret("fourth")))]),
                        "token": .secret(.environment(name: "ABSENT")),
                    ]))
            ])
        let secrets = SecretReferences.known(
            in: configuration, secrets: SecretResolver(environment(["KEY": "second"])))
        #expect(Set(secrets.map { $0.reveal() }) == ["first", "second", "https://third", "fourth"])
    }

    // MARK: Configuration files

    @Test func `the usual places are looked at in order`() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.file("xdg/sqlsentinel"), withIntermediateDirectories: true)
        var environment = environment(["XDG_CONFIG_HOME": folder.file("xdg")], in: folder.path)
        let search = { ConfigurationSearch(environment: environment).paths(given: []) }
        #expect(search() == [folder.file("xdg/sqlsentinel")])
        try Data().write(to: URL(filePath: folder.file("alerts.yaml")))
        #expect(search() == ["alerts.yaml"])
        try Data().write(to: URL(filePath: folder.file("sentinel.yaml")))
        #expect(search() == ["sentinel.yaml"])
        environment.variables["SENTINEL_CONFIG"] = "named.yaml"
        #expect(search() == ["named.yaml"])
        #expect(ConfigurationSearch(environment: environment).paths(given: ["given"]) == ["given"])
        environment.variables = ["HOME": "/home/x"]
        #expect(ConfigurationSearch(environment: environment).usualPlaces[2] == "/home/x/.config/sqlsentinel")
    }

    @Test func `without any configuration the places are named`() async throws {
        var harness = try CommandHarness()
        harness.variables["HOME"] = harness.folder.path
        let outcome = await harness.run("run")
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("sentinel.yaml, alerts.yaml, DIR/.config/sqlsentinel, /etc/sqlsentinel"))
    }

    // MARK: Sources

    @Test func `sources are made once, and faults are theirs alone`() throws {
        let configurations = [("good", "echo"), ("odd", "unknown"), ("broken", "echo")].map { name, scheme in
            let url = SecretReference.literal(Secret("\(scheme)://h/\(name)"))
            return SourceConfiguration(
                name: name, url: url, displayURL: "\(scheme)://h", scheme: scheme,
                options: IntegrationOptions(["url": .secret(url)]))
        }
        let registry = SourceRegistry(
            configurations, integrations: TestIntegrations.all(), secrets: SecretResolver(environment()),
            egress: .default)
        #expect(try registry.source(named: "good") is EchoSource)
        for (name, code) in [
            ("odd", SentinelError.Code.unsupported), ("broken", .connection), ("absent", .notFound),
        ] {
            let error = #expect(throws: SentinelError.self) { try registry.source(named: name) }
            #expect(error?.code == code)
        }
    }

    @Test(
        arguments: [
            ("30s", "30s"), ("5m", "5m"), ("0", "0s"), ("2", "2s"), ("PT1M", "1m"), ("-1s", nil), ("soon", nil),
        ] as [(String, String?)])
    func `lengths of time are read`(text: String, read: String?) {
        #expect(LengthOfTime(argument: text)?.duration.text == read)
    }
}
