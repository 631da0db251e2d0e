import Foundation
import SentinelAdapters
import SentinelModels

/// A folder of CSV files that answers SQL: each file is a table, its first line names the columns.
///
/// The files are loaded into a temporary SQLite database, and again whenever one of them has changed. Queries go to a
/// `SQLiteSource`, which brings everything a source owes: read-only, deadlines, cancellation and limits.
actor CSVSource: DataSource {
    private let folder: URL
    private let delimiter: Character
    private let scratch: URL
    private var current: (stamp: [String], source: SQLiteSource)?
    private var generation = 0

    init(folder: String, delimiter: Character) {
        self.folder = URL(fileURLWithPath: folder, isDirectory: true)
        self.delimiter = delimiter
        scratch = FileManager.default.temporaryDirectory.appendingPathComponent("csv-\(UUID().uuidString)")
    }

    deinit {
        try? FileManager.default.removeItem(at: scratch)
    }

    func run(_ request: QueryRequest) async throws(SentinelError) -> QueryResult {
        let start = ContinuousClock.now
        let source = try upToDateSource()
        var rest = request
        rest.limits.timeout = max(.milliseconds(1), request.limits.timeout - start.duration(to: .now))
        return try await source.run(rest)
    }

    func close() async {
        await current?.source.close()
        current = nil
        try? FileManager.default.removeItem(at: scratch)
    }

    private func upToDateSource() throws(SentinelError) -> SQLiteSource {
        do {
            let files = try csvFiles()
            let stamp = try files.map(Self.stamp)
            if let current, current.stamp == stamp { return current.source }
            try FileManager.default.createDirectory(
                at: scratch, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            generation += 1
            let database = scratch.appendingPathComponent("\(generation).db").path
            try CSVImport(delimiter: delimiter).load(files, into: database)
            let source = try SQLiteSource(path: database)
            current = (stamp, source)
            return source
        } catch let error as SentinelError {
            throw error
        } catch {
            throw SentinelError(.connection, "the folder '\(folder.path)' cannot be read", underlying: "\(error)")
        }
    }

    private func csvFiles() throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension.lowercased() == "csv" }
            .sorted { $0.path < $1.path }
    }

    /// Name, size and time of change: enough to see that a file was written.
    private static func stamp(_ file: URL) throws -> String {
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        let time = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        return "\(file.lastPathComponent) \(attributes[.size] ?? 0) \(time)"
    }
}
