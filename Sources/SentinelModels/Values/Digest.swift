internal import Crypto

/// SHA-256 of texts, as the state tables keep hashes.
public enum Digest {
    /// The 64 lower-case hexadecimal digits of the SHA-256 of the text's UTF-8 bytes.
    public static func sha256(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).hexadecimal
    }

    /// The 64 lower-case hexadecimal digits of the SHA-256 of bytes in memory, without copying them.
    public static func sha256(_ bytes: UnsafeRawBufferPointer) -> String {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        return hash.finalize().hexadecimal
    }
}
