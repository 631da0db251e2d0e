import SentinelModels

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads a configuration file as text, for commands that rewrite it.
enum ConfigurationText {
    /// The file's bytes; throws ``CommandFailure`` naming the file.
    static func read(_ path: String, in context: CommandContext) throws -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: context.environment.absolutePath(path))))
        } catch {
            throw CommandFailure.usage("\(path) cannot be read", hint: "check the name and its permissions")
        }
    }
}
