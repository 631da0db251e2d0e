import Foundation
import SentinelTesting
import Synchronization
import TestTools
import Testing

/// Certificates that a test authority made a moment ago; tests that run at the same time share them.
final class TestCertificates: Sendable {
    private struct Shared {
        weak var certificates: TestCertificates?
    }

    private static let latest = Mutex(Shared())

    /// The first program that is missing for these tests.
    static let missing = [PythonTools.interpreter, "openssl"].first { !ScriptServer.isInstalled($0) }

    private let folder: TemporaryFolder

    static func shared() throws -> TestCertificates {
        try latest.withLock { shared in
            if let certificates = shared.certificates { return certificates }
            let certificates = try TestCertificates()
            shared.certificates = certificates
            return certificates
        }
    }

    private init() throws {
        folder = try TemporaryFolder()
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        try openssl(["req", "-x509"] + key + ["-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test CA"])
        try openssl(["req", "-x509"] + key + ["-keyout", "self.key", "-out", "self.pem", "-subj", "/CN=127.0.0.1"])
        let leaves = [
            ("good", "IP:127.0.0.1,DNS:localhost", "9"), ("wrong", "DNS:other.example", "9"),
            ("expired", "IP:127.0.0.1", "-1"),
        ]
        for (name, names, days) in leaves {
            try openssl(["req"] + key + ["-keyout", "\(name).key", "-out", "\(name).csr", "-subj", "/CN=\(name)"])
            try Data("subjectAltName=\(names)".utf8).write(to: URL(fileURLWithPath: path("\(name).ext")))
            try openssl([
                "x509", "-req", "-in", "\(name).csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out",
                "\(name).pem", "-days", days, "-extfile", "\(name).ext",
            ])
        }
    }

    func path(_ name: String) -> String { folder.file(name) }

    private func openssl(_ arguments: [String]) throws {
        try #require(ScriptServer.run("openssl", arguments, in: URL(fileURLWithPath: folder.path)))
    }
}
