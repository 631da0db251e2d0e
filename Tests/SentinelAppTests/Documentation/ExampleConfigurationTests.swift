#if SQLite
    import Foundation
    import SentinelApp
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    /// The example configurations are valid, and their alerts say what their databases are made to make them say.
    @Suite struct ExampleConfigurationTests {
        /// An example with its alerts in order and what each must come to.
        struct Example: Sendable, CustomStringConvertible {
            var name: String
            var statuses: [(alert: String, status: String)]
            var description: String { name }
        }

        @Test(arguments: examples)
        func validates(example: Example) async throws {
            let outcome = try await ExampleRun(example.name).sentinel("validate", "-o", "json")
            let report = try JSONValue(parsing: outcome.output)
            #expect(report["valid"] == .bool(true), "\(outcome.output)\(outcome.errors)")
            #expect(report["diagnostics"] == .array([]), "\(outcome.output)")
            #expect(report["alerts"]?.integerValue == Int64(example.statuses.count))
            #expect(outcome.code == 0)
        }

        @Test(arguments: examples)
        func runsAsMeant(example: Example) async throws {
            let run = try ExampleRun(example.name)
            try run.makeDatabase()
            let outcome = try await run.sentinel("run", "--dry-run", "-o", "json")
            #expect(try statuses(outcome) == example.statuses.map { "\($0.alert): \($0.status)" }, "\(outcome.errors)")
            #expect(outcome.code == 1)
        }

        @Test func shopRecovers() async throws {
            let run = try ExampleRun("shop")
            try run.makeDatabase()
            try run.execute("repair.sql")
            let outcome = try await run.sentinel("run", "--dry-run", "-o", "json")
            #expect(try statuses(outcome).allSatisfy { $0.hasSuffix(": OK") }, "\(outcome.output)")
            #expect(outcome.code == 0)
        }

        @Test func everyFolderIsTested() throws {
            let folder = Repository.root.appending(path: "Examples/configs").path
            let folders = try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.contains(".") }
            #expect(folders.sorted() == Self.examples.map(\.name).sorted())
        }

        private func statuses(_ outcome: ExampleRun.Outcome) throws -> [String] {
            guard case .array(let runs)? = try JSONValue(parsing: outcome.output)["runs"] else { return [] }
            return runs.map { "\($0["alert"]?.stringValue ?? "?"): \($0["status"]?.stringValue ?? "?")" }
        }
    }

    extension ExampleConfigurationTests {
        static let examples: [Example] = [
            Example(
                name: "shop",
                statuses: [
                    ("Revenue of the last 24 hours", "ALERT"), ("Payments fail", "ALERT"),
                    ("Goods to reorder", "ALERT"), ("Orders wait to be shipped", "OK"), ("Checkout is slow", "OK"),
                    ("Nobody signs up", "OK"),
                ]),
            Example(
                name: "saas-billing",
                statuses: [
                    ("Card charges are declined", "OK"), ("Provider events are not processed", "ALERT"),
                    ("Invoices more than 30 days overdue", "ALERT"), ("Large customers leave", "ALERT"),
                    ("Invoices without tax", "ALERT"), ("Usage export is late", "OK"),
                    ("Monthly recurring revenue falls", "OK"), ("Trials end soon", "ALERT"),
                ]),
            Example(
                name: "payments",
                statuses: [
                    ("Ledger is out of balance", "ALERT"), ("Mastercard approvals drop", "ALERT"),
                    ("Visa approvals drop", "OK"), ("Authorisations are slow", "OK"), ("Transfers are stuck", "OK"),
                    ("Chargebacks near their deadline", "ALERT"), ("Merchant reserves are low", "ALERT"),
                    ("Scheme files are missing", "OK"), ("Sanction list is outdated", "ALERT"),
                ]),
            Example(
                name: "logistics",
                statuses: [
                    ("Express parcels are late", "ALERT"), ("Trailer is too warm", "ALERT"),
                    ("Cold chain is silent", "OK"), ("Milano is full", "OK"), ("Lyon is full", "OK"),
                    ("No scans at the gates", "OK"), ("Customs does not answer", "OK"),
                    ("Tours are not planned", "OK"), ("Standard parcels late, weekly", "OK"),
                ]),
            Example(
                name: "clinic",
                statuses: [
                    ("Critical laboratory result not seen", "ALERT"),
                    ("Urgent laboratory orders without a result", "OK"), ("Vaccine fridge leaves its range", "OK"),
                    ("Medicine below its minimum", "ALERT"), ("Medicine expires soon", "ALERT"),
                    ("Radiology keeps people waiting", "ALERT"), ("Appointments are missed", "OK"),
                    ("Billing interface rejects messages", "ALERT"), ("Intensive care is nearly full", "ALERT"),
                ]),
            Example(
                name: "streaming",
                statuses: [
                    ("Rebuffering in a region", "ALERT"), ("Rebuffering everywhere", "OK"), ("Playback fails", "OK"),
                    ("Encoding is stuck", "ALERT"), ("Tomorrow's release is not ready", "ALERT"),
                    ("Popular titles lose their licence", "ALERT"), ("Delivery cost jumps", "ALERT"),
                    ("Logins fail", "OK"),
                ]),
            Example(
                name: "factory",
                statuses: [
                    ("Bearing vibration", "ALERT"), ("Oil is too hot", "OK"), ("Scrap rate", "ALERT"),
                    ("Diameter drifts", "OK"), ("Gateways are offline", "ALERT"), ("Machines produce nothing", "OK"),
                    ("Maintenance is overdue", "ALERT"), ("Power above the contract", "OK"),
                    ("Safety events not acknowledged", "OK"),
                ]),
            Example(
                name: "data-platform",
                statuses: [
                    ("Orders are stale", "OK"), ("Orders volume is unusual", "ALERT"),
                    ("Orders are loaded twice", "ALERT"), ("Orders of unknown customers", "OK"),
                    ("Customers without an e-mail address", "OK"), ("Exchange rates are missing", "NO_DATA"),
                    ("Pipelines failed", "ALERT"), ("Columns break their contract", "OK"),
                    ("Queries are expensive", "ALERT"),
                ]),
        ]
    }

    /// One example, copied into a folder of its own, with its database beside it.
    struct ExampleRun {
        struct Outcome {
            var code: Int32
            var output: String
            var errors: String
        }

        let folder: TemporaryFolder
        private let name: String
        private let configuration: String

        init(_ name: String) throws {
            self.name = name
            folder = try TemporaryFolder()
            // Relative URLs count from the process's working directory, which all tests share.
            configuration = try Repository.text("Examples/configs/\(name)/sentinel.yaml")
                .replacing("sqlite:///", with: "sqlite:///\(folder.path)/")
            try Data(configuration.utf8).write(to: URL(filePath: folder.file("sentinel.yaml")))
        }

        func makeDatabase() throws { try execute("schema.sql") }

        /// Runs one of the example's scripts on its database.
        func execute(_ script: String) throws {
            let file = configuration.firstMatch(of: /([a-z]+\.db)/).map { String($0.output.1) }
            let connection = try SQLiteConnection(path: folder.file(try #require(file)), access: .create)
            defer { connection.close() }
            try connection.execute(try Repository.text("Examples/configs/\(name)/\(script)"))
        }

        /// Runs the program in the folder with the variables of `env.example`.
        func sentinel(_ arguments: String...) async throws -> Outcome {
            let lines = try Repository.text("Examples/configs/\(name)/env.example").split(separator: "\n")
            let pairs = lines.map { line in
                (String(line.prefix { $0 != "=" }), String(line.drop { $0 != "=" }.dropFirst()))
            }
            let output = BufferSink()
            let errors = BufferSink()
            let environment = Environment(
                arguments: arguments, variables: Dictionary(uniqueKeysWithValues: pairs), standardOutput: output,
                standardError: errors, workingDirectory: folder.path)
            let code = await SentinelMain.execute(environment: environment)
            return Outcome(code: code, output: output.text, errors: errors.text)
        }
    }
#endif
