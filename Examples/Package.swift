// swift-tools-version: 6.2
import PackageDescription

let sentinel = "sql-sentinel"

/// Each target is a program of its own; see the README beside its sources.
let package = Package(
    name: "sentinel-examples",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: sentinel, path: ".."),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .executableTarget(
            name: "FirstAlert",
            dependencies: [
                .product(name: "SentinelAdapters", package: sentinel),
                .product(name: "SentinelEngine", package: sentinel),
                .product(name: "SentinelModels", package: sentinel),
            ],
            exclude: ["README.md"]),
        .executableTarget(
            name: "EmbedInAProgram",
            dependencies: [
                .product(name: "SentinelAdapters", package: sentinel),
                .product(name: "SentinelEngine", package: sentinel),
                .product(name: "SentinelModels", package: sentinel),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            exclude: ["README.md"]),
        .executableTarget(
            name: "CustomAdapter",
            dependencies: [
                .product(name: "SentinelAdapters", package: sentinel),
                .product(name: "SentinelApp", package: sentinel),
                .product(name: "SentinelModels", package: sentinel),
                .product(name: "SentinelSQL", package: sentinel),
            ],
            exclude: ["README.md", "sentinel.yaml", "measurements"]),
        .executableTarget(
            name: "CustomNotifier",
            dependencies: [
                .product(name: "SentinelApp", package: sentinel),
                .product(name: "SentinelModels", package: sentinel),
            ],
            exclude: ["README.md", "sentinel.yaml"]),
    ]
)

for target in package.targets {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
}
