import CLibCurl
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelTransport

/// A name whose address changes between the look-up that was checked and the one that connects: what counts is the
/// address of the connection, so a change gains nothing.
@Suite("A name that changes its address", .timeLimit(.minutes(2))) struct RebindingTests {
    private let loop = CurlLoop(maxConnectionsPerHost: 4, maxIdleConnections: 32)

    /// What becomes of a request to `rebind.example`, which resolves to `addresses` this time.
    private func outcome(
        _ addresses: String, port: Int, allow: [String], mode: EgressPolicy.Mode = .strict
    ) async throws -> SentinelError? {
        let transfer = try HTTPTransfer(
            HTTPRequest(
                url: Secret("https://rebind.example:\(port)/"), timeout: .seconds(5),
                egress: EgressPolicy(mode: mode, allow: allow)))
        // Two colons: an entry that replaces the one of the same name.
        transfer.set(CURLOPT_RESOLVE, ["rebind.example:\(port):\(addresses)"])
        transfer.set(CURLOPT_FRESH_CONNECT, 1)
        guard case .finished(let result) = await loop.perform(transfer) else {
            return SentinelError(.cancelled, "interrupted")
        }
        do throws(SentinelError) {
            _ = try transfer.response(result)
            return nil
        } catch {
            return error
        }
    }

    @Test("two hundred tries with an address that was allowed a moment ago reach nobody")
    func rebinding() async throws {
        let sink = try HTTPSink()
        defer { sink.stop() }
        let forbidden = ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "0.0.0.0", "10.0.0.1"]
        for number in 0..<200 {
            // The first answer is an address that the policy lets through, where nobody listens.
            let first = try await outcome("127.0.0.2", port: sink.port, allow: ["127.0.0.2"])
            #expect(first?.code != .egressDenied)
            let second = try await outcome(forbidden[number % forbidden.count], port: sink.port, allow: ["127.0.0.2"])
            #expect(second?.code == .egressDenied)
            #expect(second?.isRetryable == false)
        }
        #expect(sink.connectionCount == 0)
        await loop.stop()
    }

    @Test(
        "of several addresses only those that are allowed are tried",
        arguments: [
            ("169.254.169.254,127.0.0.1", ["127.0.0.1"], true), ("127.0.0.1,169.254.169.254", ["127.0.0.1"], true),
            ("169.254.169.254,[::1]", ["127.0.0.1"], false), ("[::1],127.0.0.1", ["127.0.0.1"], true),
            ("127.0.0.1", ["127.0.0.3"], false), ("127.0.0.1", ["rebind.example"], true),
            ("127.0.0.1", ["other.example"], false),
        ])
    func several(addresses: String, allow: [String], isReached: Bool) async throws {
        let sink = try HTTPSink()
        defer { sink.stop() }
        let error = try await outcome(addresses, port: sink.port, allow: allow)
        // The sink speaks no TLS: reached means refused by another error.
        #expect((error?.code != .egressDenied) == isReached)
        #expect((sink.connectionCount > 0) == isReached)
        await loop.stop()
    }

    @Test(
        "a name on the metadata service is refused in the default mode too",
        arguments: [
            "169.254.169.254", "[fd00:ec2::254]", "[::ffff:169.254.169.254]", "100.100.100.200", "224.0.0.1",
        ])
    func metadata(address: String) async throws {
        let error = try await outcome(address, port: 443, allow: [], mode: .default)
        #expect(error?.code == .egressDenied)
        #expect(error?.message.hasPrefix("the egress policy forbids rebind.example:443: ") == true)
        await loop.stop()
    }
}
