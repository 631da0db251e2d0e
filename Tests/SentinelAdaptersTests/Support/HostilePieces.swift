import SentinelTesting

/// Statements made of pieces that together may end a text, a comment or a statement, and change something.
enum HostilePieces {
    private static let openings = [
        "SELECT ", "WITH x AS (SELECT 1 AS a) ", "(", "VALUES (1) ", ";", "/* ", "-- x\n", "TABLE orders ",
    ]
    private static let pieces = [
        "'", "''", "\"", "\\'", "\\\"", "`", "[", "]", "$$", "$a$", "/*", "*/", "/**/", "/*!", "--", "-- ", "#", "\n",
        "\r", ";",
        ",", "(", ")", "1", " ", " FROM orders ", "a", ":p", "q'[", "]'", "E'", "U&'", "r'", "N'", "x'00'", "@v",
        "::int", "\u{A0}",
        " UNION SELECT 2 ", " AS ", " WHERE 1 = 1 ", " LIMIT 1 ",
    ]
    private static let payloads = [
        "DELETE FROM orders", "UPDATE orders SET amount = 0", "INSERT INTO orders(id) VALUES (9)", "DROP TABLE orders",
        "CREATE TABLE evil(a INTEGER)", "TRUNCATE TABLE orders", "ALTER TABLE orders ADD evil INTEGER", "COMMIT",
        "INTO evil ",
        "REPLACE INTO orders(id) VALUES (1)", "INTO OUTFILE '/tmp/sentinel-x' ", "DROP VIEW paid",
    ]

    static func statement(using random: inout SeededGenerator) -> String {
        var text = openings.randomElement(using: &random) ?? ""
        for _ in 0..<Int.random(in: 1...12, using: &random) { text += pieces.randomElement(using: &random) ?? "" }
        for _ in 0..<Int.random(in: 1...2, using: &random) {
            text += payloads.randomElement(using: &random) ?? ""
            for _ in 0..<Int.random(in: 0...6, using: &random) { text += pieces.randomElement(using: &random) ?? "" }
        }
        return text
    }
}
