import Foundation
import SentinelTesting
import Testing

@Suite("Temporary folder")
struct TemporaryFolderTests {
    @Test("it shows its contents and removes itself")
    func life() throws {
        var folder: TemporaryFolder? = try TemporaryFolder()
        let path = try #require(folder?.path)
        let file = try #require(folder?.file("a"))
        try Data([1]).write(to: URL(fileURLWithPath: file))
        try FileManager.default.createDirectory(atPath: path + "/sub", withIntermediateDirectories: false)
        #expect(try folder?.contents() == ["a": Data([1]), "sub": Data()])
        try folder?.move("a", to: "sub/b")
        #expect(try folder?.contents() == ["sub": Data(), "sub/b": Data([1])])
        #expect(throws: (any Error).self) { try folder?.move("a", to: "c") }
        folder = nil
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}
