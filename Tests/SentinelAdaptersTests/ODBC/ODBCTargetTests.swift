#if ODBC
    @testable import SentinelAdapters
    import SentinelModels
    import SentinelSQL
    import Testing

    @Suite("URLs become connection strings")
    struct ODBCTargetTests {
        typealias Given = ODBCTarget.Given

        static let sqlServer = "DRIVER={ODBC Driver 18 for SQL Server};"
        static let sqlServerEnd = "Encrypt=yes;ApplicationIntent=ReadOnly;APP=sqlsentinel;"

        @Test(
            "exactly so",
            arguments: [
                // Any driver.
                ("odbc://?driver=My+Driver&server=db1&port=99", "DRIVER={My Driver};server=db1;port=99;"),
                (
                    "odbc://ann:pw@db1:99/shop?driver=My%20Driver&Timeout=5",
                    "DRIVER={My Driver};SERVER=db1;PORT=99;DATABASE=shop;UID=ann;PWD=pw;Timeout=5;"
                ),
                ("odbc://shop", "DSN=shop;"), ("odbc://ann:pw@shop", "DSN=shop;UID=ann;PWD=pw;"),
                ("odbc://?dsn=my+shop", "DSN=my shop;"),
                (
                    "odbc:///?odbc_connect=DRIVER%3D%7BMy+Driver%7D%3BSERVER%3Ddb1%3BPWD%3Da%257D",
                    "DRIVER={My Driver};SERVER=db1;PWD=a%7D;"
                ),
                (
                    "odbc://?driver=PostgreSQL+Unicode&server=db1",
                    "DRIVER={PostgreSQL Unicode};server=db1;BoolsAsChar=0;UseDeclareFetch=1;Fetch=256;ByteaAsLongVarBinary=1;KeepaliveTime=30;KeepaliveInterval=10;"
                ),
                (
                    "odbc://?driver=psqlodbcw.so&Fetch=10&BoolsAsChar=1",
                    "DRIVER={psqlodbcw.so};Fetch=10;BoolsAsChar=1;UseDeclareFetch=1;ByteaAsLongVarBinary=1;KeepaliveTime=30;KeepaliveInterval=10;"
                ),
                ("odbc:////srv/a.db?driver=SQLite3", "DRIVER={SQLite3};DATABASE=/srv/a.db;NoCreat=1;"),
                ("odbc://[::1]:99/d?driver=x", "DRIVER={x};SERVER=::1;PORT=99;DATABASE=d;"),
                ("odbc://?driver=x&empty=", "DRIVER={x};"),
                // SQL Server.
                (
                    "mssql://sa:pw@db1:1433/shop",
                    sqlServer + "SERVER={db1,1433};DATABASE=shop;UID=sa;PWD=pw;" + sqlServerEnd
                ),
                (
                    "mssql+pyodbc://sa:pw@db1/shop?driver=ODBC+Driver+17+for+SQL+Server",
                    "DRIVER={ODBC Driver 17 for SQL Server};SERVER=db1;DATABASE=shop;UID=sa;PWD=pw;" + sqlServerEnd
                ),
                (
                    "mssql+pymssql://sa:pw@db1/shop",
                    sqlServer + "SERVER=db1;DATABASE=shop;UID=sa;PWD=pw;" + sqlServerEnd
                ),
                ("mssql+pyodbc://sa:pw@mydsn", "DSN=mydsn;UID=sa;PWD=pw;"), ("mssql+pyodbc://mydsn", "DSN=mydsn;"),
                ("mssql+pyodbc:///?dsn=mydsn", "DSN=mydsn;"),
                ("mssql+pyodbc:///?odbc_connect=DSN%3Dmydsn%3BUID%3Dsa", "DSN=mydsn;UID=sa;"),
                ("odbc://ann:pw@/?odbc_connect=DSN%3Dx%3BUID%3Dsa", "UID=ann;PWD=pw;DSN=x;"),
                (
                    "mssql://db1/shop",
                    sqlServer + "SERVER=db1;DATABASE=shop;" + sqlServerEnd + "Trusted_Connection=Yes;"
                ),
                (
                    "mssql://db1.example.com",
                    sqlServer + "SERVER=db1.example.com;" + sqlServerEnd + "Trusted_Connection=Yes;"
                ),
                (
                    "mssql://sa:pw@db1/shop?Encrypt=strict&ApplicationIntent=ReadWrite&TrustServerCertificate=yes",
                    sqlServer
                        + "SERVER=db1;DATABASE=shop;UID=sa;PWD=pw;Encrypt=strict;ApplicationIntent=ReadWrite;TrustServerCertificate=yes;APP=sqlsentinel;"
                ),
                (
                    "mssql://db1/shop?Authentication=ActiveDirectoryMsi",
                    sqlServer + "SERVER=db1;DATABASE=shop;Authentication=ActiveDirectoryMsi;" + sqlServerEnd
                ),
                (
                    "mssql://sa:p%40%3Bw%7D@db1%5CEXPRESS/shop",
                    sqlServer + "SERVER=db1\\EXPRESS;DATABASE=shop;UID=sa;PWD={p@;w}}};" + sqlServerEnd
                ),
                (
                    "mssql://sa:pw@db1/shop?driver=FreeTDS&TDS_Version=7.4",
                    "DRIVER={FreeTDS};SERVER=db1;PORT=1433;DATABASE=shop;UID=sa;PWD=pw;TDS_Version=7.4;"
                ),
                // Synapse.
                (
                    "synapse://ann:pw@w.sql.azuresynapse.net/pool",
                    sqlServer
                        + "SERVER=w.sql.azuresynapse.net;DATABASE=pool;UID=ann;PWD=pw;Encrypt=yes;APP=sqlsentinel;"
                ),
                // Databricks.
                (
                    "databricks://token:dapi1@adb-1.azuredatabricks.net?http_path=/sql/1.0/warehouses/a1&catalog=main&schema=shop",
                    "DRIVER={Databricks ODBC Driver};Host=adb-1.azuredatabricks.net;Port=443;HTTPPath=/sql/1.0/warehouses/a1;Catalog=main;Schema=shop;UID=token;PWD=dapi1;SSL=1;ThriftTransport=2;UseNativeQuery=1;AuthMech=3;"
                ),
                (
                    "databricks://h:8443/main?HTTPPath=/p&AuthMech=11&Auth_Flow=1",
                    "DRIVER={Databricks ODBC Driver};Host=h;Port=8443;HTTPPath=/p;Catalog=main;AuthMech=11;Auth_Flow=1;SSL=1;ThriftTransport=2;UseNativeQuery=1;"
                ),
                // Oracle.
                (
                    "oracle://ann:pw@db1/shop",
                    "DRIVER={Oracle 23 ODBC driver};DBQ=//db1:1521/shop;UID=ann;PWD=pw;DBA=R;QTO=T;"
                ),
                (
                    "oracle+oracledb://ann:pw@db1:1522/?service_name=shop.example.com",
                    "DRIVER={Oracle 23 ODBC driver};DBQ=//db1:1522/shop.example.com;UID=ann;PWD=pw;DBA=R;QTO=T;"
                ),
                (
                    "oracle://ann:pw@db1?sid=XE&driver=Oracle+19+ODBC+driver",
                    "DRIVER={Oracle 19 ODBC driver};DBQ={(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db1)(PORT=1521))(CONNECT_DATA=(SID=XE)))};UID=ann;PWD=pw;DBA=R;QTO=T;"
                ),
                ("oracle://ann:pw@shop_tns", "DRIVER={Oracle 23 ODBC driver};DBQ=shop_tns;UID=ann;PWD=pw;DBA=R;QTO=T;"),
                // DuckDB, in builds without its own source.
                ("duckdb:////srv/a.duckdb", "DRIVER={DuckDB Driver};Database=/srv/a.duckdb;access_mode=READ_ONLY;"),
            ])
        func strings(_ url: String, _ expected: String) throws {
            let target = try ODBCTarget(url: url)
            #expect(target.string.text == expected)
            let secrets = target.string.secrets
            #expect(secrets.allSatisfy { !target.string.redacted.contains("PWD=\($0)") })
            #expect(secrets.isEmpty || target.string.redacted.contains("PWD=***;"))
        }

        @Test("what is given beside the URL comes first")
        func given() throws {
            let target = try ODBCTarget(
                url: "mssql://sa:old@db1/shop?driver=A",
                given: Given(user: "bob", password: "a;b", driver: "B", encoding: .utf8))
            #expect(target.string.text == "DRIVER={B};SERVER=db1;DATABASE=shop;UID=bob;PWD={a;b};" + Self.sqlServerEnd)
            #expect(target.encoding == .utf8)
            let raw = try ODBCTarget(
                url: "odbc:///?odbc_connect=Driver%3Dold%3BUID%3Dsa%3BPWD%3Dold%3BServer%3Dh",
                given: Given(user: "bob", password: "pw", driver: "B"))
            #expect(raw.string.text == "DRIVER={B};UID=bob;PWD=pw;Server=h;")
            let token = try ODBCTarget(url: "databricks://h?http_path=/p", given: Given(password: "dapi"))
            #expect(token.string["UID"] == "token" && token.string["AuthMech"] == "3")
        }

        @Test(
            "nothing in a value adds a keyword",
            arguments: ["a;UID=root", "{a};X=1", "a}b;c", "}", "{", " a ", "a=b", "x;ApplicationIntent=ReadWrite;"])
        func injection(_ value: String) throws {
            let escaped = value.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            for url in [
                "mssql://u:\(escaped)@h/d", "mssql://\(escaped):p@h/d", "mssql://u:p@h/\(escaped)",
                "odbc://?driver=\(escaped)&server=h",
                "odbc://?driver=x&Extra=\(escaped)", "odbc://?dsn=\(escaped)",
                "databricks://token:t@h?http_path=\(escaped)",
            ] {
                let string = try ODBCTarget(url: url).string
                #expect(try ODBCConnectionString(parsing: string.text).pairs == string.pairs)
                #expect(string.pairs.count { $0.value == value } == 1)
            }
        }

        @Test(
            "what cannot be read, without a secret",
            arguments: [
                ("shop.db", "no scheme"), ("://x", "no scheme"),
                ("postgres://h/d", "none of odbc://, mssql://, synapse://"), ("odbc://", "neither a driver"),
                ("odbc:///d", "neither a driver"), ("odbc://h:0/d?driver=x", "no number"),
                ("odbc://h:x/d?driver=x", "no number"), ("odbc://[::1/d?driver=x", "not closed"),
                ("odbc://?driver=x&dsn=y", "exclude each other"), ("mssql:///d", "names no server"),
                ("synapse:///d", "names no server"), ("databricks://", "no workspace"),
                ("databricks://token:s3cret@h", "no http_path"), ("oracle:///d", "names no server"),
                ("oracle://u:s3cret@h/a)(b", "Oracle's names"), ("oracle://h?sid=a)b", "Oracle's names"),
                ("odbc://?driver=x&a%3Bb=1", "no keyword"), ("odbc://?driver=x&a%3Db=1", "no keyword"),
                ("odbc://u:s3cret%0A@h/d?driver=x", "control character"),
                ("odbc://u:s3cret%FF@h/d?driver=x", "no text"),
                ("odbc:///?odbc_connect=PWD%3D%7Bs3cret", "not closed"), ("odbc:///?odbc_connect=s3cret", "has no '='"),
                ("odbc:///?odbc_connect=A%3D%7Bs3cret%7Dx", "not closed"),
                ("odbc:///a%3Bb?driver=SQLite3", "cannot take values with ';'"), ("duckdb://h/d", "write duckdb:///"),
            ])
        func faults(_ url: String, _ words: String) {
            do {
                let target = try ODBCTarget(url: url)
                Issue.record("read: \(target.string.redacted)")
            } catch {
                #expect(error.code == .configuration)
                #expect(error.message.contains(words), "\(error)")
                #expect(!error.message.contains("s3cret"))
                #expect(error.underlying == nil)
            }
        }

        private struct Plain: SecretProvider {
            func resolve(_ reference: SecretReference) throws(SentinelError) -> Secret {
                guard case .literal(let secret) = reference else { throw SentinelError(.secretUnavailable, "not set") }
                return secret
            }
        }

        @Test("it is a standard source, made from options")
        func descriptor() throws {
            let kind = try #require([IntegrationDescriptor].standardSources.first { $0.type == "odbc" })
            #expect(kind.urlSchemes.prefix(5) == ["odbc", "mssql", "synapse", "databricks", "oracle"])
            #expect(
                kind.options.map(\.name) == [
                    "user", "password", "driver", "library", "encoding", "login_timeout", "max_connections",
                ])
            let options = IntegrationOptions([
                "user": .string("u"), "driver": .string("d"), "library": .string("l"), "encoding": .string("utf-8"),
                "login_timeout": .duration(.seconds(3)), "max_connections": .integer(7),
            ])
            #expect(
                ODBCSource.Options(options)
                    == ODBCSource.Options(
                        user: "u", driver: "d", library: "l", maxConnections: 7, loginTimeout: .seconds(3),
                        usesUTF8: true))
            #expect(ODBCSource.Options(IntegrationOptions()) == ODBCSource.Options())
            guard case .source(let factory) = kind.factory else { throw SentinelError(.internalFault, "no source") }
            let context = IntegrationContext(name: "shop", secrets: Plain())
            let url = IntegrationOptions.Value.secret(.literal(Secret("odbc://shop")))
            _ = try factory(IntegrationOptions(["url": url, "password": .secret(.literal(Secret("pw")))]), context)
            for (values, code) in [
                ([:], SentinelError.Code.configuration),
                (["url": .secret(.environment(name: "U"))], .secretUnavailable),
                (["url": url, "max_connections": .integer(0)], .configuration),
                (["url": .secret(.literal(Secret("odbc://")))], .configuration),
            ] as [([String: IntegrationOptions.Value], SentinelError.Code)] {
                do {
                    _ = try factory(IntegrationOptions(values), context)
                    Issue.record("made")
                } catch {
                    #expect(error.code == code)
                }
            }
        }

        @Test("validation looks at the URL")
        func validation() {
            let validate = IntegrationDescriptor.odbc.validate
            func options(_ url: String, driver: String? = nil) -> IntegrationOptions {
                var options = IntegrationOptions(["url": .secret(.literal(Secret(url)))])
                if let driver { options.values["driver"] = .string(driver) }
                return options
            }
            #expect(validate(options("odbc://?server=h"), .current).map(\.severity) == [.error])
            #expect(validate(options("odbc://?server=h", driver: "x"), .current).isEmpty)
            #expect(validate(options("odbc://"), .original).map(\.severity) == [.warning])
            #expect(validate(options("odbc://"), .current).map(\.option) == ["url"])
            #expect(validate(IntegrationOptions(), .current).isEmpty)
        }
    }
#endif
