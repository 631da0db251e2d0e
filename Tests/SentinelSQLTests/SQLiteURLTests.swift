import SentinelModels
import SentinelSQL
import Testing

@Suite("SQLite URL")
struct SQLiteURLTests {
    @Test(
        "the forms of SQLAlchemy",
        arguments: [
            ("sqlite:///shop.db", "shop.db"), ("sqlite:///data/shop.db", "data/shop.db"),
            ("sqlite:////srv/shop.db", "/srv/shop.db"), ("sqlite://", ":memory:"), ("sqlite:///", ":memory:"),
            ("sqlite:///:memory:", ":memory:"), ("sqlite+pysqlite:///a.db", "a.db"), ("SQLite:///a.db", "a.db"),
            ("sqlite+aiosqlite:////a.db", "/a.db"), ("sqlite3:///a.db", "a.db"),
            ("sqlite:///my%20shop.db", "my shop.db"), ("sqlite:///100%.db", "100%.db"), ("sqlite:///a%2", "a%2"),
            ("sqlite:///%C3%BC.db", "ü.db"), ("sqlite:///a%3Fb.db", "a?b.db"), ("sqlite:///ü.db", "ü.db"),
            ("sqlite:///a.db?timeout=30&check_same_thread=False", "a.db"), ("sqlite:///a.db?", "a.db"),
            ("sqlite:///file:a.db?mode=ro&uri=true", "a.db"), ("sqlite:///file:///srv/a.db?uri=true", "/srv/a.db"),
            ("sqlite:///file:a.db", "file:a.db"), ("sqlite:///../a.db", "../a.db"),
        ])
    func accepted(_ url: String, path: String) throws {
        #expect(try SQLiteURL(url).path == path)
    }

    @Test("read-only and in-memory")
    func flags() throws {
        #expect(try SQLiteURL("sqlite:///a.db?mode=ro").isReadOnly)
        #expect(try !SQLiteURL("sqlite:///a.db").isReadOnly)
        #expect(try SQLiteURL("sqlite://").isInMemory)
        #expect(try !SQLiteURL("sqlite:///a.db").isInMemory)
    }

    @Test(
        "refused with a reason",
        arguments: [
            ("shop.db", "sqlite://"), ("postgresql://h/d", "sqlite://"), ("sqlite:shop.db", "sqlite://"),
            ("sqlite://shop.db", "host"), ("sqlite://u:pw@host/a.db", "host"),
            ("sqlite+pysqlcipher:///a.db", "sqlite://"),
            ("sqlite:///a.db?mode=rwc", "'mode'"), ("sqlite:///a.db?immutable=1", "'immutable'"),
            ("sqlite:///a.db?vfs=unix-none", "'vfs'"), ("sqlite:///a%00.db", "%-escapes"),
            ("sqlite:///a%ff.db", "%-escapes"), ("", "sqlite://"), ("://", "sqlite://"),
        ])
    func refused(_ url: String, reason: String) {
        do throws(SentinelError) {
            _ = try SQLiteURL(url)
            Issue.record("accepted")
        } catch {
            #expect(error.code == .configuration)
            #expect(error.message.contains(reason))
            #expect(!error.message.contains("pw"))
        }
    }
}
