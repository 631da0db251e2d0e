#if ODBC
    import Synchronization

    /// The driver manager's library, loaded at the first use: unixODBC, or another with the same functions.
    package struct ODBCLibrary: Sendable {
        /// The name it was found under.
        package let name: String
        let functions: ODBCFunctions

        /// Where unixODBC is on Linux and, by Homebrew, on macOS.
        package static let usualNames = [
            "libodbc.so.2", "libodbc.so.1", "libodbc.so", "libodbc.2.dylib", "/opt/homebrew/lib/libodbc.2.dylib",
            "/usr/local/lib/libodbc.2.dylib",
        ]

        private static let loaded = Mutex<[[String]: ODBCLibrary]>([:])

        /// The library at `path`, or where it usually is; loaded once, however often it is asked for.
        ///
        /// A library that is missing is looked for anew the next time.
        package static func load(path: String? = nil) throws(ODBCError) -> ODBCLibrary {
            let names = path.map { [$0] } ?? usualNames
            let result = loaded.withLock { loaded -> Result<ODBCLibrary, SharedLibrary.Failure> in
                if let library = loaded[names] { return .success(library) }
                do throws(SharedLibrary.Failure) {
                    let library = try ODBCLibrary(names)
                    loaded[names] = library
                    return .success(library)
                } catch {
                    return .failure(error)
                }
            }
            switch result {
            case .success(let library): return library
            case .failure(let failure): throw ODBCError(.library, failure.description)
            }
        }
    }

    extension ODBCLibrary {
        private init(_ names: [String]) throws(SharedLibrary.Failure) {
            let library = try SharedLibrary(firstOf: names)
            self.init(name: library.name, functions: try ODBCFunctions(of: library))
        }
    }
#endif
