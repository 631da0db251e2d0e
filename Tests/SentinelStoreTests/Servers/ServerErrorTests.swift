import SentinelModels
import SentinelSQL
import SentinelTesting
import Testing

@testable import SentinelStore

@Suite("Errors of servers")
struct ServerErrorTests {
    private static func state(_ state: String) -> PostgreSQLError { PostgreSQLError(.server, "m", sqlState: state) }

    @Test(
        "PostgreSQL's have one meaning each",
        arguments: [
            (PostgreSQLError(.connection, "m"), .connection, true), (PostgreSQLError(.dns, "m"), .dns, true),
            (PostgreSQLError(.tls, "m"), .tls, true), (PostgreSQLError(.timeout, "m"), .timeout, true),
            (PostgreSQLError(.authentication, "m"), .authentication, false),
            (PostgreSQLError(.cancelled, "m"), .cancelled, false), (PostgreSQLError(.tooLarge, "m"), .store, false),
            (PostgreSQLError(.usage, "m"), .store, false), (state("40001"), .busy, true),
            (state("40P01"), .busy, true), (state("55P03"), .busy, true), (state("40003"), .busy, true),
            (state("57P01"), .connection, true), (state("57P03"), .connection, true),
            (state("25P03"), .connection, true), (state("08006"), .connection, true),
            (state("57014"), .timeout, true), (state("42501"), .permission, false), (state("25006"), .store, true),
            (state("3D000"), .configuration, false), (state("53300"), .busy, true), (state("53100"), .busy, true),
            (state("42P01"), .store, false), (state("23505"), .store, false),
            (PostgreSQLError(.server, "m"), .store, false),
        ] as [(PostgreSQLError, SentinelError.Code, Bool)])
    func postgreSQL(_ error: PostgreSQLError, _ code: SentinelError.Code, _ isRetryable: Bool) {
        let meaning = SentinelError(state: error)
        #expect((meaning.code, meaning.isRetryable) == (code, isRetryable))
        #expect(meaning.underlying == error.description)
    }
}

/// The errors that people make and meet when they name a server.
@Suite("A server that refuses", .serialized, .enabled(if: ServerKind.areInstalled, ServerKind.absence))
struct ServerRefusalTests {
    private func error(_ url: String) -> SentinelError? {
        do throws(SentinelError) {
            guard let place = try StateDatabaseURL(url).server else { return nil }
            var opening =
                url.hasPrefix("postgres")
                ? try ServerOpening.postgreSQL(place, clock: SystemClock())
                : try ServerOpening.mySQL(place, clock: SystemClock())
            opening.patience.start = .zero
            _ = try opening.open()
            return nil
        } catch {
            return error
        }
    }

    private func expect(_ code: SentinelError.Code, isRetryable: Bool? = nil, _ url: String) {
        let error = error(url)
        #expect(error?.code == code, "\(error.map { "\($0)" } ?? "no error")")
        if let isRetryable { #expect(error?.isRetryable == isRetryable) }
        #expect(error.map { "\($0.message) \($0.underlying ?? "")".contains("s3cret") } != true)
    }

    @Test("tells why: password, database, rights, certificate, address", arguments: ServerKind.allCases)
    func reasons(_ kind: ServerKind) throws {
        let database = try kind.database()
        let nobody = try FreePort.find()
        expect(.authentication, isRetryable: false, database.url().replacing("s3cret-", with: "s3cret-not-"))
        expect(.configuration, isRetryable: false, database.url().replacing("/" + database.name, with: "/missing"))
        expect(.connection, isRetryable: true, database.url(port: nobody))
        let strict = kind == .postgreSQL ? "sslmode=verify-full" : "ssl_mode=VERIFY_IDENTITY"
        expect(.tls, database.url(query: strict))
        let reader =
            switch database.server {
            case .postgreSQL(let server): server.url(.reader, database: database.name)
            case .mariaDB(let server): server.url(.reader, database: database.name)
            }
        expect(.permission, isRetryable: false, reader)
        #expect(throws: SentinelError.self) { try SQLStateStore.schemaVersion(database.url(port: nobody)) }
    }

    @Test("a URL's own mistakes are found before anybody is asked")
    func mistakes() {
        expect(.configuration, isRetryable: false, "mysql://u:s3cret@127.0.0.1/d?ssl_mode=PERHAPS")
        expect(.configuration, isRetryable: false, "postgresql://u:s3cret@127.0.0.1/d?no_such_parameter=1")
    }

    @Test("a database that is not UTF-8 is refused")
    func encoding() throws {
        let server = try PostgreSQLServer.shared.get()
        try server.psql("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
        expect(.unsupported, isRetryable: false, server.url(.superuser, database: "latin"))
    }

    @Test("a database whose mark was taken away gets it again", arguments: ServerKind.allCases)
    func lostMark(_ kind: ServerKind) async throws {
        let database = try kind.database()
        let clock = ManualClock()
        let store = try database.open(clock)
        try await StoreSteps(store, clock).run("a")
        try database.sql("DELETE FROM sqlsentinel_writer")
        try await StoreSteps(store, clock).run("b", runID: "r2")
        #expect(try database.number("SELECT COUNT(*) FROM sqlsentinel_writer") == 1)
        #expect(try await store.history(HistoryQuery(limit: nil)).count == 2)
        await store.close()
    }

    @Test("a server's session that somebody ends is made anew", arguments: ServerKind.allCases)
    func ended(_ kind: ServerKind) async throws {
        let database = try kind.database()
        let clock = ManualClock()
        let store = try database.open(clock)
        for number in 0..<3 {
            try await StoreSteps(store, clock).run("a\(number)", runID: "r\(number)")
            _ = try await store.history(HistoryQuery(limit: nil))
            let killer = try database.opening(clock).connect()
            switch kind {
            case .postgreSQL:
                try killer.query(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """, []
                ) { _ in true }
            case .mariaDB:
                let sessions = try killer.all(
                    """
                    SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()
                    """, []
                ) { $0.integer(at: 0) }
                #expect(sessions.count == 2)
                for session in sessions { try killer.execute("KILL CONNECTION \(session)") }
            }
            killer.close()
        }
        try await StoreSteps(store, clock).run("last", runID: "last")
        #expect(try await store.history(HistoryQuery(limit: nil)).count == 4)
        await store.close()
    }
}
