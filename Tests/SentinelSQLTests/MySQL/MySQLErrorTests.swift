import SentinelModels
import SentinelSQL
import Testing

@Suite("What an error of MariaDB or MySQL means")
struct MySQLErrorTests {
    private static let meanings: [(Int, SentinelError.Code, Bool)] = [
        (2002, .connection, true), (2003, .connection, true), (2005, .dns, true), (2006, .connection, true),
        (2013, .connection, true), (1053, .connection, true), (1927, .connection, true), (2026, .tls, true),
        (1040, .busy, true), (1203, .busy, true), (1226, .busy, true), (1049, .configuration, false),
        (2020, .resultTooLarge, false), (1969, .timeout, true), (3024, .timeout, true), (1317, .cancelled, false),
        (1205, .busy, true), (1213, .busy, true), (1792, .notReadOnly, false), (1290, .notReadOnly, false),
        (1836, .notReadOnly, false), (1044, .permission, false), (1142, .permission, false), (1143, .permission, false),
        (1227, .permission, false), (1370, .permission, false), (1045, .authentication, false),
        (1698, .authentication, false), (2059, .authentication, false), (1251, .authentication, false),
        (1064, .query, false), (1146, .query, false), (1054, .query, false), (1038, .busy, true), (1021, .busy, true),
        (2014, .internalFault, false), (2027, .connection, true), (1158, .connection, true), (5013, .connection, true),
        (5014, .connection, true), (65_000, .query, false),
    ]

    @Test(arguments: meanings)
    func ofAMonitoredDatabase(number: Int, code: SentinelError.Code, isRetryable: Bool) {
        let error = SentinelError(MySQLError(number: number, message: "words"), role: .source)
        #expect(error.code == code)
        #expect(error.isRetryable == isRetryable)
        #expect(error.underlying == "error \(number) (HY000): words")
    }

    @Test func ofTheStateDatabase() {
        let other = meaning(1146, .state)
        #expect(other.code == .store)
        #expect(!other.isRetryable)
        #expect(meaning(1213, .state).code == .busy)
        #expect(meaning(1045, .state).message.contains("state database"))
        #expect(meaning(1045, .source).message.contains("the database"))
    }

    private func meaning(_ number: Int, _ role: MySQLRole) -> SentinelError {
        SentinelError(MySQLError(number: number, message: "words"), role: role)
    }

    @Test func theLineOfAMistake() {
        func line(_ message: String, _ number: Int = 1064) -> Int? {
            MySQLError(number: number, message: message).line
        }
        #expect(line("You have an error near 'x' at line 12") == 12)
        #expect(line("You have an error near ' at line 3' at line 7") == 7)
        #expect(line("You have an error") == nil)
        #expect(line("You have an error at line x") == nil)
        #expect(line("near at line 2", 1054) == nil)
    }

    @Test func whichErrorsEndTheConnection() {
        for number in [2000, 2012, 1043, 1156, 2006, 2013, 1053, 1927, 2014, 2020, 2026, 5013, 5014, 5015] {
            #expect(MySQLError(number: number, message: "").endsConnection)
        }
        for number in [1064, 1317, 1969, 1213, 1045, 2034, 2057, 2059] {
            #expect(!MySQLError(number: number, message: "").endsConnection)
        }
    }
}
