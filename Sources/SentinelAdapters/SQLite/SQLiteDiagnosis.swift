#if SQLite
    import SentinelModels
    import SentinelSQL

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// Looks at a file that queries can read.
    struct SQLiteDiagnosis {
        let path: String
        /// How many tables and views it has.
        let tables: SQLValue

        var result: SourceDiagnosis {
            var file = stat()
            let isFile = stat(path, &file) == 0
            var diagnosis = SourceDiagnosis(facts: [
                .init("library", "SQLite \(SQLiteConnection.libraryVersion)"), .init("file", path),
            ])
            if isFile { diagnosis.facts.append(.init("size", "\(file.st_size) bytes")) }
            diagnosis.facts.append(.init("readable tables", tables.displayText))
            if tables == .integer(0) {
                diagnosis.findings.append(
                    .init("the file holds no table", remedy: "look whether the URL names the right file"))
            }
            if isFile, file.st_mode & 0o002 != 0 {
                diagnosis.findings.append(
                    .init("every user of this machine may change the file", remedy: "chmod o-w '\(path)'"))
            }
            return diagnosis
        }
    }
#endif
