#if ODBC || DuckDB
    @testable import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite("A statement is divided as its database divides it")
    struct SQLTokenizerTests {
        /// The pieces in a short form: words as they are, texts and quoted names as `Q`, numbers as `N`, parameters
        /// as `:name`.
        static func pieces(_ sql: String, _ dialect: SQLDialect) throws -> String {
            try SQLTokenizer.tokens(of: sql, dialect).map { token in
                switch token.kind {
                case .word(let word): word
                case .quoted: "Q"
                case .number: "N"
                case .parameter(let name): ":" + name
                case .sign(let sign): String(sign)
                }
            }.joined(separator: " ")
        }

        @Test(
            "pieces",
            arguments: [
                ("select a, b from t", .postgreSQL, "SELECT A , B FROM T"),
                ("SELECT 'it''s' x", .postgreSQL, "SELECT Q X"),
                ("SELECT E'it\\'s' x", .postgreSQL, "SELECT Q X"), ("SELECT 'a\\' x", .postgreSQL, "SELECT Q X"),
                ("SELECT 'a\\'b' x", .mySQL, "SELECT Q X"), ("SELECT 'a\\\\' x", .mySQL, "SELECT Q X"),
                ("SELECT \"a\"\"b\" x", .postgreSQL, "SELECT Q X"), ("SELECT $$ ' $$ x", .postgreSQL, "SELECT Q X"),
                ("SELECT $a$ $$ $b$ $a$ x", .postgreSQL, "SELECT Q X"),
                ("SELECT $1 + a$b", .postgreSQL, "SELECT $ N + A$B"),
                ("SELECT [a'b] x", .sqlServer, "SELECT Q X"), ("SELECT [a]]b] x", .sqlServer, "SELECT Q X"),
                ("SELECT a[1] x", .postgreSQL, "SELECT A [ N ] X"), ("SELECT `a'b` x", .mySQL, "SELECT Q X"),
                ("SELECT `a` x", .postgreSQL, "SELECT ` A ` X"), ("SELECT q'[it's]' x", .oracle, "SELECT Q X"),
                ("SELECT nq'!it's!' x", .oracle, "SELECT Q X"), ("SELECT q'a' x", .postgreSQL, "SELECT Q Q X"),
                ("a -- b\n c", .postgreSQL, "A C"), ("a -- b", .postgreSQL, "A"), ("a --b\n c", .mySQL, "A - - B C"),
                ("a -- b\n c", .mySQL, "A C"), ("a # b'\n c", .mySQL, "A C"), ("a#b'\n c", .mySQL, "A C"),
                ("a#b", .sqlServer, "A#B"), ("a /* b */ c", .other, "A C"), ("a/**/b", .other, "A B"),
                ("1.5e+3 .5 0xFF 12 1 e", .sqlServer, "N N N N N E"), ("1DELETE", .sqlServer, "N DELETE"),
                ("1.DELETE", .sqlServer, "N DELETE"), ("1.5DELETE", .sqlServer, "N DELETE"),
                ("0xFFx", .sqlServer, "N X"),
                ("£INTO $INTO a™b", .sqlServer, "£ INTO $ INTO A ™ B"),
                ("a\u{301}b ๑ x²", .postgreSQL, "A \u{301} B ๑ X²"), ("a#b", .postgreSQL, "A # B"),
                ("1e5 1E-5x 0xE", .mySQL, "N N X N"), ("a -- b\\\n c", .mySQL, "A C"), ("a --\tb\n c", .mySQL, "A C"),
                (":a :b_1", .postgreSQL, ":a :b_1"), ("a::b", .postgreSQL, "A : B"), ("a:b", .spark, "A : B"),
                ("[1:n]", .postgreSQL, "[ N : N ]"), ("':a'", .postgreSQL, "Q"), (":1", .postgreSQL, ": N"),
                ("@a := 1", .mySQL, "@A : = N"), ("über 漢", .postgreSQL, "ÜBER 漢"),
                ("a\u{A0}b\u{3000}c\u{FEFF}d", .postgreSQL, "A B C D"),
                ("N'x' x'00' b", .sqlServer, "N Q X Q B"), ("{'a': 1}", .duckDB, "{ Q : N }"), ("", .other, ""),
                ("a -- b\r\n c", .other, "A C"), ("a; b", .other, "A ; B"), ("'a\\\\' b", .other, "Q B"),
                ("a[1]", .other, "A [ N ]"), ("a - -b - - c / d", .other, "A - - B - - C / D"), ("a --", .other, "A"),
                ("a#b c$d", .oracle, "A#B C$D"), ("SELECT r'a' r\"b\" x", .spark, "SELECT Q Q X"),
                ("SELECT r 'it\\'s' x", .spark, "SELECT R Q X"), ("SELECT r'a' x", .postgreSQL, "SELECT R Q X"),
                ("a // b", .duckDB, "A / / B"), ("a --b\nc", .postgreSQL, "A C"),
            ] as [(String, SQLDialect, String)])
        func division(_ sql: String, _ dialect: SQLDialect, _ expected: String) throws {
            #expect(try Self.pieces(sql, dialect) == expected)
        }

        @Test(
            "what has two meanings is refused, with the reason",
            arguments: [
                ("SELECT '\\''", .other, "a backslash before a quote"),
                ("SELECT \"\\\"\"", .mySQL, "a backslash before a quote"),
                ("SELECT \"\\\"\"", .other, "a backslash before a quote"),
                ("a /* /* */ b */", .postgreSQL, "a comment within a comment"),
                ("a /*! b */", .mySQL, "a comment that some databases run"),
                ("a /*M! b */", .other, "a comment that some databases run"),
                ("a -- b\rc", .postgreSQL, "a lone carriage return"), ("a --b", .other, "without a blank"),
                ("SELECT q'[x]'", .other, "in the form Q'…'"), ("SELECT E'x'", .other, "in the form E'…'"),
                ("SELECT r'\\' x", .spark, "a backslash before a quote"),
                ("SELECT R\"\\\" x", .spark, "a backslash before a quote"),
                ("a # b", .other, "a '#' outside of quotes"), ("#a", .other, "a '#' outside of quotes"),
                ("a // b", .other, "a '//' outside of quotes"), ("SELECT $$ a $$", .other, "a '$' outside of quotes"),
                ("SELECT 1eINTO t", .sqlServer, "an 'e' and no digits"),
                ("SELECT 1.E", .oracle, "an 'e' and no digits"),
                ("SELECT 2 1.e-- 1 INTO @a", .mySQL, "an 'e' and no digits"),
                ("SELECT 1e+", .postgreSQL, "an 'e' and no digits"),
                ("a -- b\\\n c", .spark, "a backslash at the end of a comment"),
                ("a -- b\\\r\n c", .other, "a backslash at the end of a comment"),
                ("a -- b\u{B}c", .sqlServer, "an unusual line break"),
                ("a -- b\u{2028}c", .oracle, "an unusual line break"),
                ("a -- b\u{85}c", .other, "an unusual line break"),
                ("a --\u{A0}b", .mySQL, "without a blank"), ("a --\u{7F}b", .mySQL, "without a blank"),
                ("a --\u{3000}b", .other, "without a blank"),
                ("SELECT $a('); x')", .sqlite, "a '$' outside"), ("SELECT @a('); x')", .sqlite, "a '@' outside"),
                ("SELECT a#'\n'", .other, "a '#' outside"), ("SELECT a$$'$$", .other, "a '$' outside"),
                ("SELECT \u{A0}$$; x --$$", .postgreSQL, "right after a sign"),
                ("SELECT ™E'\\'; x --'", .postgreSQL, "right after a sign"),
                ("SELECT ™q'[']; x --]'", .oracle, "right after a sign"),
                ("SELECT [a'b]", .other, "a quote within […]"), ("SELECT `a'b`", .other, "a quote within `…`"),
            ] as [(String, SQLDialect, String)])
        func ambiguity(_ sql: String, _ dialect: SQLDialect, _ reason: String) {
            do {
                _ = try SQLTokenizer.tokens(of: sql, dialect)
                Issue.record("divided: \(sql)")
            } catch {
                #expect(error.code == .notReadOnly)
                #expect(error.message.contains(reason), "\(error)")
            }
        }

        @Test(
            "what is not closed is an error of the query",
            arguments: [
                ("SELECT 'a", .postgreSQL), ("SELECT \"a", .postgreSQL), ("SELECT `a", .mySQL),
                ("SELECT [a", .sqlServer),
                ("a /* b", .other), ("SELECT $$ a", .postgreSQL), ("SELECT $a$ a $$", .duckDB),
                ("SELECT q'[a'", .oracle),
                ("SELECT q'", .oracle), ("SELECT E'a\\'", .postgreSQL), ("SELECT 'a\\'", .mySQL),
            ] as [(String, SQLDialect)])
        func open(_ sql: String, _ dialect: SQLDialect) {
            do {
                _ = try SQLTokenizer.tokens(of: sql, dialect)
                Issue.record("divided: \(sql)")
            } catch {
                #expect(error.code == .query)
                #expect(error.message.contains("not closed"))
            }
        }

        @Test("every piece is where it says, and only blanks and comments lie between", arguments: 0..<40)
        func ranges(_ seed: Int) throws {
            var random = SeededGenerator(seed: UInt64(seed))
            let parts = [
                "SELECT", "a", "'it''s'", "\"q\"", "12.5", ":name", "(", ")", ",", "::", "/* c */", "-- d\n", "\t", " ",
                "x1", "é",
            ]
            for dialect in SQLDialect.allCases {
                let sql = (0..<30).map { _ in parts[Int.random(in: 0..<parts.count, using: &random)] }.joined(
                    separator: " ")
                let scalars = Array(sql.unicodeScalars)
                var end = 0
                for token in try SQLTokenizer.tokens(of: sql, dialect) {
                    #expect(token.range.lowerBound >= end && !token.range.isEmpty)
                    var between = String.UnicodeScalarView()
                    between.append(contentsOf: scalars[end..<token.range.lowerBound])
                    let rest = String(between).replacing("/* c */", with: "").replacing("-- d\n", with: "")
                    #expect(rest.allSatisfy { $0.isWhitespace })
                    end = token.range.upperBound
                }
            }
        }
    }
#endif
