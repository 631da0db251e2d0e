#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif
internal import SentinelModels

/// The files of one configuration, read but not understood.
struct DocumentSet {
    /// One file.
    struct Document {
        var tape: YAMLTape
        /// Keys and values of the top level, merge keys resolved.
        var pairs: [(key: Int, value: Int)]
    }

    var documents: [Document] = []
    var diagnostics: [Diagnostic] = []
    private(set) var hashes: [String] = []
    /// The files by name, those too that could not be read, with their places in the order of reading.
    private(set) var order: [String: Int] = [:]

    /// Reads a file and adds it.
    mutating func add(_ file: String, isOnlyOne: Bool) {
        order[file] = order.count
        do {
            let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
            guard size <= YAMLLimits.fileSize else {
                throw YAMLError(
                    .yamlLimit, "the file is larger than \(YAMLLimits.fileSize >> 20) MiB",
                    at: SourcePosition(file: file, line: 1, column: 1))
            }
            let data = try Data(contentsOf: URL(filePath: file))
            data.withUnsafeBytes { bytes in
                add(bytes.bindMemory(to: UInt8.self), file: file, isOnlyOne: isOnlyOne)
            }
        } catch let error as YAMLError {
            diagnostics.append(error.diagnostic)
        } catch {
            diagnostics.append(
                Diagnostic(
                    .error, code: ConfigurationProblem.fileUnreadable.rawValue, "the file cannot be read",
                    at: SourcePosition(file: file, line: 1, column: 1), hint: "check that it exists and its permissions"
                ))
        }
    }

    /// Adds a text. An empty file among several is only a warning: parts of a directory may be switched off.
    mutating func add(_ source: UnsafeBufferPointer<UInt8>, file: String, isOnlyOne: Bool) {
        order[file] = order[file] ?? order.count
        hashes.append(Digest.sha256(UnsafeRawBufferPointer(source)))
        do throws(YAMLError) {
            let tape = try YAMLParser.tape(of: source, file: file)
            if tape.nodes.isEmpty || tape.nodes[0].kind == .scalar && tape.scalar(0).kind == .null {
                diagnostics.append(
                    Diagnostic(
                        isOnlyOne ? .error : .warning, code: ConfigurationProblem.emptyFile.rawValue,
                        "the file is empty", at: SourcePosition(file: file, line: 1, column: 1)))
                return
            }
            guard tape.nodes[0].kind == .mapping else {
                throw YAMLError(
                    .wrongType,
                    "a configuration must be a mapping, not \(tape.nodes[0].kind == .sequence ? "a list" : "a text")",
                    at: tape.position(0))
            }
            documents.append(Document(tape: tape, pairs: tape.flattenedPairs(of: 0)))
        } catch {
            diagnostics.append(error.diagnostic)
        }
    }
}
