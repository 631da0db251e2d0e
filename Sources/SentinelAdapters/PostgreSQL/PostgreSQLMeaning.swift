#if PostgreSQL
    import SentinelModels
    import SentinelSQL

    extension SentinelError {
        /// An error of a monitored database in the words of the seams; `underlying` keeps PostgreSQL's words and code.
        init(source error: PostgreSQLError) {
            let (code, text, isRetryable) = error.kind == .server ? error.serverMeaning : error.clientMeaning
            self.init(code, text, isRetryable: isRetryable, underlying: error.description)
        }
    }

    extension PostgreSQLError {
        fileprivate typealias Meaning = (code: SentinelError.Code, text: String, isRetryable: Bool?)

        fileprivate var clientMeaning: Meaning {
            switch kind {
            case .dns: (.dns, "the database's host name cannot be resolved: \(message)", nil)
            case .tls: (.tls, "the encrypted connection to the database failed: \(message)", false)
            case .authentication: (.authentication, "the database refuses the credentials: \(message)", nil)
            case .timeout: (.timeout, message, nil)
            case .cancelled: (.cancelled, message, nil)
            case .tooLarge: (.resultTooLarge, message, nil)
            case .usage: (sqlState == nil ? .internalFault : .query, message, nil)
            case .connection, .server: (.connection, "the database cannot be reached: \(message)", nil)
            }
        }

        /// By SQLSTATE, and by its class where the state itself says nothing more.
        fileprivate var serverMeaning: Meaning {
            switch sqlState ?? "" {
            case "57014": return (.connection, "somebody cancelled the query on the server", nil)
            case "57P01", "57P02", "57P03", "57P04", "57P05", "25P03":
                return (.connection, "the server ended the session: \(message)", nil)
            case "55P03": return (.busy, "a table is locked: \(message)", nil)
            case "40001", "40P01": return (.busy, "the query was in the way of others: \(message)", nil)
            case "42501": return (.permission, "the role may not do that: \(message)", nil)
            case "25006": return (.notReadOnly, "the query may only read: \(message)", nil)
            case "3D000": return (.configuration, "\(message)", nil)
            case "42601" where message.contains("multiple commands"):
                return (.notReadOnly, "the text holds more than one statement", nil)
            case "0A000" where message.hasPrefix("DECLARE CURSOR"):
                return (.notReadOnly, "the query may only read: \(message)", nil)
            default: break
            }
            return switch sqlState?.prefix(2) ?? "" {
            case "08": (.connection, "the database cannot be reached: \(message)", nil)
            case "28": (.authentication, "the database refuses the credentials: \(message)", nil)
            case "53": (.busy, "the server has no room: \(message)", nil)
            case "58", "F0", "XX": (.query, "the server failed: \(message)", nil)
            default: (.query, message + (hint.map { "; \($0)" } ?? ""), nil)
            }
        }
    }
#endif
