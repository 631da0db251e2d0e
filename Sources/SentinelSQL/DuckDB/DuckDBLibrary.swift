#if DuckDB
    import Synchronization

    /// DuckDB's library, loaded at the first use.
    package struct DuckDBLibrary: Sendable {
        /// The name it was found under.
        package let name: String
        /// Its version, such as `v1.4.2`.
        package let version: String
        let functions: DuckDBFunctions

        /// What the system's loader looks for.
        package static let usualNames = [
            "libduckdb.so", "libduckdb.dylib", "/opt/homebrew/lib/libduckdb.dylib", "/usr/local/lib/libduckdb.so",
            "/usr/local/lib/libduckdb.dylib",
        ]

        private static let loaded = Mutex<[[String]: DuckDBLibrary]>([:])

        /// The library at `path`, or where it usually is; loaded once, however often it is asked for.
        ///
        /// A library that is missing is looked for anew the next time.
        package static func load(path: String? = nil) throws(DuckDBError) -> DuckDBLibrary {
            let names = path.map { [$0] } ?? usualNames
            let result = loaded.withLock { loaded -> Result<DuckDBLibrary, SharedLibrary.Failure> in
                if let library = loaded[names] { return .success(library) }
                do throws(SharedLibrary.Failure) {
                    let library = try DuckDBLibrary(names)
                    loaded[names] = library
                    return .success(library)
                } catch {
                    return .failure(error)
                }
            }
            switch result {
            case .success(let library): return library
            case .failure(let failure): throw DuckDBError(.library, failure.description)
            }
        }

        private init(_ names: [String]) throws(SharedLibrary.Failure) {
            let library = try SharedLibrary(firstOf: names)
            name = library.name
            functions = try DuckDBFunctions(of: library)
            version = functions.version().map { String(cString: $0) } ?? "unknown"
        }
    }
#endif
