#if ODBC
    @testable import SentinelSQL
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite("Connection strings of ODBC")
    struct ODBCConnectionStringTests {
        private func string(_ pairs: [(String, String)]) throws -> ODBCConnectionString {
            var string = ODBCConnectionString()
            for (keyword, value) in pairs { try string.add(keyword, value) }
            return string
        }

        @Test(
            "values are in braces where they must be",
            arguments: [
                ("plain", "plain"), ("", ""), ("a b", "a b"), ("a;b", "{a;b}"), ("a}b", "{a}}b}"), ("{a}", "{{a}}}"),
                (" a", "{ a}"), ("a ", "{a }"),
                ("a=b", "{a=b}"), ("a@b", "{a@b}"), ("a(b)", "{a(b)}"), ("a,b", "{a,b}"), ("a?b*c!", "{a?b*c!}"),
                ("[a]", "{[a]}"), ("/p\\q'\"", "/p\\q'\""),
                ("naïve 🦉", "naïve 🦉"), ("}}", "{}}}}}"),
            ])
        func escaping(_ value: String, _ written: String) throws {
            #expect(try string([("Key", value)]).text == "Key=\(written);")
            #expect(try string([("DRIVER", "x")]).text == "DRIVER={x};")
        }

        @Test("what is written is read again, whatever the values", arguments: 0..<50)
        func roundTrip(_ seed: Int) throws {
            var random = SeededGenerator(seed: UInt64(seed))
            let signs = Array("ab;{}=[](),?*!@ '\"\\é🦉/")
            for _ in 0..<20 {
                var pairs: [(String, String)] = []
                for index in 0..<5 {
                    let value = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                        signs[Int.random(in: 0..<signs.count, using: &random)]
                    }
                    pairs.append(("Key \(index)", String(value)))
                }
                let written = try string(pairs)
                #expect(try ODBCConnectionString(parsing: written.text) == written)
            }
        }

        @Test("the first of a keyword counts, in any letter case")
        func first() throws {
            let made = try string([("Encrypt", "yes"), ("ENCRYPT", "no")])
            #expect(made.text == "Encrypt=yes;")
            #expect(made["encrypt"] == "yes")
            #expect(made["other"] == nil)
        }

        @Test(
            "what is read",
            arguments: [
                ("", []), (" ; ;", []), ("A=1", ["A=1"]), (" A = 1 ; B=2;", ["A=1", "B=2"]), ("A={x;y}", ["A=x;y"]),
                ("A={x}}y} ;B=", ["A=x}y", "B="]),
                ("A=x{y}", ["A=x{y}"]), ("A=1;a=2", ["A=1"]),
                ("DRIVER={My Driver};PWD=p=w", ["DRIVER=My Driver", "PWD=p=w"]),
            ] as [(String, [String])])
        func reading(_ text: String, _ expected: [String]) throws {
            #expect(try ODBCConnectionString(parsing: text).pairs.map { "\($0.keyword)=\($0.value)" } == expected)
        }

        @Test(
            "what is no keyword, no value, no string",
            arguments: [
                "s3cret", "A={s3cret", "A={s3cret}x", "=s3cret", "A;B=s3cret", "A{=s3cret", "A=s3cret\u{0}",
                "A=s3cret\n",
            ])
        func faults(_ text: String) {
            do {
                _ = try ODBCConnectionString(parsing: text)
                Issue.record("read")
            } catch {
                #expect(error.code == .configuration)
                #expect(!error.message.contains("s3cret"))
            }
        }

        @Test(
            "secrets are not shown",
            arguments: [
                "PWD", "Password", "pwd", "Auth_Client_Secret", "Auth_AccessToken", "KeyStoreSecret", "AccessToken",
                "TrustStorePwd", "SslPassphrase",
            ])
        func secrets(_ keyword: String) throws {
            let made = try string([("UID", "ann"), (keyword, "s3;cret")])
            #expect(made.redacted == "UID=ann;\(keyword)=***;")
            #expect(made.secrets == ["s3;cret"])
            #expect(ODBCConnectionString.isSecret(keyword))
            #expect(try string([("UID", "ann"), ("SERVER", "h")]).secrets.isEmpty)
        }

        @Test(
            "words from elsewhere lose what is secret",
            arguments: [
                ("login with s3cret failed", ["s3cret"], "login with *** failed"),
                ("PWD=abc;UID=u", [], "PWD=***;UID=u"), ("pwd={a;b};UID=u", [], "pwd=***};UID=u"),
                ("Password=abc def", [], "Password=*** def"), ("a token=xyz; b", [], "a token=***; b"),
                ("nothing", ["s3cret"], "nothing"), ("ab", ["ab"], "ab"),
                ("PWD=a;pwd=b", [], "PWD=***;pwd=***"), ("PWD=", [], "PWD=***"),
            ] as [(String, [String], String)])
        func redaction(_ words: String, _ secrets: [String], _ expected: String) {
            #expect(ODBCConnectionString.redact(words, secrets) == expected)
        }
    }
#endif
