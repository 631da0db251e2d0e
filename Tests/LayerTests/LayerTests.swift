import Testing

/// The layers of Documentation/Architecture.md: what each target may import, and what its files may say.
@Suite struct LayerTests {
    static let allowed: [String: Set<String>] = [
        "SentinelModels": ["Crypto"],
        "SentinelConfig": ["SentinelModels", "CLibYAML"],
        "SentinelTransport": ["SentinelModels", "CLibCurl"],
        "SentinelSQL": ["SentinelModels", "CSQLite", "CLibPQ", "CLibMariaDB", "CDuckDB"],
        "SentinelAdapters": ["SentinelModels", "SentinelSQL", "SentinelTransport"],
        "SentinelStore": ["SentinelModels", "SentinelSQL", "Crypto"],
        "SentinelNotify": ["SentinelModels", "SentinelTransport", "Crypto"],
        "SentinelEngine": ["SentinelModels", "Logging", "ServiceLifecycle"],
        "SentinelTesting": ["SentinelModels", "SentinelEngine"],
        "SentinelApp": [
            "SentinelModels", "SentinelConfig", "SentinelTransport", "SentinelSQL", "SentinelAdapters", "SentinelStore",
            "SentinelNotify", "SentinelEngine", "CMalloc", "ArgumentParser", "ServiceLifecycle", "Logging",
        ],
        "sentinel-cli": ["SentinelApp"],
        "sentinel-demo": ["SentinelModels", "SentinelSQL", "SentinelTesting"],
    ]
    /// What comes with the toolchain. Not FoundationNetworking: it costs start-up time, and libcurl is our network code.
    static let system: Set<String> = [
        "Foundation", "FoundationEssentials", "Dispatch", "Synchronization", "Glibc", "Musl", "Android", "Darwin",
    ]
    static let systemLibraries: Set<String> = ["CSQLite", "CLibCurl", "CLibYAML", "CMalloc"]

    static let sources = Result { try SwiftSource.all() }

    /// The faults of sources against the table of imports.
    static func importFaults(_ sources: [SwiftSource]) -> [String] {
        sources.flatMap { source in
            let allowed = (allowed[source.target] ?? []).union(system)
            return source.imports.filter { !allowed.contains($0) }.map { "\(source.path) imports \($0)" }
        }
    }

    @Test func importsStayInTheirLayer() throws {
        let sources = try Self.sources.get()
        #expect(sources.count > 100)
        #expect(Set(sources.map(\.target)) == Set(Self.allowed.keys))
        #expect(Self.importFaults(sources) == [])
    }

    /// What is shipped works without the whole of Foundation, whose 40 MB of data would be in every program.
    static func foundationFaults(_ sources: [SwiftSource]) -> [String] {
        sources.filter { source in
            !["SentinelTesting", "sentinel-demo"].contains(source.target) && source.imports.contains("Foundation")
        }.map(\.path)
    }

    @Test func nothingNeedsAllOfFoundation() throws {
        #expect(Self.foundationFaults(try Self.sources.get()) == [])
    }

    /// Rules are functions of their arguments, time included.
    static let impure = [
        "await", "async", "Task", "Date", "ContinuousClock", "SuspendingClock", "SystemClock", "LeaseClock", "Mutex",
        "DispatchQueue", "Thread", "random", "make", "Foundation", "actor", "SystemRandomNumberGenerator", "UUID",
        "clock_gettime", "gettimeofday", "sleep", "usleep", "ProcessInfo", "getenv", "FileManager", "print", "Glibc",
        "Dispatch", "Synchronization", "Atomic", "AsyncStream", "Continuation",
    ]

    static func ruleFaults(_ sources: [SwiftSource]) -> [String] {
        sources.filter { $0.path.hasPrefix("SentinelEngine/Rules/") }.flatMap { source in
            (impure.filter(source.mentions) + (source.code.contains(".now(") ? ["now()"] : []))
                .map { "\(source.path) mentions \($0)" }
        }
    }

    @Test func rulesArePure() throws {
        let sources = try Self.sources.get()
        #expect(sources.contains { $0.path.hasPrefix("SentinelEngine/Rules/") })
        #expect(Self.ruleFaults(sources) == [])
    }

    /// A folder of an adapter or a notifier knows none of its siblings: what both need lies outside of both.
    static func siblingFaults(_ sources: [SwiftSource]) -> [String] {
        let inFolders = sources.filter {
            ["SentinelAdapters", "SentinelNotify"].contains($0.target) && $0.parts.count > 2
        }
        let folder = { (source: SwiftSource) in source.parts[0] + "/" + source.parts[1] }
        let integrations = Set(inFolders.filter { $0.mentions("IntegrationDescriptor") }.map(folder))
        let pattern = /(?:struct|class|enum|actor|protocol|typealias) (\w+)/
        var faults: [String] = []
        for owner in inFolders where integrations.contains(folder(owner)) {
            // Types at the top level of the file; nested ones are named through these.
            let types = owner.code.split(separator: "\n").filter { $0.first != " " }
                .flatMap { $0.matches(of: pattern).map { String($0.1) } }
            for other in inFolders where integrations.contains(folder(other)) && folder(other) != folder(owner) {
                faults += types.filter(other.mentions).map { "\(other.path) uses \($0) of \(folder(owner))" }
            }
        }
        return faults
    }

