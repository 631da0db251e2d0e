#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif
import Foundation
import SentinelModels

/// A folder for a server's files, which belongs to the user that the server runs as.
final class ServerFolder: Sendable {
    let path: String
    private let user: String?

    init(user: String?) throws(SentinelError) {
        self.user = getuid() == 0 ? user : nil
        path = FileManager.default.temporaryDirectory.path + "/sentinel-\(UUID().uuidString.prefix(8))"
        guard mkdir(path, 0o700) == 0 else { throw SentinelError(.internalFault, "no folder could be made: \(path)") }
        try own(path)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String) -> String { path + "/" + name }

    /// Writes a file that only the server may read.
    func write(_ text: String, to name: String) throws(SentinelError) {
        guard FileManager.default.createFile(atPath: file(name), contents: Data(text.utf8)) else {
            throw SentinelError(.internalFault, "cannot write \(file(name))")
        }
        chmod(file(name), 0o600)
        try own(file(name))
    }

    /// Makes the server's user the owner.
    func own(_ path: String) throws(SentinelError) {
        guard let user else { return }
        guard let entry = getpwnam(user), chown(path, entry.pointee.pw_uid, entry.pointee.pw_gid) == 0 else {
            throw SentinelError(.internalFault, "the user \(user) cannot be made the owner of \(path)")
        }
    }

    /// A certificate for `localhost` and 127.0.0.1 that signs itself: `server.crt` and `server.key` in the folder.
    func makeCertificate() throws(SentinelError) {
        let key = file("server.key")
        let arguments = [
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=localhost", "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", file("server.crt"),
        ]
        guard ScriptServer.run("openssl", arguments, in: URL(fileURLWithPath: path)) else {
            throw SentinelError(.internalFault, "openssl made no certificate")
        }
        chmod(key, 0o600)
        try own(key)
        try own(file("server.crt"))
    }
}
