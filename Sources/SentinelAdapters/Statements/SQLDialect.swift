#if ODBC || DuckDB
    /// A kind of database, as far as it matters for reading the pieces of its SQL.
    enum SQLDialect: String, Sendable, Hashable, CaseIterable {
        case postgreSQL
        case mySQL
        case sqlite
        case sqlServer
        case oracle
        case spark
        case duckDB
        /// Anything else: what could be meant in two ways is refused.
        case other

        /// Whether a backslash takes the meaning from a quote within `'…'`; nil if that is not known.
        var hasBackslashEscapes: Bool? {
            switch self {
            case .mySQL, .spark: true
            case .postgreSQL, .sqlite, .sqlServer, .oracle, .duckDB: false
            case .other: nil
            }
        }

        /// The same within `"…"`, which are texts for some and names for others.
        var hasBackslashEscapesInDoubleQuotes: Bool? { self == .mySQL ? nil : hasBackslashEscapes }
        /// Whether `[name]` is a quoted name.
        var hasBrackets: Bool { [.sqlServer, .sqlite].contains(self) }
        /// Whether `` `name` `` is a quoted name.
        var hasBackticks: Bool { [.mySQL, .sqlite, .spark, .other].contains(self) }
        /// Whether `#` begins a comment.
        var hasHashComments: Bool { self == .mySQL }
        /// Whether `#` may stand within a name.
        var hasHashesInNames: Bool { [.sqlServer, .oracle, .other].contains(self) }
        /// Whether a backslash at the end of a line makes its comment go on.
        var continuesComments: Bool { [.spark, .other].contains(self) }
        /// Whether `--` begins a comment only before a blank.
        var dashesNeedBlank: Bool { self == .mySQL }
        /// Whether `$tag$…$tag$` is a text.
        var hasDollarQuotes: Bool { [.postgreSQL, .duckDB].contains(self) }
        /// Whether a second statement may follow without a semicolon.
        var needsNoSemicolon: Bool { [.sqlServer, .other].contains(self) }
    }
#endif
