#if MySQL
    import SentinelModels
    import SentinelSQL

    extension MySQLOptions {
        /// What the URL of a state database asks for. Off this machine, TLS with a verified certificate is the default.
        init(_ server: StateServer) throws(SentinelError) {
            let url = try MySQLURL(server.text.reveal())
            self = url.options(tls: url.isLoopback ? .preferred : .verified)
            readTimeout = .seconds(10)
            writeTimeout = .seconds(10)
            connectTimeout = min(connectTimeout, .seconds(5))
        }
    }
#endif
