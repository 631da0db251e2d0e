#if ODBC
    @testable import SentinelAdapters
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("URLs of ODBC sources")
    struct ODBCURLTests {
        /// A URL's parts in a short form, absent ones as `-`.
        private static func parts(_ url: ODBCURL) -> String {
            let port = url.port.map { String($0) }
            let server = [url.user, url.password, url.host, port, url.path].map { $0 ?? "-" }.joined(separator: "|")
            let scheme = url.scheme + (url.variant.map { "+" + $0 } ?? "")
            let parameters = url.parameters.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
            return scheme + " " + server + (parameters.isEmpty ? "" : " " + parameters)
        }

        @Test(
            "parts",
            arguments: [
                ("odbc://", "odbc -|-|-|-|-"),
                ("odbc:///", "odbc -|-|-|-|"),
                ("odbc://h", "odbc -|-|h|-|-"),
                ("odbc://h/", "odbc -|-|h|-|"),
                ("odbc://h:1/d", "odbc -|-|h|1|d"),
                ("odbc://h:65535", "odbc -|-|h|65535|-"),
                ("odbc://u@h", "odbc u|-|h|-|-"),
                ("odbc://u:@h", "odbc u||h|-|-"),
                ("odbc://:p@h", "odbc -|p|h|-|-"),
                ("odbc://@h", "odbc -|-|h|-|-"),
                ("odbc://u:p@h:5/d", "odbc u|p|h|5|d"),
                ("odbc://u:p:q@h", "odbc u|p:q|h|-|-"),
                ("odbc://u:p@q@h", "odbc u|p@q|h|-|-"),
                ("odbc://u%40x:p%3Aq%2F@h/d%2Fe", "odbc u@x|p:q/|h|-|d/e"),
                ("odbc://u:p%25@h", "odbc u|p%|h|-|-"),
                ("odbc://u:100%@h", "odbc u|100%|h|-|-"),
                ("odbc://u:a+b@h", "odbc u|a+b|h|-|-"),
                ("odbc:////srv/a.db", "odbc -|-|-|-|/srv/a.db"),
                ("odbc://h/a/b", "odbc -|-|h|-|a/b"),
                ("odbc://[::1]", "odbc -|-|::1|-|-"),
                ("odbc://[::1]:5/d", "odbc -|-|::1|5|d"),
                ("odbc://u:p@[fe80::1%25eth0]:5", "odbc u|p|fe80::1%eth0|5|-"),
                ("odbc://h%5Cnamed/d", "odbc -|-|h\\named|-|d"),
                ("ODBC://H/D", "odbc -|-|H|-|D"),
                ("mssql+pyodbc://h", "mssql+pyodbc -|-|h|-|-"),
                ("MSSQL+PyODBC://h", "mssql+pyodbc -|-|h|-|-"),
                ("a+b+c://h", "a+b+c -|-|h|-|-"),
                ("odbc://?a=1", "odbc -|-|-|-|- a=1"),
                ("odbc://h?a=1&b=2&a=3", "odbc -|-|h|-|- a=1&b=2&a=3"),
                ("odbc://h/d?a=b+c%2Bd%26e", "odbc -|-|h|-|d a=b c+d&e"),
                ("odbc://h?a", "odbc -|-|h|-|- a="),
                ("odbc://h?a=", "odbc -|-|h|-|- a="),
                ("odbc://h?a=b=c", "odbc -|-|h|-|- a=b=c"),
                ("odbc://h?&&a=1&", "odbc -|-|h|-|- a=1"),
                ("odbc://h?a=/x?y", "odbc -|-|h|-|- a=/x?y"),
                ("odbc://h?a=u:p@x", "odbc -|-|h|-|- a=u:p@x"),
                ("odbc://h/d#x", "odbc -|-|h|-|d#x"),
                ("odbc://häuser/dä", "odbc -|-|häuser|-|dä"),
                ("odbc://h%C3%A4user", "odbc -|-|häuser|-|-"),
            ])
        func parts(_ url: String, _ expected: String) throws {
            #expect(Self.parts(try ODBCURL(url)) == expected)
        }

        @Test(
            "what is none",
            arguments: [
                ("", "it has no scheme"),
                ("odbc", "it has no scheme"),
                ("odbc:/h", "it has no scheme"),
                ("://h", "it has no scheme"),
                ("+x://h", nil),
                ("odbc://s3cret:x", "its port is no number from 1 to 65535"),
                ("odbc://s3cret:0", "its port is no number from 1 to 65535"),
                ("odbc://s3cret:65536", "its port is no number from 1 to 65535"),
                ("odbc://s3cret:-1", "its port is no number from 1 to 65535"),
                ("odbc://s3cret:", "its port is no number from 1 to 65535"),
                ("odbc://[::s3cret", "the bracket around its address is not closed"),
                ("odbc://s3cret%FF", "a part of it is no text once %-escapes are decoded"),
                ("odbc://h/s3cret%00", "a part of it is no text once %-escapes are decoded"),
                ("odbc://s3cret%C3@h", "a part of it is no text once %-escapes are decoded"),
                ("odbc://u:s3cret%80@h", "a part of it is no text once %-escapes are decoded"),
                ("odbc://h?s3cret%FF=1", "a part of it is no text once %-escapes are decoded"),
                ("odbc://h?a=s3cret%FE", "a part of it is no text once %-escapes are decoded"),
            ] as [(String, String?)])
        func faults(_ url: String, _ reason: String?) {
            do {
                let read = try ODBCURL(url)
                #expect(reason == nil, "read: \(Self.parts(read))")
            } catch {
                #expect(
                    error == SentinelError(.configuration, "the URL of the ODBC source cannot be read: \(reason ?? "")")
                )
                #expect(!error.message.contains("s3cret"))
            }
        }

        @Test("parameters are taken in any letter case, all of a name at once, the first counts")
        func taking() throws {
            var url = try ODBCURL("odbc://h?Driver=a&x=1&DRIVER=b&driver=c")
            #expect(url.take("driver") == "a")
            #expect(url.take("driver") == nil)
            #expect(url.parameters.map(\.name) == ["x"])
        }

        @Test("whatever user, password, host and path are, they are read as they were meant", arguments: 0..<40)
        func roundTrip(_ seed: Int) throws {
            var random = SeededGenerator(seed: UInt64(seed))
            let signs = Array("abcXYZ019:/?#[]@!$&'()*+,;= %\\\"{}é🦉")
            func text() -> String {
                String(
                    (0..<Int.random(in: 1...10, using: &random)).map { _ in signs.randomElement(using: &random) ?? "a" }
                )
            }
            func escaped(_ text: String) -> String {
                text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            }
            for _ in 0..<25 {
                let (user, password, host, path, value) = (text(), text(), text(), text(), text())
                let port = Int.random(in: 1...65535, using: &random)
                let url = try ODBCURL(
                    "odbc://\(escaped(user)):\(escaped(password))@\(escaped(host)):\(port)/\(escaped(path))?v=\(escaped(value))"
                )
                #expect(url.user == user && url.password == password)
                #expect(url.host == host && url.port == port && url.path == path)
                #expect(url.parameters.map(\.value) == [value])
            }
        }

        @Test("texts of random signs are read or refused, never more")
        func noise() {
            var random = SeededGenerator(seed: 99)
            let signs = Array("odbc:/?#[]@&=+%;{}0a\0\n é")
            for _ in 0..<5000 {
                let rest = String(
                    (0..<Int.random(in: 0...30, using: &random)).map { _ in signs.randomElement(using: &random) ?? "a" }
                )
                for text in [rest, "odbc://" + rest, "mssql://" + rest, "oracle://" + rest, "databricks://" + rest] {
                    do {
                        let string = try ODBCTarget(url: text).string
                        // What was read can be written, and read again.
                        #expect(try ODBCConnectionString(parsing: string.text).pairs == string.pairs, "\(text)")
                    } catch {
                        #expect(error.code == .configuration)
                    }
                }
            }
        }
    }
#endif
