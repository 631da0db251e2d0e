#if SQLite
    import SentinelModels
    import SentinelSQL
    import Testing

    @Suite("SQLite format functions")
    struct SQLiteFormatTests {
        @Test(
            "the bounded forms write what SQLite's own write",
            arguments: [
                "''", "NULL", "'%'", "'a%'", "'%%'", "'%d'", "'%d', 42", "'%d', '42abc'", "'%d', NULL", "'%i', -7",
                "'%5d|%-5d|%05d', 1, 2, 3", "'%+d % d', 1, 2", "'%,d', 1234567", "'%x %X %o', 255, 255, 8",
                "'%#x', 255", "'%ld %lld', 1, 9223372036854775807", "'%u', -1", "'%p', 255", "'%r %r', 1, 22",
                "'%f', 3.14159", "'%.2f', 2.345", "'%10.3f|', 2.5", "'%-10.1f|', 2.5", "'%+.0f', 2.5", "'%.10g', 0.1",
                "'%e', 12345.678", "'%E', 0.5", "'%G', 1e300", "'%!.20f', 0.1", "'%,.2f', 1234567.891", "'%f', 'x'",
                "'%f', 1e999", "'%.1f', -1e999", "'%s', 'é🦉'", "'%s', NULL", "'%10s|%-10s|', 'ab', 'cd'",
                "'%.2s', 'abc'",
                "'%!.2s|%!5s', 'éüx', 'é'", "'%z', 'x'", "'%s %s', 'only'", "'%q', 'it''s'", "'%Q', 'it''s'",
                "'%Q', NULL",
                "'%q', NULL", "'%w', 'a\"b'", "'%c', 'xyz'", "'%c', 'éa'", "'%5c|%-5c|', 'a', 'b'", "'%.3c', 'ab'",
                "'%c', NULL", "'%*d', 5, 1", "'%*d|', -5, 1", "'%.*f', 3, 2.0", "'%.*f', -3, 2.0", "'%-*s|', 4, 'a'",
                "'%n%d', 3", "'%k', 1", "'a%yb', 1", "'%.f', 2.5", "'% %d', 1", "'%5%|'", "'%-3%|'", "'a%kb'",
                "'naïve %s', 'x'", "12, 3",
                "'%s', x'414200'", "'%.1000f', 1.0", "'%1000d', 1", "'%.3d', 5", "'%08.3f', 3.14159",
            ])
        func same(_ arguments: String) throws {
            let bounded = try memory()
            try bounded.boundFormatFunctions()
            for name in ["printf", "format"] {
                let sql = "SELECT \(name)(\(arguments))"
                #expect(try bounded.scalar(sql) == memory().scalar(sql), "\(sql)")
            }
            #expect(try bounded.scalar("SELECT printf()") == memory().scalar("SELECT printf()"))
        }

        @Test(
            "what could grow is refused",
            arguments: [
                ("'%1001d', 1", SQLiteError.Code.error), ("'%.1001f', 1.0", .error), ("'%*d', 1001, 1", .error),
                ("'%.*f', 1001, 1.0", .error), ("'%.*c', 900000000, 'x'", .error),
                ("'%99999999999999999999d', 1", .error), ("'%.*f', -9223372036854775807 - 1, 1", .error),
                ("'%s%s%s', a, a, a", .tooBig),
            ])
        func refused(_ arguments: String, code: SQLiteError.Code) throws {
            let connection = try memory()
            connection.setLimit(.length, 10_000)
            try connection.boundFormatFunctions()
            let sql = "SELECT printf(\(arguments)) FROM (SELECT hex(zeroblob(2000)) AS a)"
            #expect(errorCode { _ = try connection.scalar(sql) } == code)
        }

        @Test("functions of one's own")
        func functions() throws {
            let connection = try memory()
            try connection.addFunction("describe", argumentCount: 3) { call throws(SQLiteError) in
                guard call.integer(at: 0) != 0 else { throw SQLiteError(.error, "zero") }
                return
                    "\(call.count) \(call.integer(at: 0)) \(call.double(at: 1)) \(call.text(at: 2) ?? "-") \(call.text(at: 9) ?? "-")"
            }
            try connection.addFunction("absent", argumentCount: 0) { _ in nil }
            #expect(try connection.scalar("SELECT describe(7, 1.5, NULL)") == .text("3 7 1.5 - -"))
            #expect(try connection.scalar("SELECT absent()") == .null)
            #expect(errorCode { _ = try connection.scalar("SELECT describe(0, 0, 0)") } == .error)
            #expect(errorCode { _ = try connection.scalar("SELECT describe(1)") } == .error)
            #expect(errorCode { try connection.addFunction("x", argumentCount: 1000) { _ in nil } } == .misuse)
        }
    }
#endif
