import Crypto
import SentinelModels

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Signatures as Standard Webhooks has them: `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`.
enum WebhookSignature {
    /// The key of a secret in the form `whsec_` and base64; nil if it is none or shorter than 16 bytes.
    static func key(_ secret: String) -> SymmetricKey? {
        let text = secret.hasPrefix("whsec_") ? String(secret.dropFirst(6)) : secret
        guard let data = Data(base64Encoded: text), data.count >= 16 else { return nil }
        return SymmetricKey(data: data)
    }

    /// The value of the header `webhook-signature`: one signature for each key, parted by blanks.
    static func header(id: String, timestamp: Int64, body: [UInt8], keys: [SymmetricKey]) -> String {
        let signed = Array("\(id).\(timestamp).".utf8) + body
        return keys.map { key in
            let code = HMAC<SHA256>.authenticationCode(for: signed, using: key)
            return "v1," + Data(code).base64EncodedString()
        }.joined(separator: " ")
    }
}
