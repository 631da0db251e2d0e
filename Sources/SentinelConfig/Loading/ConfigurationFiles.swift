#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif
internal import SentinelModels

/// Finds the files that paths, directories and globs mean.
enum ConfigurationFiles {
    /// The files in order, each once.
    static func files(at paths: [String], report: (Diagnostic) -> Void) -> [String] {
        if paths.isEmpty {
            report(Diagnostic(.error, code: ConfigurationProblem.noFiles.rawValue, "no path is given", at: nil))
        }
        var files: [String] = []
        var seen: Set<String> = []
        for path in paths {
            let found = expanded(path)
            if found.isEmpty {
                report(
                    Diagnostic(
                        .error, code: ConfigurationProblem.noFiles.rawValue, "'\(path.sayable)' leads to no file",
                        at: nil, hint: "name a file, a directory with .yaml files, or a glob in quotes"))
            }
            for file in found where seen.insert(file).inserted { files.append(file) }
        }
        return files
    }

    private static func expanded(_ path: String) -> [String] {
        var isDirectory = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) {
            return isDirectory ? content(of: path).filter(isConfiguration) : [path]
        }
        return isPattern(path) ? matches(path) : []
    }

    /// The visible files of a directory in the order of their names; Kubernetes keeps hidden ones beside them.
    private static func content(of directory: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        let prefix = directory.hasSuffix("/") ? directory : directory + "/"
        return names.filter { !$0.hasPrefix(".") }.sorted().map { prefix + $0 }
    }

    private static func isConfiguration(_ path: String) -> Bool {
        (path.hasSuffix(".yaml") || path.hasSuffix(".yml")) && !isDirectory(path)
    }

    private static func isDirectory(_ path: String) -> Bool {
        var isDirectory = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory
    }

    private static func isPattern(_ path: String) -> Bool {
        path.contains { $0 == "*" || $0 == "?" || $0 == "[" }
    }

    /// Expands a glob component by component.
    private static func matches(_ pattern: String) -> [String] {
        var found = [pattern.hasPrefix("/") ? "/" : ""]
        let components = pattern.split(separator: "/")
        for (place, component) in components.enumerated() {
            let isLast = place == components.count - 1
            found = found.flatMap { base -> [String] in
                guard isPattern(String(component)) else { return [base + component + (isLast ? "" : "/")] }
                return content(of: base.isEmpty ? "." : base)
                    .map { base.isEmpty ? String($0.dropFirst(2)) : $0 }
                    .filter { Glob.matches($0.split(separator: "/").last ?? "", component) }
                    .filter { isLast ? !isDirectory($0) : isDirectory($0) }
                    .map { isLast ? $0 : $0 + "/" }
            }
        }
        return found.filter { FileManager.default.fileExists(atPath: $0) }
    }
}
