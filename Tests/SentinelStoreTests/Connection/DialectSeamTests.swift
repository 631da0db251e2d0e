import SentinelEngine
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelStore

@Suite("Another dialect")
struct DialectSeamTests {
    @Test("keeps the contract of the seam as well", arguments: StateStoreContract.all)
    func contract(_ clause: StateStoreContract) async throws {
        let folder = try StateFolder()
        let clock = ManualClock()
        let store = try SQLStateStore.speakingOtherDialect(path: folder.file(), clock: clock)
        try await clause.check(
            StateStoreHarness(
                store: store, clock: clock,
                reopen: { try SQLStateStore.speakingOtherDialect(path: folder.file(), clock: clock) },
                audit: { try await store.auditEntries(scope: .default) }))
        await store.close()
    }

    @Test("answers a conversation as the memory does", arguments: 0..<10 as Range<UInt64>)
    func conversation(_ seed: UInt64) async throws {
        let folder = try StateFolder()
        let clocks = [ManualClock(), ManualClock()]
        let stores: [any StateStore] = [
            InMemoryStateStore(clock: clocks[0]),
            try SQLStateStore.speakingOtherDialect(path: folder.file(), clock: clocks[1]),
        ]
        var answers: [[AnyHashable]] = []
        for (store, clock) in zip(stores, clocks) {
            var conversation = Conversation(seed: seed, store: store, clock: clock)
            try await conversation.talk(steps: 60)
            await store.close()
            answers.append(conversation.answers)
        }
        #expect(answers[0] == answers[1], "seed \(seed)")
    }

    /// Words that one of PostgreSQL 13-17, MariaDB 10.6-11 and MySQL 8 reserves, and that a schema is tempted to use.
    private static let reserved: Set<String> = [
        "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "before", "between", "both", "by", "call",
        "cascade",
        "case", "change", "check", "collate", "column", "condition", "constraint", "create", "cross", "cube",
        "current_date",
        "current_role", "current_time", "current_timestamp", "current_user", "cursor", "database", "default", "delayed",
        "delete",
        "desc", "describe", "distinct", "div", "drop", "each", "else", "empty", "end", "except", "exists", "exit",
        "explain", "false",
        "fetch", "for", "foreign", "from", "function", "generated", "grant", "group", "grouping", "groups", "having",
        "if", "ignore",
        "in", "index", "inner", "insert", "interval", "into", "is", "join", "key", "keys", "kill", "lag", "lead",
        "leading", "left",
        "like", "limit", "lines", "load", "lock", "match", "mod", "natural", "not", "null", "of", "offset", "on",
        "only", "option",
        "or", "order", "outer", "over", "partition", "percent_rank", "placing", "primary", "procedure", "range", "rank",
        "read",
        "recursive", "references", "release", "rename", "repeat", "replace", "require", "returning", "right", "row",
        "row_number",
        "rows", "schema", "select", "session_user", "set", "show", "signal", "some", "sql", "system", "table", "then",
        "to", "trailing",
        "trigger", "true", "union", "unique", "unlock", "update", "usage", "use", "user", "using", "values", "variadic",
        "virtual",
        "when", "where", "window", "with", "write",
    ]

    @Test("no table or column has a name that another database reserves or cuts")
    func names() async throws {
        let folder = try StateFolder()
        await (try SQLStateStore.open(folder.url(), clock: ManualClock())).close()
        let database = try RawDatabase(folder.file())
        let tables = try database.rows("SELECT name FROM sqlite_master WHERE name LIKE 'sqlsentinel%'", column: 0)
        #expect(tables.count > 30)
        for name in tables {
            // PostgreSQL allows 63 bytes, MariaDB and MySQL 64.
            #expect(name.utf8.count <= 63, "\(name)")
            for column in try database.rows("SELECT name FROM pragma_table_info('\(name)')", column: 0) {
                #expect(!Self.reserved.contains(column), "\(name).\(column)")
                #expect(column.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil, "\(name).\(column)")
            }
        }
    }

    @Test("times and numbers are BIGINT, keys have a length, in all tables")
    func types() async throws {
        let folder = try StateFolder()
        await (try SQLStateStore.open(folder.url(), clock: ManualClock())).close()
        let database = try RawDatabase(folder.file())
        let allowed: Set = ["BIGINT", "INTEGER", "VARCHAR(64)", "VARCHAR(255)", "CHAR(64)", "TEXT", "DOUBLE PRECISION"]
        for table in try database.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'sqlsentinel%'", column: 0)
        {
            for row in try database.rows("SELECT name, type, pk FROM pragma_table_info('\(table)')") {
                #expect(allowed.contains(row[1]), "\(table).\(row)")
                if row[0].hasSuffix("_at") || row[0].hasSuffix("_until") {
                    #expect(row[1] == "BIGINT", "\(table).\(row)")
                }
                if row[0].hasSuffix("hash") || row[0] == "fingerprint" {
                    #expect(row[1] == "CHAR(64)", "\(table).\(row)")
                }
                // MariaDB and MySQL index no text without a length.
                if row[2] != "0" { #expect(row[1] != "TEXT", "\(table).\(row)") }
            }
        }
    }
}
