#if SQLite
    import Foundation
    import SentinelModels
    import SentinelTesting
    import Testing

    @testable import SentinelApp

    /// What people see at a real terminal.
    @Suite struct TerminalProcessTests {
        private let folder: TemporaryFolder

        init() throws {
            folder = try .withShop()
            try folder.configure(
                """
                receivers:
                  a receiver with quite a long name: {type: webhook, url: "http://127.0.0.1:9/x"}
                alerts:
                  - name: An alert with a name that is rather long, longer than half of a line
                    query: SELECT 'ALERT' AS status, 12345678901234567890.123 AS actual_value, 'x' AS threshold
                    schedule: "*/5 9-17 * * 1-5"
                    timezone: America/Argentina/Buenos_Aires
                    notify: [a receiver with quite a long name]
                  - {name: 日本語の長い名前 🔥 und überlange Wörter, query: "SELECT 'OK' AS status", schedule: "@daily"}
                  - {name: Broken, query: "SELECT \(String(repeating: "column_", count: 12)) FROM t", schedule: "@daily"}
                """)
        }

        private func run(
            _ arguments: [String], columns: UInt16 = 80, variables: [String: String] = [:]
        ) throws -> (code: Int32, shown: String) {
            let process = try SentinelProcess.configured(arguments, in: folder, variables: variables)
            return try PseudoTerminal(columns: columns).run(process)
        }

        /// The lines as they stay on the screen: without escapes, and without what a carriage return took back.
        private static func screen(_ text: String) -> [String] {
            text.replacing(/\u{1B}\[[0-9;]*[mK]/, with: "").split(separator: "\n", omittingEmptySubsequences: false)
                .map { String($0.split(separator: "\r", omittingEmptySubsequences: false).last ?? "") }
        }

        @Test(arguments: [
            ["run", "--deliver-timeout", "100ms"], ["validate"], ["status"], ["history"], ["history", "--stats"],
            ["outbox"],
            ["outbox", "--state", "all"], ["healthcheck"], ["run", "--dry-run"], ["silence", "--list"],
            ["next", "@daily", "--timezone", "America/Argentina/Buenos_Aires"], ["version"], ["--help"],
            ["next", "--help"],
            ["unsilence", "--help"], ["help", "status"],
        ])
        func `nothing is wider than 80 columns`(arguments: [String]) throws {
            if arguments != ["run", "--deliver-timeout", "100ms"] {
                _ = try SentinelProcess(["run", "-q", "--deliver-timeout", "100ms"], in: folder).finish()
                _ = try SentinelProcess(
                    ["silence", "--alert", "Broken", "--comment", "a longer reason for it"], in: folder
                )
                .finish()
            }
            let shown = try run(arguments).shown
            let wide = Self.screen(shown).filter { $0.columnCount > 80 }
            #expect(wide == [])
            #expect(Self.screen(shown).count > 1)
        }

        @Test(arguments: [40, 60, 132] as [UInt16])
        func `tables take the width there is`(columns: UInt16) throws {
            for arguments in [["validate"], ["run", "--dry-run"]] {
                let lines = Self.screen(try run(arguments, columns: columns).shown)
                let widest = lines.map(\.columnCount).max() ?? 0
                #expect(columns == 40 || widest <= Int(columns))
                #expect(widest > Int(columns) / 2)
            }
        }

        @Test(
            arguments: [
                ([:], [], true), (["NO_COLOR": "1"], [], false), (["TERM": "dumb"], [], false),
                ([:], ["--no-color"], false),
                (["CLICOLOR": "0"], [], false), (["TERM": "dumb", "CLICOLOR_FORCE": "1"], [], true),
                (["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], [], false),
            ] as [([String: String], [String], Bool)])
        func `colours are shown at a terminal unless they are not wanted`(
            variables: [String: String], options: [String], isColored: Bool
        ) throws {
            let outcome = try run(["status"] + options, variables: variables)
            #expect(outcome.shown.contains("\u{1B}[") == isColored, "\(outcome.shown.debugDescription)")
            let words = Self.screen(outcome.shown).joined(separator: " ")
            #expect(words.contains("NEXT FIRE") && words.contains("never"))
        }

        @Test(
            arguments: [
                ([:], [], true), (["TERM": "dumb"], [], false), ([:], ["-q"], false), (["NO_COLOR": "1"], [], true),
            ] as [([String: String], [String], Bool)])
        func `progress moves on one line, and is gone at the end`(
            variables: [String: String], options: [String], isShown: Bool
        ) throws {
            let outcome = try run(["run", "--deliver-timeout", "100ms"] + options, variables: variables)
            #expect(outcome.code == 4)
            #expect(outcome.shown.contains("3 of 3 alerts run: 1 ALERT, 1 ERROR") == isShown)
            #expect(!Self.screen(outcome.shown).contains { $0.contains("alerts run:") })
        }

        @Test func `JSON at a terminal is plain`() throws {
            #expect(try SentinelProcess(["run", "-q", "--deliver-timeout", "100ms"], in: folder).finish().code == 4)
            let outcome = try run(["status", "-o", "json"])
            #expect(try JSONValue(parsing: outcome.shown)["alerts"]?.arrayValue?.count == 3)
        }
    }
#endif
