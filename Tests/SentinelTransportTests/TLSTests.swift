import Foundation
import SentinelModels
import SentinelTesting
import SentinelTransport
import TestTools
import Testing

@Suite(
    .enabled(if: TestCertificates.missing == nil, "python3 or openssl is missing"), .timeLimit(.minutes(1)))
struct TLSTests {
    let client = TransportClient()
    let certificates: TestCertificates

    init() throws { certificates = try TestCertificates.shared() }

    /// A server with what it has read.
    struct Server {
        let script: ScriptServer
        let log: String
        var lines: [String] {
            guard let text = try? String(contentsOfFile: log, encoding: .utf8) else { return [] }
            return text.split(separator: "\n").map(String.init)
        }
    }

    private func server(_ mode: String, certificate: String = "good") throws -> Server {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Support/tls_server.py").path
        let log = certificates.path("\(mode)-\(UUID().uuidString).log")
        return Server(
            script: try ScriptServer(
                PythonTools.interpreter,
                [script, mode, certificates.path("\(certificate).pem"), certificates.path("\(certificate).key"), log]),
            log: log)
    }

    @Test func httpsWithATrustedCertificate() async throws {
        let server = try server("https")
        let response = try await client.send(request(server))
        #expect(response.isSuccess)
        #expect(server.lines == ["tls POST /s3cret HTTP/1.1"])
    }

    @Test(arguments: ["self", "wrong", "expired"])
    func httpsWithABadCertificate(certificate: String) async throws {
        let server = try server("https", certificate: certificate)
        let error = await failure { try await client.send(request(server)) }
        #expect((error?.code, error?.isRetryable) == (.tls, true))
        #expect(error.map { "\($0)\($0.underlying ?? "")".contains("s3cret") } == false)
        #expect(error?.message.hasPrefix("no secure connection to 127.0.0.1:\(server.script.port): ") == true)
        #expect(!server.lines.contains { $0.contains("POST") })
    }

    @Test func httpsWithoutTheAuthority() async throws {
        let server = try server("https")
        var request = request(server)
        request.caFile = nil
        #expect(await failure { try await client.send(request) }?.code == .tls)
        request.caFile = certificates.path("missing.pem")
        #expect(await failure { try await client.send(request) }?.code == .tls)
    }

    @Test(arguments: ["old", "reset"])
    func httpsThatFailsInTheHandshake(mode: String) async throws {
        let server = try server(mode)
        let error = await failure { try await client.send(request(server)) }
        #expect((error?.code, error?.isRetryable) == (.tls, true))
        #expect(!server.lines.contains { $0.contains("POST") })
    }

    @Test func httpsToAServerInClear() async throws {
        let sink = try HTTPSink()
        defer { sink.stop() }
        let error = await failure {
            try await client.send(HTTPRequest(url: Secret("https://127.0.0.1:\(sink.port)/"), timeout: .seconds(2)))
        }
        #expect(error.map { [.tls, .timeout].contains($0.code) } == true)
        #expect(sink.requests.isEmpty)
    }

    /// A connection that a lax policy opened is not lent to a strict one.
    @Test func reusedConnectionsAreCheckedAgain() async throws {
        let server = try server("https")
        _ = try await client.send(request(server))
        var strict = request(server)
        strict.egress = EgressPolicy(mode: .strict)
        let error = await failure { try await client.send(strict) }
        #expect((error?.code, error?.isRetryable) == (.egressDenied, false))
        #expect(server.lines.count == 1)
    }

    @Test(arguments: [MailTransfer.Security.startTLS, .implicit])
    func mailWithATrustedCertificate(security: MailTransfer.Security) async throws {
        let server = try server(security == .implicit ? "smtps" : "starttls")
        #expect(try await client.send(mail(server, security)).reply == "250 2.0.0 taken")
        #expect(
            server.lines.filter { $0.hasPrefix("clear") }.allSatisfy {
                $0.hasPrefix("clear EHLO") || $0 == "clear STARTTLS"
            })
        #expect(server.lines.contains { $0.hasPrefix("tls AUTH") })
        #expect(server.lines.contains("tls body"))
    }

    /// No bad certificate is told the password, and libcurl's memory of a good connection does not change that.
    @Test(arguments: ["self", "wrong", "expired"], [MailTransfer.Security.startTLS, .implicit])
    func mailWithABadCertificate(certificate: String, security: MailTransfer.Security) async throws {
        let server = try server(security == .implicit ? "smtps" : "starttls", certificate: certificate)
        let error = await failure { try await client.send(mail(server, security)) }
        #expect((error?.code, error?.isRetryable) == (.tls, true))
        #expect(!server.lines.contains { $0.contains("AUTH") || $0.contains("body") })
    }

    @Test func mailWithoutTheAuthorityAfterOneWithIt() async throws {
        let server = try server("starttls")
        _ = try await client.send(mail(server, .startTLS))
        var second = mail(server, .startTLS)
        second.caFile = nil
        #expect(await failure { try await client.send(second) }?.code == .tls)
    }

    /// What a third party put behind STARTTLS in clear must not pass for what the server says under TLS.
    @Test func mailWithInjectedReplies() async throws {
        let server = try server("inject")
        let error = await failure { try await client.send(mail(server, .startTLS)) }
        #expect(error != nil)
        #expect(!server.lines.contains { $0.contains("AUTH") || $0.contains("body") })
    }

    private func request(_ server: Server) -> HTTPRequest {
        HTTPRequest(
            url: Secret("https://127.0.0.1:\(server.script.port)/s3cret"), timeout: .seconds(5),
            caFile: certificates.path("ca.pem"))
    }

    private func mail(_ server: Server, _ security: MailTransfer.Security) -> MailTransfer {
        MailTransfer(
            host: "127.0.0.1", port: server.script.port, security: security,
            credentials: .init(username: "u", password: Secret("s3cret")),
            envelope: MailEnvelope(from: "a@example.com", recipients: ["b@example.com"]),
            message: Array("Subject: x\r\n\r\nbody\r\n".utf8), timeout: .seconds(5), caFile: certificates.path("ca.pem")
        )
    }

    private func failure<Value>(_ action: () async throws -> Value) async -> SentinelError? {
        do {
            _ = try await action()
            return nil
        } catch {
            return error as? SentinelError
        }
    }
}
