#if DuckDB
    /// A database that is open in this process; connections share it, as DuckDB wants it.
    ///
    /// `@unchecked Sendable`: DuckDB lets all threads use a database; it is closed when the last owner lets go of it.
    package final class DuckDBDatabase: @unchecked Sendable {
        /// A setting of DuckDB.
        package struct Setting: Sendable, Hashable {
            /// Its name.
            package var name: String
            /// Its value.
            package var value: String

            /// Makes a setting.
            package init(_ name: String, _ value: String) {
                self.name = name
                self.value = value
            }
        }

        let functions: DuckDBFunctions
        let handle: UnsafeMutableRawPointer

        /// Opens the database at `path`; an empty path is a new empty one in memory.
        package init(path: String, settings: [Setting], library: DuckDBLibrary) throws(DuckDBError) {
            let functions = library.functions
            self.functions = functions
            var configuration: UnsafeMutableRawPointer?
            guard functions.createConfiguration(&configuration) == 0 else {
                throw DuckDBError(.memory, "DuckDB has no memory for its settings")
            }
            defer { functions.destroyConfiguration(&configuration) }
            for setting in settings {
                guard functions.configure(configuration, setting.name, setting.value) == 0 else {
                    throw DuckDBError(
                        .library, "DuckDB \(library.version) does not know \(setting.name) = \(setting.value)")
                }
            }
            var opened: UnsafeMutableRawPointer?
            var words: UnsafeMutablePointer<CChar>?
            let status = functions.open(path, &opened, configuration, &words)
            let message = words.map { String(cString: $0) }
            if let words { functions.free(words) }
            guard status == 0, let opened else {
                throw DuckDBError(.opening, message ?? "DuckDB gives no reason")
            }
            handle = opened
        }

        deinit {
            var handle: UnsafeMutableRawPointer? = handle
            functions.close(&handle)
        }
    }
#endif
