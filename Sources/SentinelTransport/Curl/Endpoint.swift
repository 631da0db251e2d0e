import CLibCurl

/// The parts of a URL that may be shown, read by the parser that also connects: what is checked is what is called.
public struct Endpoint: Sendable, Hashable, CustomStringConvertible {
    /// In lower case: `https`.
    public let scheme: String
    /// A name or an address, numeric forms of IPv4 normalised, IPv6 in brackets.
    public let host: String
    /// The port, also when the URL leaves it out.
    public let port: Int

    /// `host:port`.
    public var description: String { "\(host):\(port)" }

    /// Reads a URL; nil if it is malformed, has no scheme or host, or holds blanks, control characters or a backslash.
    public init?(url: String) {
        let isClean = url.unicodeScalars.allSatisfy { scalar in
            scalar.value > 0x20 && scalar.value != 0x7F && scalar != "\\" && !(0x80...0x9F).contains(scalar.value)
        }
        guard isClean, let handle = curl_url() else { return nil }
        defer { curl_url_cleanup(handle) }
        guard curl_url_set(handle, CURLUPART_URL, url, UInt32(CURLU_NON_SUPPORT_SCHEME)) == CURLUE_OK,
            let scheme = Self.part(CURLUPART_SCHEME, of: handle),
            let host = Self.part(CURLUPART_HOST, of: handle), !host.isEmpty
        else { return nil }
        self.scheme = scheme.lowercased()
        self.host = host
        port = Self.part(CURLUPART_PORT, of: handle, flags: UInt32(CURLU_DEFAULT_PORT)).flatMap { Int($0) } ?? 0
    }

    init(scheme: String, host: String, port: Int) {
        self.scheme = scheme
        self.host = host
        self.port = port
    }

    private static func part(_ part: CURLUPart, of handle: OpaquePointer, flags: UInt32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
