#if ODBC
    import SentinelModels
    import SentinelSQL

    extension SentinelError {
        /// What a failure to connect means.
        init(connecting error: ODBCError, to target: ODBCTarget) {
            let words = error.allMessages
            let meaning: (code: Code, text: String, isRetryable: Bool?) =
                if error.kind == .library {
                    (.configuration, "\(Self.managerText): \(words)", false)
                } else if error.isAboutDriver {
                    (.configuration, "\(target.product.driverText(target.driver)): \(words)", false)
                } else if error.isAboutCredentials {
                    (.authentication, "the database refused the user or the password: \(words)", nil)
                } else if error.isAboutTLS {
                    (.tls, "the encrypted connection failed: \(words)", nil)
                } else {
                    (.connection, "the database cannot be reached: \(words)", nil)
                }
            self.init(meaning.code, meaning.text, isRetryable: meaning.isRetryable, underlying: error.description)
        }

        /// What a failure of a query means.
        init(querying error: ODBCError, dialect: SQLDialect) {
            let words = error.message
            let meaning: (code: Code, text: String, isRetryable: Bool?) =
                switch error.kind {
                case .library, .misuse: (.internalFault, "ODBC was used wrongly: \(words)", nil)
                case .tooLong: (.resultTooLarge, words, nil)
                case .diagnostics: Self.meaning(of: error, dialect)
                }
            self.init(meaning.code, meaning.text, isRetryable: meaning.isRetryable, underlying: error.description)
        }

        private static func meaning(
            of error: ODBCError, _ dialect: SQLDialect
        ) -> (code: Code, text: String, isRetryable: Bool?) {
            let words = error.plainMessage
            switch error.state.prefix(2) {
            case "08": return (.connection, "the connection to the database broke: \(words)", nil)
            case "28": return (.authentication, "the database refused the user or the password: \(words)", nil)
            default: break
            }
            if error.isAboutConnection(dialect) {
                return (.connection, "the connection to the database broke: \(words)", nil)
            }
            if error.isAboutTime { return (.timeout, "the database ended the query: \(words)", nil) }
            if error.isAboutReading(dialect) { return (.notReadOnly, "the query may only read: \(words)", nil) }
            if error.isAboutRights(dialect) { return (.permission, "the role may not do this: \(words)", nil) }
            if error.isAboutLoad(dialect) { return (.busy, "the database is busy: \(words)", nil) }
            if ["HY001", "HY013"].contains(error.state) {
                return (.resultTooLarge, "the query needs more memory than there is: \(words)", nil)
            }
            return (.query, words, nil)
        }

        private static let managerText = """
            ODBC needs the driver manager unixODBC, which cannot be loaded; install the package unixodbc (Debian, \
            Ubuntu, Homebrew) or unixODBC (Fedora, Red Hat), or name its library by 'library'
            """
    }

    // SQLSTATEs are ODBC's and the databases' own; a few drivers put everything under HY000, so their databases' numbers
    // and words count as well.
    extension ODBCError {
        /// The driver, or the data source's name, is not installed.
        var isAboutDriver: Bool {
            records.contains { record in
                record.state.hasPrefix("IM") || record.message.contains("Can't open lib")
                    || record.message.contains("driver's SQLAllocHandle on SQL_HANDLE_ENV failed")
            }
        }

        private static let notCompiled = "no query has been executed with that handle"

        /// The words without what PostgreSQL's driver adds to the reason why a statement could not be compiled.
        var plainMessage: String {
            let tail = "; " + Self.notCompiled
            return message.lowercased().hasSuffix(tail) ? String(message.dropLast(tail.count)) : message
        }

        var isAboutCredentials: Bool {
            records.contains { record in
                record.state.hasPrefix("28") || [1045, 1698, 18456, 1017].contains(record.nativeCode)
                    || record.contains([
                        "password authentication failed", "access denied for user", "login failed", "ora-01017",
                        "no password supplied", "authentication failed", "invalid access token",
                    ])
            }
        }

        var isAboutTLS: Bool {
            records.contains { record in
                record.contains(["ssl", "tls", "certificate"]) || record.nativeCode == 2026
            }
        }

        func isAboutConnection(_ dialect: SQLDialect) -> Bool {
            let isGone = dialect == .mySQL && [2006, 2013, 2055, 1927].contains(nativeCode)
            return isGone || state.hasPrefix("57P") && state != "57P03"
                || records.contains { record in
                    record.contains([
                        "server closed the connection", "terminating connection", "server has gone away",
                        "lost connection", "connection was killed", "no connection to the server", "communication link",
                    ])
                }
                // PostgreSQL's driver says no more of a statement that it could not hand over to be compiled.
                || message.lowercased() == Self.notCompiled
        }

        var isAboutTime: Bool { ["HYT00", "HYT01", "S1T00", "57014", "HY008", "70100"].contains(state) }

        func isAboutReading(_ dialect: SQLDialect) -> Bool {
            ["25006", "25S01"].contains(state) || (dialect == .mySQL && nativeCode == 1792)
                || (dialect == .oracle && nativeCode == 1456)
                || records.contains { $0.contains(["read-only transaction", "readonly database"]) }
        }

        func isAboutRights(_ dialect: SQLDialect) -> Bool {
            switch dialect {
            case .mySQL: [1044, 1142, 1143, 1227, 1370, 1419].contains(nativeCode)
            case .sqlServer: [229, 230, 262, 297, 300, 916].contains(nativeCode)
            case .oracle: nativeCode == 1031
            default: state == "42501" || records.contains { $0.contains(["permission denied", "not authorized"]) }
            }
        }

        func isAboutLoad(_ dialect: SQLDialect) -> Bool {
            if ["40001", "40P01", "55P03", "53300", "57P03"].contains(state) { return true }
            return switch dialect {
            case .mySQL: [1040, 1203, 1205, 1213, 1226].contains(nativeCode)
            case .sqlServer: [1205, 1222].contains(nativeCode)
            case .sqlite: records.contains { $0.contains(["database is locked", "database table is locked"]) }
            default: false
            }
        }
    }

    extension ODBCError.Record {
        fileprivate func contains(_ texts: [String]) -> Bool {
            let words = message.lowercased()
            return texts.contains { words.contains($0) }
        }
    }
#endif