    @Test func integrationsKnowNoSibling() throws {
        #expect(Self.siblingFaults(try Self.sources.get()) == [])
    }

    @Test func theProgramIsOneFile() throws {
        let files = try Self.sources.get().filter { $0.target == "sentinel-cli" }
        #expect(files.map(\.path) == ["sentinel-cli/main.swift"])
        #expect(files.allSatisfy { $0.code.split(separator: "\n").count < 10 })
    }
}

/// The checks find what they are for.
@Suite struct LayerCheckTests {
    static func source(_ path: String, _ text: String) -> SwiftSource { SwiftSource(path: path, text: text) }

    @Test(arguments: [
        ("import CSQLite", "SentinelStore", false), ("import CSQLite", "SentinelSQL", true),
        ("internal import CLibCurl", "SentinelNotify", false), ("public import SentinelStore", "SentinelEngine", false),
        ("@testable import SentinelApp", "SentinelConfig", false),
        ("import struct SentinelModels.Secret", "SentinelSQL", true),
        ("import struct SentinelConfig.Configuration", "SentinelSQL", false),
        ("import FoundationNetworking", "SentinelApp", false),
        ("    import SentinelNotify", "SentinelAdapters", false),
        ("// import SentinelNotify", "SentinelAdapters", true),
        ("let text = \"import SentinelNotify\"", "SentinelAdapters", true), ("import Dispatch", "SentinelModels", true),
        ("import SentinelModels", "SentinelUnknown", false),
    ])
    func imports(_ text: String, _ target: String, _ isAllowed: Bool) {
        #expect(LayerTests.importFaults([Self.source("\(target)/A.swift", text)]).isEmpty == isAllowed)
    }

    static let conditional =
        "#if canImport(FoundationEssentials)\n    import FoundationEssentials\n#else\n    import Foundation\n#endif"

    @Test(arguments: [
        ("SentinelModels/A.swift", "import Foundation", false), ("SentinelModels/A.swift", conditional, true),
        ("SentinelModels/A.swift", conditional + "\nimport Foundation", false),
        ("SentinelApp/A.swift", "internal import Foundation", false),
        ("SentinelTesting/A.swift", "import Foundation", true),
    ])
    func foundation(_ path: String, _ text: String, _ isAllowed: Bool) {
        #expect(LayerTests.foundationFaults([Self.source(path, text)]).isEmpty == isAllowed)
    }

    @Test(arguments: [
        ("let a = await b()", false), ("func f() async {}", false), ("Task { }", false), ("let now = Date()", false),
        ("let now = clock.now()", false), ("let a = UUIDv7.make(at: time)", false), ("Mutex(0)", false),
        ("try await Task.sleep(for: x)", false), ("let now = ContinuousClock.now", false), ("Date.now", false),
        ("let a = Int.random(in: 0..<5)", false), ("actor A {}", false), ("import Synchronization", false),
        ("let home = ProcessInfo.processInfo.environment", false), ("print(x)", false), ("usleep(5)", false),
        ("func run() async throws {}", false), ("var generator = SystemRandomNumberGenerator()", false),
        ("let remake = makeshift + printed", true), ("let x = \"Date()\" // Date()", true), ("", true),
        ("/// waits: await\nlet x = 1 // Task", true), ("let a = \"await\"", true), ("let taskCount = awaited", true),
        ("let now = time", true),
    ])
    func rules(_ text: String, _ isPure: Bool) {
        #expect(LayerTests.ruleFaults([Self.source("SentinelEngine/Rules/A.swift", text)]).isEmpty == isPure)
        #expect(LayerTests.ruleFaults([Self.source("SentinelEngine/Runtime/A.swift", text)]).isEmpty)
    }

    @Test(arguments: [
        ("let a = SlackText.escape(b)", false), ("let a = SlackTexture()", true), ("// SlackText\n", true),
        ("let a = Shared()", true),
    ])
    func siblings(_ text: String, _ isAllowed: Bool) {
        let sources = [
            Self.source(
                "SentinelNotify/Slack/A.swift", "let d: IntegrationDescriptor\nenum SlackText {\n    enum Inner {}\n}"),
            Self.source("SentinelNotify/Email/A.swift", "let d: IntegrationDescriptor\n" + text),
            Self.source("SentinelNotify/Rendering/A.swift", "enum Shared {}\nlet a = SlackText.self"),
        ]
        #expect(LayerTests.siblingFaults(sources).isEmpty == isAllowed)
    }

    @Test func blockCommentsAndLongStringsAreNoCode() {
        let source = Self.source(
            "A/B.swift", "/* await\n await */ let a = \"\"\"\n await \"x\"\n \"\"\"\nlet b = \"\\\"await\"")
        #expect(!source.mentions("await") && source.mentions("b"))
        let raw = Self.source("A/B.swift", ##"let a = #"\"#; let b = await c"##)
        #expect(raw.mentions("await"))
    }
}
