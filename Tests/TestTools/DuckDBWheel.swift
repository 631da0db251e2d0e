import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// DuckDB's engine as tests find it: in its module for Python, which has the whole C API.
public enum DuckDBWheel {
    /// A script of Python that failed, with its words.
    public struct Failure: Error, CustomStringConvertible {
        /// What Python said.
        public var description: String
    }

    /// The module's file, ready to be loaded; nil if it is not installed.
    public static let library: String? = {
        let script = """
            import os, sysconfig, _duckdb
            v = sysconfig.get_config_var
            places = [os.path.join(v(d) or "", v("INSTSONAME")) for d in ("LIBDIR", "LIBPL")]
            print(next(p for p in places if os.path.exists(p)))
            print(_duckdb.__file__)
            """
        guard let output = try? python(script) else { return nil }
        let paths = output.split(separator: "\n").map(String.init)
        // The module needs Python's own library, of which nothing is run.
        guard paths.count == 2, dlopen(paths[0], RTLD_NOW | RTLD_GLOBAL) != nil else { return nil }
        return paths[1]
    }()

    /// Whether it can be used here.
    public static let isInstalled = library != nil
    /// What to say where it cannot.
    public static let whatIsMissing = "needs the module duckdb of Tests/Support/requirements.txt"

    /// What a script for Python prints.
    @discardableResult
    public static func python(_ script: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [PythonTools.interpreter, "-c", script]
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(description: words) }
        return text
    }
}
