#if SQLite
    import SentinelSQL
    import Synchronization

    /// Decides what statements may do: read tables and call harmless functions, nothing else.
    ///
    /// SQLite itself asks it for every part of a statement, however deep or hidden in a view. What it does not know,
    /// it refuses.
    final class SQLiteGate: Sendable {
        private let latest = Mutex<String?>(nil)

        /// What was refused since the last call, in words; nil if nothing was.
        func takeRefusal() -> String? {
            latest.withLock { refusal in
                defer { refusal = nil }
                return refusal
            }
        }

        func verdict(on action: SQLiteAction) -> SQLiteVerdict {
            switch action.kind {
            case .select, .recursive: return .allow
            case .read:
                guard let table = action.target, Self.privateTables.contains(table.lowercased()) else { return .allow }
                return refuse("reading \(table) is not allowed")
            case .function:
                let name = action.detail ?? ""
                // Names come as they were registered, in lower case for all that SQLite brings.
                return Self.functions.contains(name) ? .allow : refuse("the function \(name)() is not allowed")
            case .pragma:
                // Full-text search asks the first two itself; the others are what pragma_table_info() and its like use.
                let name = action.target?.lowercased() ?? ""
                let isAsked = ["data_version", "page_size"].contains(name) && action.detail == nil
                if isAsked || Self.pragmas.contains(name) { return .allow }
                return refuse("PRAGMA \(name) is not allowed")
            case .other where action.isVirtualTableDeclaration: return .allow
            case .other: return refuse("\(action.name) is not allowed")
            }
        }

        private func refuse(_ reason: String) -> SQLiteVerdict {
            latest.withLock { $0 = reason }
            return .deny
        }

        /// Tables that show other queries' texts or raw pages.
        private static let privateTables: Set<String> = ["sqlite_stmt", "sqlite_dbpage", "bytecode", "tables_used"]

        /// They describe tables and indexes and change nothing.
        private static let pragmas: Set<String> = [
            "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list",
        ]

        /// Functions that only compute. Left out on purpose: `randomblob` and `zeroblob` (any size in one call),
        /// `load_extension`, `fts3_tokenizer`, `optimize`, `rtreecheck`, `edit`, `readfile`, `writefile`, `fts5`.
        private static let functions: Set<String> = Set(
            """
            abs changes char coalesce concat concat_ws format glob hex ifnull if iif instr last_insert_rowid length \
            like likelihood likely lower ltrim max min nullif octet_length printf quote random regexp replace round \
            rtrim sign soundex sqlite_version substr substring total_changes trim typeof unhex unicode unistr \
            unistr_quote unlikely upper match subtype
            acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod pi \
            pow power radians sin sinh sqrt tan tanh trunc
            current_date current_time current_timestamp date datetime julianday strftime time timediff unixepoch
            avg count group_concat median percentile percentile_cont percentile_disc string_agg sum total
            cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number
            -> ->> json json_array json_array_length json_error_position json_extract json_group_array \
            json_group_object json_insert json_object json_patch json_pretty json_quote json_remove json_replace \
            json_set json_type json_valid jsonb jsonb_array jsonb_extract jsonb_group_array jsonb_group_object \
            jsonb_insert jsonb_object jsonb_patch jsonb_remove jsonb_replace jsonb_set
            bm25 highlight snippet matchinfo offsets
            """.split(whereSeparator: \.isWhitespace).map(String.init))
    }
#endif
