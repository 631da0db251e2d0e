#if SQLite
    import Foundation
    import SentinelSQL

    /// A SQLite database made by a script.
    struct DemoDatabase {
        let path: String

        func execute(scriptAt script: String) throws {
            let connection = try SQLiteConnection(path: path, access: .create)
            defer { connection.close() }
            let text = try String(contentsOfFile: script, encoding: .utf8)
            try connection.transaction { () throws(SQLiteError) in try connection.execute(text) }
        }
    }
#endif
