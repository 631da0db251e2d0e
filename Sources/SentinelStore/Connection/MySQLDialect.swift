import SentinelModels

/// MariaDB 10.6 and MySQL 8, and newer ones.
struct MySQLDialect: SQLDialect {
    /// Whether the server is MariaDB.
    var isMariaDB = true

    let countingKey = "BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY"
    let longText = "LONGTEXT"
    let lockingClause = " FOR UPDATE"
    let skippingClause = " FOR UPDATE SKIP LOCKED"
    var clockExpression: String? = "CAST(UNIX_TIMESTAMP(SYSDATE(6)) * 1000000 AS SIGNED)"
    let greatest = "GREATEST"
    let least = "LEAST"
    let migrationStyle = MigrationStyle.stepwise(
        lock: "SELECT COALESCE(GET_LOCK(CONCAT(?, MD5(DATABASE())), 0), 0)",
        unlock: "SELECT RELEASE_LOCK(CONCAT(?, MD5(DATABASE())))")
    var ownTables: [String] { [CommitMark.table(self)] }

    /// Texts are compared byte by byte, trailing blanks included.
    private var collation: String { isMariaDB ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin" }

    func timeText(_ column: String) -> String {
        "CAST(TIMESTAMPADD(MICROSECOND, \(column), TIMESTAMP'1970-01-01 00:00:00') AS DATETIME(6))"
    }

    /// Aggregated by hand: MariaDB's JSON_OBJECTAGG takes all values for texts.
    func contextObject(_ column: String) -> String {
        """
        (SELECT CONCAT('{', GROUP_CONCAT(CONCAT(JSON_QUOTE(j.label), ': ',
        JSON_EXTRACT(\(column), CONCAT('$[', j.place - 1, '][2]'))) ORDER BY j.place SEPARATOR ', '), '}')
        FROM JSON_TABLE(\(column), '$[*]' COLUMNS (place FOR ORDINALITY, label LONGTEXT PATH '$[0]')) j)
        """
    }

    func createTable(_ name: String, _ columns: String, isKeyed: Bool) -> String {
        let columns = columns.replacing(" CHAR(64)", with: " VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin")
        return """
            CREATE TABLE \(name) (\(columns)) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 \
            COLLATE = \(collation)
            """
    }

    /// With the rights of who asks: the account that made it may be gone one day.
    func createView(_ name: String, _ query: String) -> String {
        "CREATE SQL SECURITY INVOKER VIEW \(name) AS \(query)"
    }

    func existingTables(
        _ names: [String], on connection: any StoreConnection
    ) throws(SentinelError) -> Set<String> {
        // Names of ours stand in the text: values would not compare with the character set of this schema.
        let list = names.map { "'\($0)'" }.joined(separator: ", ")
        return Set(
            try connection.all(
                """
                SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()
                AND table_type = 'BASE TABLE' AND table_name IN (\(list))
                """, []
            ) { $0.text(at: 0) })
    }

    func columns(of table: String, on connection: any StoreConnection) throws(SentinelError) -> [StoredColumn] {
        try connection.all(
            """
            SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = DATABASE()
            AND table_name = '\(table)' AND COALESCE(generation_expression, '') = '' ORDER BY ordinal_position
            """, []
        ) { StoredColumn(name: $0.text(at: 0), kind: .init(type: $0.text(at: 1))) }
    }

    func integrityFindings(on connection: any StoreConnection) throws(SentinelError) -> [String] { [] }

    func durabilityFindings(on connection: any StoreConnection) throws(SentinelError) -> [String] {
        let settings = try connection.first(
            """
            SELECT @@innodb_flush_log_at_trx_commit, @@innodb_doublewrite, @@log_bin, @@sync_binlog, @@binlog_format
            """, []
        ) { row in (0..<5).map { row.text(at: $0).uppercased() } }
        guard let settings else { return [] }
        var findings: [String] = []
        if settings[0] != "1" {
            findings.append(
                """
                innodb_flush_log_at_trx_commit is \(settings[0]), not 1: if the server's power fails, what was \
                committed last may be lost
                """)
        }
        if ["0", "OFF"].contains(settings[1]) {
            findings.append("innodb_doublewrite is off: if the server's power fails, the whole database may be lost")
        }
        guard settings[2] == "1" || settings[2] == "ON" else { return findings }
        if settings[3] != "1" {
            findings.append(
                "sync_binlog is \(settings[3]), not 1: if the server's power fails, replicas may miss what was committed"
            )
        }
        if settings[4] == "STATEMENT" {
            findings.append("binlog_format is STATEMENT: replicas may get other rows than the server; use ROW or MIXED")
        }
        return findings
    }

    func upsert(_ table: String, key: [String], columns: [String]) -> String {
        let all = key + columns
        let changes = columns.map { "\($0) = VALUES(\($0))" }.joined(separator: ", ")
        return """
            INSERT INTO \(table) (\(all.joined(separator: ", "))) VALUES (\(Self.placeholders(all.count))) \
            ON DUPLICATE KEY UPDATE \(changes)
            """
    }

    /// How statements begin that change nothing when a key exists. The connection knows them by it: INSERT IGNORE would
    /// let other errors pass, such as a text that is cut, and ON DUPLICATE KEY UPDATE does not tell what happened.
    static let insertUnlessThere = "INSERT /* unless it is there */ INTO"

    func insertIfAbsent(_ table: String, _ columns: [String]) -> String {
        """
        \(Self.insertUnlessThere) \(table) (\(columns.joined(separator: ", "))) \
        VALUES (\(Self.placeholders(columns.count)))
        """
    }

    func emptying(_ table: String) -> String { "TRUNCATE TABLE \(table)" }

    /// There are no partial indexes. A unique one gets a column that is NULL, and so equal to none, where the condition
    /// does not hold; others take all rows, and begin with the state that the conditions are about.
    func partialIndex(
        _ name: String, on table: String, _ columns: String, where condition: String, unique: Bool
    ) -> String {
        let first = condition.hasPrefix("state ") ? "state, " : ""
        guard unique else { return "CREATE INDEX \(name) ON \(table) (\(first)\(columns))" }
        let isIn = name.dropFirst(Table.prefix.count) + "_counts"
        return """
            ALTER TABLE \(table) ADD COLUMN \(isIn) BIGINT GENERATED ALWAYS AS (CASE WHEN \(condition) THEN 1 END) VIRTUAL, \
            ADD UNIQUE INDEX \(name) (\(columns), \(isIn))
            """
    }
}
