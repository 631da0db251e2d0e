import SentinelModels

/// Copies all rows of one state database into another, whatever databases they are.
struct StateCopy {
    struct Side {
        var connection: any StoreConnection
        var dialect: any SQLDialect
    }

    var source: Side
    var target: Side
    var page = 500

    /// Copies everything that the source holds at one moment.
    ///
    /// The target has our tables and no rows, or rows of a copy that was interrupted, which are thrown away. Each page is
    /// committed by itself; the mark says that the whole is not there until it was compared.
    func run() throws(SentinelError) -> StateCopySummary {
        var summary = StateCopySummary()
        summary.isRestarted = try prepareTarget()
        try source.connection.transaction(writing: false) { () throws(SentinelError) in
            var digest = StateRowDigest()
            for table in CopiedTable.all {
                let columns = try commonColumns(of: table)
                digest.begin(table.name, columns)
                var count = 0
                try table.pages(of: columns, size: page, on: source.connection) { rows throws(SentinelError) in
                    for row in rows { digest.add(row) }
                    count += rows.count
                    try target.connection.transaction(writing: true) { () throws(SentinelError) in
                        try table.insert(rows, into: columns, on: target.connection)
                        try FaultPoint.beforeCopyCommit.pass()
                    }
                }
                summary.tables.append(.init(table: String(table.name.dropFirst(Table.prefix.count)), rows: count))
            }
            summary.digest = digest.hexadecimal
        }
        try target.dialect.continueCounting("run_number", of: Table.run, on: target.connection)
        try compare(with: summary)
        try StateCopyMark.remove(on: target.connection)
        return summary
    }

    /// Whether the target held a part of a copy.
    private func prepareTarget() throws(SentinelError) -> Bool {
        let isRestarted = try StateCopyMark.isThere(on: target.connection, target.dialect)
        for table in CopiedTable.all {
            if isRestarted {
                try target.connection.execute(target.dialect.emptying(table.name))
            } else if try target.connection.first("SELECT 1 FROM \(table.name) LIMIT 1", [], { _ in true }) != nil {
                throw SentinelError(
                    .conflict,
                    "the target holds a state already (\(table.name) has rows); a copy needs an empty database",
                    isRetryable: false)
            }
        }
        if !isRestarted { try StateCopyMark.set(on: target.connection, target.dialect) }
        return isRestarted
    }

    private func commonColumns(of table: CopiedTable) throws(SentinelError) -> [StoredColumn] {
        let columns = try source.dialect.columns(of: table.name, on: source.connection)
        let others = try target.dialect.columns(of: table.name, on: target.connection)
        guard !columns.isEmpty, Set(columns) == Set(others) else { throw Self.differentSchemas(table.name) }
        // In an order that does not depend on when a column was added.
        return columns.sorted { $0.name < $1.name }
    }

    /// Reads everything back and compares.
    private func compare(with summary: StateCopySummary) throws(SentinelError) {
        var digest = StateRowDigest()
        for (table, expected) in zip(CopiedTable.all, summary.tables) {
            let columns = try commonColumns(of: table)
            digest.begin(table.name, columns)
            var count = 0
            try table.pages(of: columns, size: page, on: target.connection) { rows throws(SentinelError) in
                for row in rows { digest.add(row) }
                count += rows.count
            }
            guard count == expected.rows else {
                throw Self.notEqual("\(table.name) has \(count) rows instead of \(expected.rows)")
            }
        }
        guard digest.hexadecimal == summary.digest else { throw Self.notEqual("a row is not what it was") }
    }

    private static func notEqual(_ what: String) -> SentinelError {
        SentinelError(.store, "the copy differs from its source: \(what)", isRetryable: false)
    }

    static func differentSchemas(_ table: String) -> SentinelError {
        SentinelError(
            .schemaVersion, "source and target have different columns in \(table)", isRetryable: false)
    }
}
