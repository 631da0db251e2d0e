import Foundation
import SentinelTesting
import Testing

@testable import SentinelApp

/// Completion scripts are programs of their own: shells accept them, and they offer what there is.
@Suite struct CompletionTests {
    private static func path(of shell: String) -> URL? {
        ["/bin/", "/usr/bin/", "/usr/local/bin/"].map { URL(filePath: $0 + shell) }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    private func script(_ shell: String, in folder: TemporaryFolder) async throws -> String {
        let outcome = try await CommandHarness().run("completion", shell)
        let file = folder.file("completion." + shell)
        try Data(outcome.output.utf8).write(to: URL(filePath: file))
        return file
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `the shell accepts its script`(shell: String) async throws {
        let program = try #require(Self.path(of: shell), "Scripts/bootstrap --tests installs \(shell)")
        let folder = try TemporaryFolder()
        let file = try await script(shell, in: folder)
        let outcome = try SentinelProcess(["-n", file], in: folder, program: program).finish()
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.errors.isEmpty)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `the script knows every command`(shell: String) async throws {
        let text = try await CommandHarness().run("completion", shell).output
        for command in HelpTextTests.commands.flatMap(\.words) { #expect(text.contains(command), "\(command)") }
    }

    @Test(
        arguments: [
            (["sentinel", ""], ["init", "validate", "run", "status", "outbox", "completion"]),
            (["sentinel", "val"], ["validate"]), (["sentinel", "un"], ["unsilence"]),
            (["sentinel", "run", "--al"], ["--alert"]), (["sentinel", "run", "--dr"], ["--dry-run"]),
            (["sentinel", "run", "-o", ""], ["table", "json"]), (["sentinel", "outbox", "re"], ["retry"]),
            (
                ["sentinel", "outbox", "list", "--state", ""],
                ["pending", "sending", "sent", "superseded", "dead", "all"]
            ),
            (["sentinel", "history", "--status", ""], ["OK", "ALERT", "ERROR", "NO_DATA", "NOT_RUN"]),
            (["sentinel", "notify", "te"], ["test"]), (["sentinel", "completion", ""], ["bash", "zsh", "fish"]),
            (["sentinel", "state", ""], ["check", "migrate", "import"]),
            (["sentinel", "validate", "ale"], ["alerts.yaml"]), (["sentinel", "init", "ale"], ["alerts.yaml"]),
        ] as [([String], [String])])
    func `bash offers what fits`(words: [String], offers: [String]) async throws {
        let folder = try TemporaryFolder()
        try Data().write(to: URL(filePath: folder.file("alerts.yaml")))
        let file = try await script("bash", in: folder)
        let bash = """
            source "$1"; shift
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
            _sentinel sentinel "${@: -1}" "${@: -2:1}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let outcome = try SentinelProcess(
            ["-c", bash, "bash", file] + words, in: folder, program: URL(filePath: "/bin/bash")
        ).finish()
        let shown = outcome.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(Set(offers).subtracting(shown) == [], "\(shown) \(outcome.errors)")
        if words.last?.isEmpty == false { #expect(Set(shown) == Set(offers)) }
    }
}
