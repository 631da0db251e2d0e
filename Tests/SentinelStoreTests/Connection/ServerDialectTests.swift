import SentinelModels
import Testing

@testable import SentinelStore

@Suite("Dialects of servers")
struct ServerDialectTests {
    private let postgreSQL = PostgreSQLDialect()
    private let mySQL = MySQLDialect()

    @Test("upserts name what changes")
    func upsert() {
        #expect(
            postgreSQL.upsert("t", key: ["a"], columns: ["b", "c"])
                == "INSERT INTO t (a, b, c) VALUES (?, ?, ?) ON CONFLICT (a) DO UPDATE SET b = excluded.b, c = excluded.c"
        )
        #expect(
            mySQL.upsert("t", key: ["a"], columns: ["b", "c"])
                == "INSERT INTO t (a, b, c) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE b = VALUES(b), c = VALUES(c)")
    }

    @Test("inserts that may find their row")
    func insertIfAbsent() {
        #expect(postgreSQL.insertIfAbsent("t", ["a"]) == "INSERT INTO t (a) VALUES (?) ON CONFLICT DO NOTHING")
        let text = mySQL.insertIfAbsent("t", ["a", "b"])
        #expect(text == "INSERT /* unless it is there */ INTO t (a, b) VALUES (?, ?)")
        #expect(text.hasPrefix(MySQLDialect.insertUnlessThere), "the session knows it by its begin")
    }

    @Test("a table of any size is emptied at once")
    func emptying() {
        #expect([postgreSQL.emptying("t"), mySQL.emptying("t")] == ["TRUNCATE TABLE t", "TRUNCATE TABLE t"])
        #expect(SQLiteDialect().emptying("t") == "DELETE FROM t", "SQLite does not look at each row then")
    }

    @Test("tables compare texts byte by byte")
    func tables() {
        let columns = "a VARCHAR(64) NOT NULL, h CHAR(64), n BIGINT"
        #expect(
            postgreSQL.createTable("t", columns, isKeyed: true)
                == #"CREATE TABLE t (a VARCHAR(64) COLLATE "C" NOT NULL, h VARCHAR(64) COLLATE "C", n BIGINT)"#)
        #expect(
            mySQL.createTable("t", columns, isKeyed: false)
                == "CREATE TABLE t (a VARCHAR(64) NOT NULL, h VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, n BIGINT) "
                + "ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin")
        #expect(
            MySQLDialect(isMariaDB: false).createTable("t", "a BIGINT", isKeyed: true)
                .hasSuffix("COLLATE = utf8mb4_0900_bin"))
    }

    @Test("an index over some rows stands in for itself where there is none")
    func partialIndex() {
        #expect(
            postgreSQL.partialIndex("i", on: "t", "a", where: "b = 1", unique: true)
                == "CREATE UNIQUE INDEX i ON t (a) WHERE b = 1")
        #expect(
            mySQL.partialIndex("sqlsentinel_i", on: "t", "a", where: "state = 'x'", unique: false)
                == "CREATE INDEX sqlsentinel_i ON t (state, a)")
        #expect(
            mySQL.partialIndex("sqlsentinel_i", on: "t", "a", where: "b = 1", unique: false)
                == "CREATE INDEX sqlsentinel_i ON t (a)")
        #expect(
            mySQL.partialIndex("sqlsentinel_i", on: "t", "a", where: "state = 'x'", unique: true)
                == "ALTER TABLE t ADD COLUMN i_counts BIGINT GENERATED ALWAYS AS (CASE WHEN state = 'x' THEN 1 END) VIRTUAL, "
                + "ADD UNIQUE INDEX sqlsentinel_i (a, i_counts)")
    }

    @Test("every statement of the schema is known by what it makes", arguments: [true, false])
    func effects(_ isMariaDB: Bool) {
        let schema = Schema(dialect: MySQLDialect(isMariaDB: isMariaDB))
        for statement in schema.tables + schema.views {
            #expect(StatementEffect(statement) != .other, "\(statement)")
        }
        let effects = (schema.tables + schema.views).map(StatementEffect.init)
        #expect(Set(effects).count == effects.count)
    }

    @Test(
        "types of columns",
        arguments: [
            ("bigint", .integer), ("INTEGER", .integer), ("double precision", .double), ("DOUBLE", .double),
            ("character varying", .text), ("longtext", .text), ("", .text),
        ] as [(String, StoredColumn.Kind)])
    func kinds(_ type: String, _ kind: StoredColumn.Kind) {
        #expect(StoredColumn.Kind(type: type) == kind)
    }

    @Test("owners of other processes are left to their leases")
    func owners() {
        let owners = AnnouncedOwners()
        owners.announce(OwnerID("b"))
        owners.announce(OwnerID("a"))
        #expect(owners.announced == [OwnerID("a"), OwnerID("b")])
        #expect(owners.isOurs(OwnerID("a")) && !owners.isOurs(OwnerID("c")))
        #expect(!owners.isDead(OwnerID("c")) && !owners.isDead(OwnerID("a")))
        owners.close()
        #expect(owners.announced.isEmpty)
    }
}
