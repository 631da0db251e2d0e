#if MySQL
    import CLibMariaDB
    import SentinelModels

    /// Makes connected handles.
    enum MySQLOpening {
        /// Must be done once before threads use the library.
        private static let library: Int32 = mysql_server_init(0, nil, nil)

        /// Ways of logging in that do not show the password to the server or a listener.
        private static let logins = "mysql_native_password,client_ed25519,caching_sha2_password,sha256_password,parsec"

        static func connect(_ options: MySQLOptions) throws(MySQLError) -> UnsafeMutablePointer<MYSQL> {
            try check(options)
            guard library == 0, let handle = mysql_init(nil) else {
                throw MySQLError(.outOfMemory, "the client library cannot be started")
            }
            apply(options, to: handle)
            let flags = options.countsFoundRows ? UInt(CLIENT_FOUND_ROWS) : 0
            let connected = mysql_real_connect(
                handle, options.socket == nil ? options.host : nil, options.user, options.password?.reveal() ?? "",
                options.database, UInt32(options.port), options.socket, flags)
            guard connected != nil else {
                var error = MySQLError(handle, isLoggedIn: false)
                mysql_close(handle)
                // Cut short during the greeting or TLS's handshake, the library names no cause.
                if error.number == 0 { error = MySQLError(.lost, "the server ended the login") }
                throw error
            }
            // The library goes on in clear where the server offers no TLS, whatever it was told to enforce.
            if isDemanded(options.tls), mysql_get_ssl_cipher(handle) == nil {
                mysql_close(handle)
                throw MySQLError(.tls, "the server offers no TLS")
            }
            return handle
        }

        private static func isDemanded(_ tls: MySQLOptions.TLS) -> Bool { tls == .required || tls == .verified }

        private static func check(_ options: MySQLOptions) throws(MySQLError) {
            let texts = [
                options.host, options.user, options.database, options.socket, options.password?.reveal(),
                options.setUp, options.certificateAuthorities, options.clientCertificate, options.clientKey,
            ]
            guard !texts.contains(where: { $0?.utf8.contains(0) == true }) else {
                throw MySQLError(.badParameter, "an option of the connection holds a zero byte")
            }
            guard (1...65_535).contains(options.port) else {
                throw MySQLError(.badParameter, "the port is not between 1 and 65535")
            }
        }

        private static func apply(_ options: MySQLOptions, to handle: UnsafeMutablePointer<MYSQL>) {
            set(MYSQL_OPT_CONNECT_TIMEOUT, seconds(options.connectTimeout), on: handle)
            if let timeout = options.readTimeout { set(MYSQL_OPT_READ_TIMEOUT, seconds(timeout), on: handle) }
            if let timeout = options.writeTimeout { set(MYSQL_OPT_WRITE_TIMEOUT, seconds(timeout), on: handle) }
            let transport = options.socket == nil ? MYSQL_PROTOCOL_TCP : MYSQL_PROTOCOL_SOCKET
            set(MYSQL_OPT_PROTOCOL, transport.rawValue, on: handle)
            set(MYSQL_OPT_LOCAL_INFILE, UInt32(0), on: handle)
            set(MYSQL_OPT_RECONNECT, CChar(0), on: handle)
            set(MYSQL_REPORT_DATA_TRUNCATION, CChar(1), on: handle)
            set(MYSQL_OPT_MAX_ALLOWED_PACKET, UInt(options.maxPacketBytes), on: handle)
            mysql_options(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4")
            mysql_options(handle, MARIADB_OPT_RESTRICTED_AUTH, logins)
            mysql_options4(handle, MYSQL_OPT_CONNECT_ATTR_ADD, "program_name", options.programName)
            if let statement = options.setUp { mysql_options(handle, MYSQL_INIT_COMMAND, statement) }
            secure(handle, by: options)
        }

        private static func secure(_ handle: UnsafeMutablePointer<MYSQL>, by options: MySQLOptions) {
            set(MYSQL_OPT_SSL_ENFORCE, CChar(isDemanded(options.tls) ? 1 : 0), on: handle)
            set(MYSQL_OPT_SSL_VERIFY_SERVER_CERT, CChar(options.tls == .verified ? 1 : 0), on: handle)
            guard options.tls != .off else { return }
            mysql_options(handle, MARIADB_OPT_TLS_VERSION, "TLSv1.2,TLSv1.3")
            mysql_ssl_set(
                handle, options.clientKey, options.clientCertificate, options.certificateAuthorities, nil, nil)
        }

        private static func set<Value>(
            _ option: mysql_option, _ value: Value, on handle: UnsafeMutablePointer<MYSQL>
        ) {
            withUnsafePointer(to: value) { _ = mysql_options(handle, option, $0) }
        }

        private static func seconds(_ duration: Duration) -> UInt32 {
            UInt32(clamping: max(1, (duration.wholeMilliseconds + 999) / 1000))
        }
    }
#endif
