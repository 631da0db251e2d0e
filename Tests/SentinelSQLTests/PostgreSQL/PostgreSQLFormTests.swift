#if PostgreSQL
    import SentinelModels
    import Testing

    @testable import SentinelSQL

    @Suite("PostgreSQL's text forms")
    struct PostgreSQLFormTests {
        private func value(_ text: String, _ type: UInt32) -> SQLValue {
            Array(text.utf8).withUnsafeBytes { PostgreSQLDecoder.value($0, type: PostgreSQLType(rawValue: type)) }
        }

        @Test(
            "values of a type",
            arguments: [
                ("-9223372036854775808", 20, SQLValue.integer(.min)), ("9223372036854775807", 20, .integer(.max)),
                ("9223372036854775808", 20, .text("9223372036854775808")),
                ("-", 20, .text("-")), ("", 20, .text("")), ("1x", 23, .text("1x")), ("t", 16, .bool(true)),
                ("f", 16, .bool(false)), ("NaN", 1700, .text("NaN")), ("-0.50", 1700, .decimal("-0.50")),
                ("Infinity", 701, .double(.infinity)), ("1e-7", 701, .double(1e-7)), ("x", 701, .text("x")),
                ("\\x0aFf", 17, .bytes([10, 255])), ("a\\\\b\\000\\377", 17, .bytes([97, 92, 98, 0, 255])),
                ("2026-02-03", 1082, .date(CalendarDate(year: 2026, month: 2, day: 3))),
                ("2026-02-03 BC", 1082, .date(CalendarDate(year: -2025, month: 2, day: 3))),
                ("-infinity", 1082, .text("-infinity")),
                ("{\"a\":1}", 114, .json("{\"a\":1}")), ("{1,2}", 1007, .json("[1,2]")), ("{1,2", 1007, .text("{1,2")),
                ("{1,}", 1007, .text("{1,}")), ("{\"a", 1009, .text("{\"a")), ("{a}x", 1009, .text("{a}x")),
                ("x", 1009, .text("x")),
                ("{{1},{NULL}}", 1007, .json("[[1],[null]]")), ("{\"NULL\",NULL}", 1009, .json("[\"NULL\",null]")),
                ("[2:3]={t,f}", 1000, .json("[true,false]")), ("{1 2}", 1007, .json("[1 2]")),
                ("mood", 99_999, .text("mood")),
            ])
        func values(text: String, type: UInt32, expected: SQLValue) {
            #expect(value(text, type) == expected)
        }

        @Test("bytes that are no UTF-8 stay bytes")
        func noText() {
            let value = [UInt8]([97, 255]).withUnsafeBytes { PostgreSQLDecoder.value($0, type: .text) }
            #expect(value == .bytes([97, 255]))
        }

        @Test(
            "instants with any offset, and nothing else",
            arguments: [
                ("1970-01-01 00:00:00+00", 0), ("1970-01-01 00:00:00.000001+00", 1),
                ("1969-12-31 23:59:59.5+00", -500_000), ("1970-01-01 05:30:00+05:30", 0),
                ("1970-01-01 00:53:28+00:53:28", 0), ("1969-12-31 16:00:00-08", 0),
                ("0001-01-01 00:00:00+00 BC", -62_167_219_200_000_000),
                ("10000-01-01 00:00:00+00", 253_402_300_800_000_000), ("1970-01-01 00:00:00.1234567+00", 123_456),
            ])
        func instants(text: String, microseconds: Int64) {
            #expect(PostgreSQLTime.timestamp(text[...].utf8) == Timestamp(microseconds: microseconds))
        }

        @Test(arguments: [
            "infinity", "", "1970-01-01", "1970-01-01 00:00:00", "1970-01-01 00:00:00+", "1970-01-01 00:00:00+00 AD",
            "1970-1-1 00:00:00+00", "294276-12-31 23:59:59+00", "1970-01-01T00:00:00+00",
        ])
        func noInstants(text: String) {
            #expect(PostgreSQLTime.timestamp(text[...].utf8) == nil)
        }

        @Test(
            "an instant is written as it is read",
            arguments: [
                0, 1, -1, 1_764_000_000_123_456, -62_167_219_200_000_001, -210_000_000_000_000_000,
                253_402_300_800_000_000,
            ])
        func writing(microseconds: Int64) {
            let instant = Timestamp(microseconds: microseconds)
            #expect(PostgreSQLTime.timestamp(PostgreSQLTime.text(of: instant)[...].utf8) == instant)
            let date = CivilDateTime(utc: instant).date
            #expect(PostgreSQLTime.date(PostgreSQLTime.text(of: date)[...].utf8) == date)
        }

        @Test(
            "parameters have text and type",
            arguments: [
                (SQLValue.null, nil, 0), (.bool(false), "f", 16), (.integer(-5), "-5", 20), (.double(0.1), "0.1", 701),
                (.double(.nan), "NaN", 701), (.double(-.infinity), "-Infinity", 701), (.decimal("1.0"), "1.0", 1700),
                (.text("x"), "x", 25), (.bytes([0, 171]), "\\x00ab", 17),
                (.timestamp(Timestamp(seconds: 1)), "1970-01-01 00:00:01.000000+00", 1184),
                (.date(CalendarDate(year: 0, month: 1, day: 2)), "0001-01-02 BC", 1082), (.json("{}"), "{}", 114),
            ] as [(SQLValue, String?, UInt32)])
        func parameters(value: SQLValue, text: String?, type: UInt32) {
            #expect(PostgreSQLParameter(value) == PostgreSQLParameter(text: text, type: PostgreSQLType(rawValue: type)))
            #expect(PostgreSQLParameter(value, type: .jsonb).type == .jsonb)
        }

        @Test(
            "a refused connection says why, with its state and without secrets",
            arguments: [
                (
                    "connection to server at \"h\", port 1 failed: FATAL:  28P01: password authentication failed for user \"u\"\nLOCATION:  auth_failed, auth.c:1\n",
                    PostgreSQLError.Kind.authentication, "28P01"
                ),
                (
                    "connection to server at \"h\", port 1 failed: FATAL:  57P03: the database system is starting up\n",
                    .server, "57P03"
                ),
                (
                    "connection to server at \"h\", port 1 failed: FATAL:  08P01: no such database: x\n", .connection,
                    "08P01"
                ),
                ("could not translate host name \"h\" to address: Name or service not known\n", .dns, nil),
                (
                    "connection to server at \"h\", port 1 failed: Connection refused\n\tIs the server running?\n",
                    .connection, nil
                ),
                ("connection to server at \"h\", port 1 failed: SSL error: certificate verify failed\n", .tls, nil),
                ("connection to server at \"h\", port 1 failed: SSL SYSCALL error: EOF detected\n", .connection, nil),
                (
                    "connection to server at \"h\", port 1 failed: server closed the connection unexpectedly\n\tThis probably means\n",
                    .connection, nil
                ),
                (
                    "connection to server at \"h\", port 1 failed: fe_sendauth: no password supplied\n",
                    .authentication, nil
                ),
                (
                    "connection to server at \"a\", port 1 failed: Connection refused\nconnection to server at \"b\", port 2 failed: FATAL:  3D000: database \"secret1\" does not exist\n",
                    .server, "3D000"
                ), ("", .connection, nil),
            ] as [(String, PostgreSQLError.Kind, String?)])
        func connecting(text: String, kind: PostgreSQLError.Kind, state: String?) {
            let error = PostgreSQLError(connecting: text, secrets: ["secret1", "x"])
            #expect(error.kind == kind && error.sqlState == state)
            #expect(!error.message.isEmpty && !error.message.contains("secret1") && !error.message.contains("LOCATION"))
        }

        @Test(
            "which errors end the connection, and which transactions may be run again",
            arguments: [
                ("57P01", true, true, false), ("08006", true, false, false), ("40001", false, false, true),
                ("40P01", false, false, true), ("42601", false, false, false), ("25P03", true, true, false),
            ])
        func classes(state: String, ends: Bool, isShutdown: Bool, mayBeRunAgain: Bool) {
            let error = PostgreSQLError(.server, "x", sqlState: state)
            #expect(
                error.endsConnection == ends && error.isShutdown == isShutdown && error.mayBeRunAgain == mayBeRunAgain)
            #expect(PostgreSQLError(.timeout, "x").endsConnection && !PostgreSQLError(.usage, "x").endsConnection)
        }
    }

    @Suite("PostgreSQL's URLs")
    struct PostgreSQLTargetTests {
        @Test(
            "any scheme and driver; libpq reads the rest",
            arguments: [
                "postgresql://u:p%40ss@h:1234/d?sslmode=require", "postgres://u:p%40ss@h:1234/d?sslmode=require",
                "postgresql+psycopg2://u:p%40ss@h:1234/d?sslmode=require",
                "redshift://u:p%40ss@h:1234/d?sslmode=require",
            ])
        func reading(url: String) throws {
            let target = try PostgreSQLTarget(url: url)
            #expect(
                ["user", "password", "host", "port", "dbname", "sslmode"].map { target[$0] } == [
                    "u", "p@ss", "h", "1234", "d", "require",
                ])
            #expect(target.namesEncryption && !target.isLoopback && target.secrets == ["p@ss"])
        }

        @Test(
            "a URL that cannot be read is not repeated when it may hold a password",
            arguments: ["nothing", "postgresql://u:p%zz@h/d", "postgresql://h/d?nonsense=1", "postgresql://h:x y/\0"])
        func unreadable(url: String) {
            let error = #expect(throws: PostgreSQLError.self) { try PostgreSQLTarget(url: url) }
            #expect(error?.kind == .usage && error?.message.contains("p%zz") == false)
        }

        @Test(
            "servers elsewhere are verified unless the URL says otherwise",
            arguments: [
                ("postgresql://h/d", "verify-full"), ("postgresql://h/d?sslmode=disable", "disable"),
                ("postgresql://localhost/d", nil), ("postgresql://127.0.0.1,[::1]/d", nil),
                ("postgresql:///d?host=/run", nil),
                // What a service file says is known only when libpq reads it.
                ("postgresql://localhost,h/d", "verify-full"), ("postgresql:///d?service=s", nil),
                ("postgresql://localhost/d?hostaddr=10.0.0.1", "verify-full"),
            ] as [(String, String?)])
        func encryption(url: String, mode: String?) throws {
            var target = try PostgreSQLTarget(url: url)
            target.setEncryption(.verified)
            #expect(target["sslmode"] == mode)
            var plain = try PostgreSQLTarget(url: url)
            plain.setEncryption(.libraryDefault)
            #expect(plain["sslmode"] == (url.contains("disable") ? "disable" : nil))
        }
    }
#endif
