#if PostgreSQL
    import CLibPQ
    public import SentinelModels

    #if canImport(FoundationEssentials)
        import FoundationEssentials
    #else
        import Foundation
    #endif

    /// Where to connect and as whom, in the words of libpq: its URLs, service files, password file and variables.
    public struct PostgreSQLTarget: Sendable, Hashable {
        /// What is done about TLS where the target itself does not say.
        public enum Encryption: Sendable, Hashable {
            /// Full verification of the server's certificate, unless the server is on this machine.
            case verified
            /// What the client library does: encryption if the server offers it, without verification.
            case libraryDefault
        }

        /// libpq's parameters by keyword. Some are secret.
        private var parameters: [String: String]
        private var encryption = Encryption.libraryDefault

        /// Reads a URL; the scheme may be any that means PostgreSQL, with a driver's name, such as
        /// `postgresql+psycopg2://`.
        /// - Throws: `usage`, without the URL's text, which may hold a password, if libpq cannot read it.
        public init(url: String) throws(PostgreSQLError) {
            guard let end = url.firstRange(of: "://")?.upperBound, !url.utf8.contains(0) else {
                throw PostgreSQLError(.usage, "the URL of the PostgreSQL database has no scheme such as postgresql://")
            }
            let text = "postgresql://" + url[end...]
            var message: UnsafeMutablePointer<CChar>?
            guard let options = PQconninfoParse(text, &message) else {
                let reason = message.map { String(cString: $0) }
                PQfreemem(message)
                throw Self.unreadable(reason, hasPassword: text.contains("@"))
            }
            defer { PQconninfoFree(options) }
            parameters = Self.values(options)
        }

        private static func values(_ first: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
            var values: [String: String] = [:]
            var option = first
            while let keyword = option.pointee.keyword {
                if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
                option += 1
            }
            return values
        }

        private static func unreadable(_ reason: String?, hasPassword: Bool) -> PostgreSQLError {
            let text = "the URL of the PostgreSQL database cannot be read"
            // The reason quotes a piece of the URL.
            guard let reason, !hasPassword else {
                return PostgreSQLError(.usage, text + "; is a sign in the user or password not percent-encoded?")
            }
            return PostgreSQLError(.usage, text + ": " + reason.filter { $0 != "\n" })
        }

        /// A parameter by libpq's keyword, such as `dbname`; nil removes it.
        public subscript(keyword: String) -> String? {
            get { parameters[keyword] }
            set { parameters[keyword] = newValue }
        }

        /// The password, if it is not to come from libpq's password file.
        public mutating func setPassword(_ password: Secret) {
            parameters["password"] = password.reveal()
        }

        /// Texts that no error may show.
        var secrets: [String] { ["password", "sslpassword"].compactMap { parameters[$0] } }

        /// Whether a service file says where to connect, which libpq reads when it begins to.
        private var namesService: Bool {
            parameters["service"] != nil || Self.variable("PGSERVICE") != nil
        }

        private static func variable(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }

        /// Whether every server it names is on this machine; false if a service file may name others.
        public var isLoopback: Bool { !namesService && isHere }

        private var isHere: Bool {
            let host =
                parameters["hostaddr"] ?? parameters["host"] ?? Self.variable("PGHOSTADDR") ?? Self.variable("PGHOST")
            return (host ?? "").split(separator: ",").allSatisfy { host in
                host == "localhost" || host.hasPrefix("127.") || host == "::1" || host.hasPrefix("/")
                    || host.hasPrefix("@")
            }
        }

        /// Whether it says itself what to do about TLS.
        public var namesEncryption: Bool { parameters["sslmode"] != nil || Self.variable("PGSSLMODE") != nil }

        /// Sets what is to be done about TLS where neither the URL nor the environment nor a service file says.
        ///
        /// Verification needs authorities: those of the URL, else the user's own `~/.postgresql/root.crt`, else the
        /// system's.
        public mutating func setEncryption(_ encryption: Encryption) {
            self.encryption = encryption
            if !namesService { applyEncryption() }
        }

        private mutating func applyEncryption() {
            if encryption == .verified, !namesEncryption, !isHere { parameters["sslmode"] = "verify-full" }
            guard parameters["sslmode"]?.hasPrefix("verify-") == true, parameters["sslrootcert"] == nil else { return }
            let own = (Self.variable("HOME") ?? "") + "/.postgresql/root.crt"
            guard Self.variable("PGSSLROOTCERT") == nil, !FileManager.default.fileExists(atPath: own) else { return }
            parameters["sslrootcert"] = Self.authorities.first { FileManager.default.fileExists(atPath: $0) }
        }

        /// Itself with what the service file said, and with what is to be done about TLS then; nil if nothing changes.
        /// `options` are all that libpq begins to connect with.
        func completed(by options: UnsafeMutablePointer<PQconninfoOption>) -> PostgreSQLTarget? {
            guard namesService else { return nil }
            let known = Self.values(options)
            var target = self
            for keyword in ["host", "hostaddr", "sslmode", "sslrootcert"] where target[keyword] == nil {
                target[keyword] = known[keyword]
            }
            // The default looks the same as if somebody had written it.
            if !namesEncryption, target["sslmode"] == "prefer" { target["sslmode"] = nil }
            let before = target
            target.applyEncryption()
            return target == before ? nil : target
        }

        private static let authorities = [
            "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem",
        ]

        /// Calls `body` with the keywords and values as C wants them.
        func withParameters<Value>(
            _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> Value
        ) -> Value {
            let pairs = parameters.map { ($0.key, $0.value) }
            return CStringArray(pairs.map(\.0)).withPointers { keywords in
                CStringArray(pairs.map(\.1)).withPointers { values in body(keywords, values) }
            }
        }
    }

    /// Texts as a C array of C strings that ends with a null pointer; nil elements become null pointers too.
    struct CStringArray {
        private let bytes: [UInt8]
        private let offsets: [Int?]

        init(_ texts: [String?]) {
            var bytes: [UInt8] = []
            offsets = texts.map { text in
                guard let text else { return nil }
                defer {
                    bytes.append(contentsOf: text.utf8)
                    bytes.append(0)
                }
                return bytes.count
            }
            self.bytes = bytes
        }

        func withPointers<Value>(_ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Value) -> Value {
            bytes.withUnsafeBytes { buffer in
                let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
                var pointers = offsets.map { offset in offset.flatMap { start?.advanced(by: $0) } }
                pointers.append(nil)
                return pointers.withUnsafeBufferPointer { pointers in
                    guard let first = pointers.baseAddress else { preconditionFailure("the array has an element") }
                    return body(first)
                }
            }
        }
    }
#endif
