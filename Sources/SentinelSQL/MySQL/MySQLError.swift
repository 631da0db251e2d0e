/// An error as the server or the client library reported it.
///
/// Adapters and stores turn it into a `SentinelError` by what they use the database for; see ``MySQLRole``.
public struct MySQLError: Error, Sendable, Hashable {
    /// The number, such as 1064 for a mistake of syntax; from 2000 to 2999 it is the client library's.
    public var number: Int
    /// The SQLSTATE, five characters.
    public var sqlState: String
    /// The server's words. They may quote names and a part of the statement, never a password.
    public var message: String

    /// Makes an error.
    public init(number: Int, sqlState: String = "HY000", message: String) {
        self.number = number
        self.sqlState = sqlState
        self.message = message
    }

    /// Makes an error that this layer itself found.
    init(_ code: Code, _ message: String) {
        self.init(number: code.rawValue, message: message)
    }

    /// The number under its name.
    public var code: Code { Code(rawValue: number) }

    /// Whether the connection is of no use any more.
    public var endsConnection: Bool { Code.endingConnection.contains(code) || Code.clientFailures.contains(number) }

    /// The line of the statement that a mistake of syntax is in, counted from 1.
    public var line: Int? {
        guard code == .syntax, let found = message.range(of: " at line ", from: .end) else { return nil }
        return Int(message[found.upperBound...])
    }
}

extension MySQLError: CustomStringConvertible {
    /// `MariaDB error 1064 (42000): …`.
    public var description: String { "error \(number) (\(sqlState)): \(message)" }
}

extension String {
    fileprivate enum Edge { case end }

    /// The last place of `needle`.
    fileprivate func range(of needle: String, from edge: Edge) -> Range<String.Index>? {
        var found: Range<String.Index>?
        for range in ranges(of: needle) { found = range }
        return found
    }
}
