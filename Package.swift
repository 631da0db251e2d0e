// swift-tools-version: 6.2
import PackageDescription

/// One library target with its dependencies and a test target of the same name.
struct Layer {
    var name: String
    var dependencies: [Target.Dependency]
    var testDependencies: [Target.Dependency] = []
    var testResources: [Resource] = []
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let sqlite = Target.Dependency.target(name: "CSQLite", condition: .when(traits: ["SQLite"]))
let postgres = Target.Dependency.target(name: "CLibPQ", condition: .when(traits: ["PostgreSQL"]))
let mariadb = Target.Dependency.target(name: "CLibMariaDB", condition: .when(traits: ["MySQL"]))
let duckdb = Target.Dependency.target(name: "CDuckDB", condition: .when(traits: ["DuckDB"]))

/// The layers of Documentation/Architecture.md, bottom first. Nothing else may be imported.
let layers = [
    Layer(
        name: "SentinelModels", dependencies: [crypto], testDependencies: ["SentinelTesting", "CronOracles"]),
    Layer(name: "SentinelConfig", dependencies: ["SentinelModels", "CLibYAML"], testResources: [.copy("Fixtures")]),
    Layer(
        name: "SentinelTransport", dependencies: ["SentinelModels", "CLibCurl"],
        testDependencies: ["SentinelTesting"]),
    Layer(
        name: "SentinelSQL", dependencies: ["SentinelModels", sqlite, postgres, mariadb, duckdb],
        testDependencies: ["SentinelTesting"]),
    Layer(
        name: "SentinelAdapters", dependencies: ["SentinelModels", "SentinelSQL", "SentinelTransport"],
        testDependencies: ["SentinelTesting"]),
    Layer(
        name: "SentinelStore", dependencies: ["SentinelModels", "SentinelSQL", crypto],
        testDependencies: ["SentinelTesting", "SentinelEngine", sqlite]),
    Layer(
        name: "SentinelNotify", dependencies: ["SentinelModels", "SentinelTransport", crypto],
        testDependencies: ["SentinelTesting"], testResources: [.copy("Fixtures")]),
    Layer(
        name: "SentinelEngine", dependencies: ["SentinelModels", lifecycle, logging],
        testDependencies: ["SentinelTesting"]),
    Layer(name: "SentinelTesting", dependencies: ["SentinelModels", "SentinelEngine"]),
    Layer(
        name: "SentinelApp",
        dependencies: [
            "SentinelModels", "SentinelConfig", "SentinelTransport", "SentinelSQL", "SentinelAdapters",
            "SentinelStore", "SentinelNotify", "SentinelEngine", "CMalloc", argumentParser, lifecycle, logging,
        ],
        testDependencies: ["SentinelTesting"], testResources: [.copy("Fixtures")]),
]

let products: [Product] =
    layers.map { .library(name: $0.name, targets: [$0.name]) }
    + [.executable(name: "sentinel", targets: ["sentinel-cli"])]

let systemLibraries: [Target] = [
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CLibMariaDB", pkgConfig: "libmariadb", providers: [.apt(["libmariadb-dev"])]),
    // Declarations only: DuckDB's library is loaded at run time.
    .systemLibrary(name: "CDuckDB"),
    .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
]

var targets: [Target] = systemLibraries
for layer in layers {
    targets.append(.target(name: layer.name, dependencies: layer.dependencies))
    let own = Target.Dependency(stringLiteral: layer.name)
    targets.append(
        .testTarget(
            name: layer.name + "Tests",
            dependencies: [own, "TestTools"] + layer.dependencies + layer.testDependencies,
            resources: layer.testResources))
}
targets.append(.executableTarget(name: "sentinel-cli", dependencies: ["SentinelApp"]))
// What Scripts/demo runs: the demo shop with servers on this machine.
targets.append(
    .executableTarget(name: "sentinel-demo", dependencies: ["SentinelModels", "SentinelSQL", "SentinelTesting"]))
// What tests of several targets need and nobody else.
targets.append(.target(name: "TestTools", path: "Tests/TestTools"))
// Cron once more, and what Scripts/cron-matrix runs: the comparison over ten years.
targets.append(.target(name: "CronOracles", dependencies: ["SentinelModels"], path: "Tests/CronOracles"))
targets.append(
    .executableTarget(
        name: "cron-matrix", dependencies: ["SentinelModels", "CronOracles"], path: "Tests/CronMatrix"))
// Reads the sources: who imports what, and that the rules are pure.
targets.append(.testTarget(name: "LayerTests"))
// What Scripts/linkage looks at: a program with the engine and nothing else.
targets.append(
    .executableTarget(
        name: "linkage-probe", dependencies: ["SentinelModels", "SentinelEngine"], path: "Tests/LinkageProbe"))

let package = Package(
    name: "sql-sentinel",
    platforms: [.macOS(.v15)],
    products: products,
    traits: [
        .trait(name: "SQLite", description: "SQLite as a source and as the state database (libsqlite3)."),
        .trait(
            name: "PostgreSQL", description: "PostgreSQL as a source and as the state database (libpq)."),
        .trait(
            name: "MySQL", description: "MariaDB and MySQL as a source and as the state database (libmariadb)."),
        .trait(name: "ODBC", description: "Sources through ODBC drivers; unixODBC is loaded at run time."),
        .trait(name: "DuckDB", description: "DuckDB as a source; its library is loaded at run time."),
        .trait(name: "FaultPoints", description: "Named points where tests make a process die, fail or wait."),
        .default(enabledTraits: ["SQLite", "PostgreSQL", "MySQL", "ODBC", "DuckDB"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: targets
)

let strict = Context.environment["SENTINEL_WARNINGS_AS_ERRORS"] == "1"
for target in package.targets where target.type != .system {
    var settings = target.swiftSettings ?? []
    settings += [
        // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
        .enableUpcomingFeature("ExistentialAny"),
        // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
        .enableUpcomingFeature("MemberImportVisibility"),
        // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
    if strict { settings.append(.treatAllWarnings(as: .error)) }
    target.swiftSettings = settings
}

if Context.environment["SENTINEL_DOCS"] == "1" {
    package.dependencies.append(.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"))
}
