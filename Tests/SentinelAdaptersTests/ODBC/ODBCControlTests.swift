#if ODBC
    @testable import SentinelAdapters
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("What stops the work of an ODBC connection")
    struct ODBCControlTests {
        private static let beneath = ODBCError(records: [
            ODBCError.Record(state: "HY008", nativeCode: 3, message: "Operation canceled")
        ])

        private func control(_ remaining: Duration, _ timeout: Duration = .seconds(5)) -> ODBCControl {
            let control = ODBCControl()
            control.start(deadline: ContinuousClock.now.advanced(by: remaining), timeout: timeout)
            return control
        }

        @Test("nothing stops what has time")
        func running() throws {
            let control = control(.seconds(60))
            try control.check()
            #expect(control.failure(beneath: Self.beneath) == nil)
            #expect(!control.isSpent)
            #expect(control.remaining > .seconds(1) && control.remaining <= .seconds(60))
        }

        @Test("a deadline that is over is a timeout that names the caller's time")
        func deadline() {
            let control = control(.seconds(-1))
            #expect(
                control.failure(beneath: nil)
                    == SentinelError(.timeout, "the query did not end within \(Duration.seconds(5).text)"))
            #expect(
                control.failure(beneath: Self.beneath)
                    == SentinelError(
                        .timeout, "the query did not end within \(Duration.seconds(5).text)",
                        underlying: "[HY008/3] Operation canceled"))
            #expect(control.remaining < .zero)
            #expect(throws: SentinelError.self) { try control.check() }
        }

        @Test("the first reason counts", arguments: [[WorkStop.cancelled, .deadline], [.deadline, .cancelled]])
        func reasons(_ stops: [WorkStop]) {
            let control = control(.seconds(60))
            for stop in stops { control.stop(stop) }
            #expect(control.failure(beneath: nil)?.code == (stops[0] == .cancelled ? .cancelled : .timeout))
        }

        @Test("new work begins without the old one's end")
        func again() throws {
            let control = control(.seconds(60))
            control.stop(.cancelled)
            #expect(control.failure(beneath: Self.beneath)?.underlying == "[HY008/3] Operation canceled")
            control.start(deadline: ContinuousClock.now.advanced(by: .seconds(60)), timeout: .seconds(60))
            try control.check()
        }

        @Test("without a connection there is nothing to cancel, and nothing is spent")
        func nothing() {
            let control = control(.seconds(60))
            control.stop(.deadline)
            control.abandon()
            control.attach(nil)
            #expect(!control.isSpent)
        }

        @Test(
            "a connection that was told to cancel is spent, a new one is not",
            .enabled(if: ODBCDriver.installed.contains(.sqlite), "\(ODBCDriver.whatIsMissing)"))
        func spent() throws {
            let folder = try TemporaryFolder()
            var string = ODBCConnectionString()
            try string.add("DRIVER", "SQLite3")
            try string.add("Database", folder.file("a.db"))
            var options = ODBCConnection.Options()
            options.encoding = .utf8
            let library = try ODBCLibrary.load()
            let control = control(.seconds(60))
            control.attach(try ODBCConnection(string, library: library, options: options))
            #expect(!control.isSpent)
            control.stop(.cancelled)
            #expect(control.isSpent)
            control.start(deadline: ContinuousClock.now.advanced(by: .seconds(60)), timeout: .seconds(60))
            #expect(control.isSpent, "it may obey late, in the middle of this work")
            control.attach(try ODBCConnection(string, library: library, options: options))
            #expect(!control.isSpent)
            control.abandon()
            #expect(control.isSpent)
            control.attach(nil)
            #expect(!control.isSpent)
        }
    }
#endif
