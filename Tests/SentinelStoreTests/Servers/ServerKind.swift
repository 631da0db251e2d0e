import Foundation
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelStore

/// The servers that can hold the state, as tests start them.
enum ServerKind: String, Sendable, CaseIterable, CustomTestStringConvertible {
    case postgreSQL = "PostgreSQL"
    case mariaDB = "MariaDB"

    static let absence: Comment = "PostgreSQL or MariaDB is not installed here"

    static var areInstalled: Bool { allCases.allSatisfy(\.isInstalled) }

    var isInstalled: Bool {
        switch self {
        case .postgreSQL: PostgreSQLServer.isInstalled
        case .mariaDB: MariaDBServer.isInstalled
        }
    }

    var testDescription: String { rawValue }

    /// A fresh database on the server that all tests share.
    func database() throws -> ServerDatabase {
        switch self {
        case .postgreSQL: try ServerDatabase(.postgreSQL(PostgreSQLServer.shared.get()))
        case .mariaDB: try ServerDatabase(.mariaDB(MariaDBServer.shared.get()))
        }
    }

    /// A database on a server that the test may stop, and that keeps what it has committed when it is killed.
    func databaseOfItsOwn() throws -> ServerDatabase {
        switch self {
        case .postgreSQL: try ServerDatabase(.postgreSQL(PostgreSQLServer()))
        case .mariaDB:
            try ServerDatabase(.mariaDB(MariaDBServer(settings: ["--innodb-flush-log-at-trx-commit=2"])))
        }
    }
}

/// A state database on a server.
struct ServerDatabase: Sendable {
    enum Server: Sendable {
        case postgreSQL(PostgreSQLServer)
        case mariaDB(MariaDBServer)
    }

    let server: Server
    let name: String

    init(_ server: Server) throws {
        self.server = server
        switch server {
        case .postgreSQL(let server): name = try server.makeDatabase()
        case .mariaDB(let server): name = try server.makeDatabase()
        }
    }

    var port: Int {
        switch server {
        case .postgreSQL(let server): server.port
        case .mariaDB(let server): server.port
        }
    }

    func url(port: Int? = nil, query: String = "") -> String {
        switch server {
        case .postgreSQL(let server): server.url(.superuser, database: name, port: port, query: query)
        case .mariaDB(let server): server.url(.administrator, database: name, port: port, query: query)
        }
    }

    /// What a URL says for a connection in clear, whose bytes a proxy can read.
    var inClear: String {
        switch server {
        case .postgreSQL: "sslmode=disable"
        case .mariaDB: "ssl_disabled=true"
        }
    }

    /// Runs SQL with the server's own client; returns what it prints.
    @discardableResult
    func sql(_ sql: String) throws -> String {
        let text: String
        switch server {
        case .postgreSQL(let server): text = try server.psql(sql, database: name)
        case .mariaDB(let server): text = try server.sql(sql, database: name)
        }
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    func number(_ query: String) throws -> Int {
        try #require(Int(try sql(query)))
    }

    /// Ends the server as a power failure would.
    func kill() {
        switch server {
        case .postgreSQL(let server): server.stop(.immediate)
        case .mariaDB(let server): server.kill()
        }
    }

    /// Starts the server again. One that was killed may leave children for a moment, which keep the next from starting.
    func start() throws {
        for _ in 0..<20 {
            if (try? startOnce()) != nil { return }
            Thread.sleep(forTimeInterval: 0.2)
        }
        try startOnce()
    }

    private func startOnce() throws {
        switch server {
        case .postgreSQL(let server): try server.start()
        case .mariaDB(let server): try server.start()
        }
    }

    func opening(
        _ clock: any LeaseClock, port: Int? = nil, query: String = ""
    ) throws -> ServerOpening {
        guard let place = try StateDatabaseURL(url(port: port, query: query)).server else {
            throw SentinelError(.internalFault, "the URL names no server")
        }
        var opening =
            switch server {
            case .postgreSQL: try ServerOpening.postgreSQL(place, clock: clock)
            case .mariaDB: try ServerOpening.mySQL(place, clock: clock)
            }
        opening.linger = GroupWriter.Linger(idle: .zero, urgentIdle: .zero)
        return opening
    }

    func open(_ clock: any LeaseClock, port: Int? = nil, query: String = "") throws -> SQLStateStore {
        try opening(clock, port: port, query: query).open()
    }

    /// Removes all rows of an opened state.
    func clear() throws {
        try sql(CopiedTable.all.map { "DELETE FROM \($0.name);" }.joined(separator: "\n"))
    }
}
