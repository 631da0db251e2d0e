public import SentinelModels

/// Takes secrets out of texts that came from elsewhere, before they are stored, logged or shown.
///
/// The last line of defence: integrations do not put secrets into errors in the first place. Hidden are the secrets
/// themselves, however much of them is percent-encoded or JSON-escaped, their Base64 also in the midst of a longer
/// encoded text, and the password part of any URL.
public struct Redaction: Sendable {
    private let secrets: [[UInt8]]
    private let encoded: [[UInt8]]

    /// The longest text that is kept, in Unicode scalars.
    public static let maximumLength = 2000

    /// Knows the secrets to take out. Those of fewer than four characters are left alone: they occur by chance.
    public init(secrets: [Secret] = []) {
        let known = Set(secrets.map { $0.reveal() }.filter { $0.count >= 4 }).sorted()
        self.secrets = known.map { Array($0.utf8) }
        encoded = Set(self.secrets.flatMap(Base64Needle.all)).sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// The text without secrets and control characters, cut to ``maximumLength``.
    public func callAsFunction(_ text: String) -> String {
        let shown = URLPasswords.hidden(in: withoutSecrets(text))
        let scalars = shown.unicodeScalars.lazy.map { Self.isControl($0) ? " " : $0 }
        let kept = scalars.prefix(Self.maximumLength + 1)
        guard kept.count > Self.maximumLength else { return String(String.UnicodeScalarView(kept)) }
        return String(String.UnicodeScalarView(kept.prefix(Self.maximumLength - 1))) + "…"
    }

    /// The error as history keeps it.
    public func failure(_ error: SentinelError) -> RunFailure {
        RunFailure(code: error.code, message: self(error.fullMessage))
    }

    /// All places are found before any is replaced, so that secrets which overlap leave no rest.
    private func withoutSecrets(_ text: String) -> String {
        guard !secrets.isEmpty else { return text }
        let plain = DecodedText(plain: text)
        var places = encoded.flatMap(plain.places)
        for view in [plain, DecodedText(percentDecoding: text), DecodedText(unescapingJSON: text)].compactMap(\.self) {
            places += secrets.flatMap(view.places)
        }
        var output: [UInt8] = []
        var index = 0
        for place in places.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
            if place.lowerBound >= index {
                output += plain.bytes[index..<place.lowerBound]
                output += "<secret>".utf8
            }
            index = max(index, place.upperBound)
        }
        output += plain.bytes[index...]
        return String(decoding: output, as: UTF8.self)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control: scalar != "\n" && scalar != "\t"
        case .format: (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        default: false
        }
    }
}
