import SentinelModels
import SentinelSQL
import SentinelTesting
import Testing

@Suite("SQLite URL at random")
struct SQLiteURLPropertyTests {
    private static func name(_ generator: inout SeededGenerator) -> String {
        let signs: [Character] = ["a", "B", "7", "/", ".", "-", "_", " ", "%", "?", "#", "&", "=", "é", "🦉", "'", ":"]
        return String(
            (0..<Int.random(in: 1..<15, using: &generator)).map { _ in
                signs[Int.random(in: 0..<signs.count, using: &generator)]
            })
    }

    /// Every byte that is no letter or digit as `%XX`, in either case of the hexadecimal digits.
    private static func encoded(_ text: String, _ generator: inout SeededGenerator) -> String {
        text.utf8.map { byte in
            if (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) {
                return String(UnicodeScalar(byte))
            }
            let digits = (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: Bool.random(using: &generator))
            return "%" + digits
        }.joined()
    }

    @Test("any path can be written with escapes", arguments: 0..<6 as Range<UInt64>)
    func encoding(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let path = Self.name(&generator)
            let url = "sqlite:///" + Self.encoded(path, &generator)
            #expect(try SQLiteURL(url).path == path, "seed \(seed): \(url)")
            #expect(try SQLiteURL(url + "?mode=ro").isReadOnly, "seed \(seed): \(url)")
        }
    }

    @Test(
        "a path without % and ? is taken as it stands, and an absolute one has its own slash",
        arguments: 0..<3 as Range<UInt64>)
    func plain(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let path = Self.name(&generator).filter { $0 != "%" && $0 != "?" } + "x"
            #expect(try SQLiteURL("sqlite:///\(path)").path == path)
            #expect(try SQLiteURL("sqlite:////srv/\(path)").path == "/srv/\(path)")
        }
    }

    @Test("no text makes it fail in another way than by its error", arguments: 0..<4 as Range<UInt64>)
    func anything(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let text =
                ["sqlite:", "sqlite://", "sqlite:///", "SQLITE+x:///", ""][Int.random(in: 0..<5, using: &generator)]
                + Self.name(&generator)
                + ["", "?", "?mode=ro&", "?a=b", "?=", "?&&"][Int.random(in: 0..<6, using: &generator)]
                + Self.name(&generator)
            do throws(SentinelError) {
                let url = try SQLiteURL(text)
                #expect(!url.path.isEmpty && !url.path.utf8.contains(0), "\(text)")
            } catch {
                #expect(error.code == .configuration, "\(text)")
                #expect(error.message.hasPrefix("the SQLite URL cannot be read: "), "\(text)")
                #expect(!error.isRetryable)
            }
        }
    }

    @Test(
        "mode=ro is the only mode, and values are read in any case",
        arguments: [
            ("mode=ro", true), ("mode=RO", true), ("timeout=5", false), ("uri=yes&mode=ro", true), ("", false),
            ("&&", false),
        ])
    func readOnly(_ parameters: String, _ isReadOnly: Bool) throws {
        #expect(try SQLiteURL("sqlite:///a.db?\(parameters)").isReadOnly == isReadOnly)
    }

    @Test(
        "parameters it does not know are named, their values are not",
        arguments: ["password=pw1", "key=pw1", "mode=pw1", "MODE=ro&x=pw1"])
    func unknownParameters(_ parameters: String) {
        #expect {
            try SQLiteURL("sqlite:///a.db?\(parameters)")
        } throws: { error in
            guard let error = error as? SentinelError else { return false }
            return error.message.contains("the parameter '\(parameters.prefix { $0 != "=" })'")
                && !error.message.contains("pw1")
        }
    }
}
