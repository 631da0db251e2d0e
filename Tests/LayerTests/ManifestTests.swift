import Foundation
import Testing

/// What the manifest and the table of layers say together: an import that is allowed is also declared, and no chain of
/// imports leads where none may lead.
@Suite struct ManifestTests {
    /// All targets that a target reaches through imports that are allowed.
    static func reached(from target: String) -> Set<String> {
        var reached: Set<String> = []
        var waiting = [target]
        while let next = waiting.popLast() {
            for imported in LayerTests.allowed[next] ?? [] where reached.insert(imported).inserted {
                waiting.append(imported)
            }
        }
        return reached
    }

    /// `import SentinelEngine` brings no C library and nothing that talks to a network.
    @Test(arguments: ["SentinelEngine", "SentinelModels", "SentinelTesting"])
    func theCoreReachesNoLibraryOfTheSystem(_ target: String) {
        let reached = Self.reached(from: target)
        #expect(reached.isDisjoint(with: LayerTests.systemLibraries))
        #expect(reached.isDisjoint(with: ["SentinelTransport", "SentinelSQL", "SentinelStore", "SentinelNotify"]))
    }

    @Test(arguments: LayerTests.allowed.keys.sorted())
    func noTargetReachesItself(_ target: String) {
        #expect(!Self.reached(from: target).contains(target))
    }

    /// Each client of a C library has one owner: nobody else may know its types.
    @Test(arguments: [("CSQLite", "SentinelSQL"), ("CLibCurl", "SentinelTransport"), ("CLibYAML", "SentinelConfig")])
    func everyLibraryHasOneOwner(_ library: String, _ owner: String) throws {
        let importers = Set(try LayerTests.sources.get().filter { $0.imports.contains(library) }.map(\.target))
        #expect(importers == [owner])
        #expect(LayerTests.allowed.filter { $0.value.contains(library) }.map(\.key) == [owner])
    }

    @Test func everyLayerIsAProduct() throws {
        let manifest = try Repository.text("Package.swift")
        for target in LayerTests.allowed.keys where target.hasPrefix("Sentinel") {
            #expect(
                manifest.contains("Layer(name: \"\(target)\"") || manifest.contains("name: \"\(target)\","), "\(target)"
            )
        }
        #expect(manifest.contains(".library(name: $0.name, targets: [$0.name])"))
    }
}
