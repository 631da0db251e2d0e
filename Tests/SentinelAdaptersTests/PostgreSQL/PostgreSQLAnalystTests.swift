#if PostgreSQL
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite(
        "PostgreSQL runs what analysts write", .serialized, .timeLimit(.minutes(3)),
        .enabled(if: PostgreSQLShop.isPossible, PostgreSQLShop.reason))
    struct PostgreSQLAnalystTests {
        /// A value as psql shows it; nil if the two forms differ by design.
        private func shown(_ value: SQLValue) -> String? {
            switch value {
            case .bool(let value): value ? "t" : "f"
            case .null: ""
            case .integer, .decimal, .text, .date: value.displayText
            default: nil
            }
        }

        @Test("two hundred statements come back with the rows of psql in their order")
        func corpus() async throws {
            #expect(PostgreSQLAnalyst.statements.count >= 200)
            let shop = try PostgreSQLShop()
            let source = try shop.source()
            for sql in PostgreSQLAnalyst.statements {
                let rows: [[SQLValue]]
                do {
                    rows = try await source.rows(sql)
                } catch {
                    Issue.record("\(sql): \(error)")
                    continue
                }
                // psql takes the statement from its own input: a last comment must not swallow the semicolon.
                let lines = try shop.server.psql(sql + "\n;", database: shop.database, as: .reader).split(
                    separator: "\n", omittingEmptySubsequences: false
                ).dropLast()
                #expect(rows.count == lines.count, "\(sql)")
                for (row, line) in zip(rows, lines) {
                    let cells = row.map(shown)
                    guard cells.allSatisfy({ $0 != nil }) else { continue }
                    #expect(cells.map { $0 ?? "" }.joined(separator: "|") == line, "\(sql)")
                }
            }
            await source.close()
        }
    }
#endif
