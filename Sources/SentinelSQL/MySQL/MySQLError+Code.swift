extension MySQLError {
    /// An error's number. The set is open.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The server's or the library's number.
        public let rawValue: Int
        /// Takes the number.
        public init(rawValue: Int) { self.rawValue = rawValue }

        private init(_ number: Int) { rawValue = number }

        /// Too many connections to the server.
        public static let tooManyConnections = Self(1040)
        /// The account may not use the database.
        public static let databaseDenied = Self(1044)
        /// Name, password or host of the account is refused.
        public static let accessDenied = Self(1045)
        /// There is no such database.
        public static let unknownDatabase = Self(1049)
        /// The server shuts down.
        public static let serverShutdown = Self(1053)
        /// Two columns of a derived table have one name.
        public static let duplicateColumn = Self(1060)
        /// A key occurs twice.
        public static let duplicateKey = Self(1062)
        /// A mistake of syntax.
        public static let syntax = Self(1064)
        /// There is no such thread.
        public static let unknownThread = Self(1094)
        /// The account may not use the table.
        public static let tableDenied = Self(1142)
        /// The account may not use the column.
        public static let columnDenied = Self(1143)
        /// There is no such table.
        public static let unknownTable = Self(1146)
        /// Another transaction held a lock for too long.
        public static let lockTimeout = Self(1205)
        /// The transaction was the victim of a deadlock and is rolled back.
        public static let deadlock = Self(1213)
        /// A global right is missing.
        public static let privilegeMissing = Self(1227)
        /// An option of a SELECT stands where it may not.
        public static let misplacedOption = Self(1234)
        /// The statement cannot be prepared.
        public static let notPreparable = Self(1295)
        /// The statement was killed.
        public static let interrupted = Self(1317)
        /// The transaction may only read.
        public static let readOnlyTransaction = Self(1792)
        /// The connection was killed.
        public static let connectionKilled = Self(1927)
        /// MariaDB's limit of a statement's time passed.
        public static let statementTimeout = Self(1969)
        /// MySQL's limit of a statement's time passed.
        public static let executionTimeout = Self(3024)

        /// The server cannot be reached by its socket.
        public static let socketUnreachable = Self(2002)
        /// The server cannot be reached.
        public static let unreachable = Self(2003)
        /// The server's name cannot be resolved.
        public static let unknownHost = Self(2005)
        /// The connection is closed.
        public static let gone = Self(2006)
        /// The client has no memory left.
        public static let outOfMemory = Self(2008)
        /// The connection was lost while an answer was awaited.
        public static let lost = Self(2013)
        /// The calls are out of order.
        public static let outOfSync = Self(2014)
        /// A row is longer than allowed.
        public static let packetTooLarge = Self(2020)
        /// TLS failed.
        public static let tls = Self(2026)
        /// The bytes received are no packet.
        public static let malformedPacket = Self(2027)
        /// A parameter's type or number is wrong.
        public static let badParameter = Self(2034)

        /// The columns of a result are others than those that were bound.
        public static let columnsChanged = Self(2057)
        /// The statement must be prepared anew.
        public static let mustPrepareAgain = Self(1615)

        /// Errors of the client library about the connection as such.
        static let clientFailures = 2000..<2030

        static let endingConnection: Set<Code> = [
            .serverShutdown, .connectionKilled, .socketUnreachable, .unreachable, .unknownHost, .gone, .lost,
            .outOfSync, .packetTooLarge, .tls, .malformedPacket, Self(1043), Self(1152), Self(1153), Self(1156),
            Self(1157), Self(1158), Self(1159), Self(1160), Self(1161), Self(4031),
            // What MariaDB's library says when reading, writing or unpacking fails.
            Self(5013), Self(5014), Self(5015),
        ]
    }
}
