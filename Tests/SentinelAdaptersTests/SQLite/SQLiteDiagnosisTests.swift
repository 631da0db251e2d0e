#if SQLite
    import Foundation
    import SentinelAdapters
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("SQLite says what is unwise about a file")
    struct SQLiteDiagnosisTests {
        private func diagnose(_ path: String) async throws -> SourceDiagnosis {
            let source = try SQLiteSource(path: path)
            let diagnosis = try await source.diagnose(timeout: .seconds(10))
            await source.close()
            return diagnosis
        }

        @Test("it names library, file, size and tables")
        func facts() async throws {
            let shop = try SQLiteShop()
            let diagnosis = try await diagnose(shop.path)
            #expect(diagnosis.facts.map(\.name) == ["library", "file", "size", "readable tables"])
            #expect(diagnosis.facts[0].value == "SQLite \(SQLiteConnection.libraryVersion)")
            #expect(diagnosis.facts[1].value == shop.path)
            #expect(diagnosis.findings == [])
        }

        @Test("an empty file and one that everybody may change are told")
        func findings() async throws {
            let folder = try TemporaryFolder()
            let path = folder.file("empty.db")
            try Data().write(to: URL(filePath: path))
            #expect(try await diagnose(path).findings.map(\.message) == ["the file holds no table"])
            try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
            #expect(
                try await diagnose(path).findings == [
                    .init("the file holds no table", remedy: "look whether the URL names the right file"),
                    .init("every user of this machine may change the file", remedy: "chmod o-w '\(path)'"),
                ])
        }

        @Test("a file that is not there is the error of a run")
        func missing() async throws {
            let error = await sentinelError { _ = try await diagnose("/no/such/file.db") }
            #expect(error?.code == .connection)
        }

        @Test("there are no accounts to grant rights to")
        func grants() {
            #expect(IntegrationDescriptor.sqlite.grants == nil)
        }
    }
#endif
