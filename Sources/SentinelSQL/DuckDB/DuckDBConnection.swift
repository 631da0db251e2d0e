#if DuckDB
    import Synchronization

    /// A connection to a DuckDB database: runs one statement at a time, from one thread at a time.
    ///
    /// `@unchecked Sendable`: whoever holds the connection keeps its use serial. Only ``interrupt()`` may overlap other
    /// calls; DuckDB allows that.
    package final class DuckDBConnection: @unchecked Sendable {
        /// What it is a connection to; kept open by it.
        package let database: DuckDBDatabase
        let handle: UnsafeMutableRawPointer
        var functions: DuckDBFunctions { database.functions }

        /// Connects.
        package init(_ database: DuckDBDatabase) throws(DuckDBError) {
            self.database = database
            var made: UnsafeMutableRawPointer?
            guard database.functions.connect(database.handle, &made) == 0, let made else {
                throw DuckDBError(.opening, "DuckDB gave no connection")
            }
            handle = made
        }

        deinit {
            var handle: UnsafeMutableRawPointer? = handle
            functions.disconnect(&handle)
        }

        /// Makes the statement that runs now fail soon. Any thread may call it.
        package func interrupt() {
            functions.interrupt(handle)
        }

        /// Compiles the single statement of `sql`.
        /// - Throws: ``DuckDBError/Kind/forbidden`` if there is none, or more than one.
        package func prepare(_ sql: String) throws(DuckDBError) -> DuckDBStatement {
            var extracted: UnsafeMutableRawPointer?
            let count = functions.extract(handle, sql, &extracted)
            defer { functions.destroyExtracted(&extracted) }
            guard count > 0 else {
                let words = functions.extractError(extracted).map { String(cString: $0) } ?? ""
                throw words.isEmpty ? DuckDBError(.forbidden, "there is no statement") : DuckDBError(statement: words)
            }
            guard count == 1 else { throw DuckDBError(.forbidden, "there is more than one statement") }
            var prepared: UnsafeMutableRawPointer?
            let status = functions.prepare(handle, extracted, 0, &prepared)
            guard status == 0, let prepared else {
                let words = functions.prepareError(prepared).map { String(cString: $0) }
                functions.destroyPrepared(&prepared)
                throw DuckDBError(statement: words)
            }
            return DuckDBStatement(prepared, on: self)
        }
    }
#endif
