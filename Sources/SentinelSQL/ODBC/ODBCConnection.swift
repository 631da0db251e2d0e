#if ODBC
    import Synchronization

    /// A connection through an ODBC driver: a thin owner of its handles.
    ///
    /// It is not thread-safe: all calls but ``cancel()`` come from one thread or serial queue at a time, and the same
    /// holds for its statement. Calls block. The connection closes when it is released, or by ``close()``.
    ///
    /// `@unchecked Sendable`: whoever holds the connection keeps its use serial and may hand it from one thread to
    /// another between calls. Only `cancel` may overlap other calls, and `running` keeps it from a freed statement.
    package final class ODBCConnection: @unchecked Sendable {
        /// How texts are handed over.
        package enum Encoding: Sendable, Hashable {
            /// UTF-16, for drivers with the wide functions: nearly all.
            case utf16
            /// UTF-8, for drivers without them whose database speaks UTF-8, such as SQLite's.
            case utf8
        }

        /// What is asked of a driver before it connects.
        package struct Options: Sendable, Hashable {
            /// How texts are handed over.
            package var encoding = Encoding.utf16
            /// How long connecting may take; whole seconds, rounded up.
            package var loginTimeout = Duration.seconds(15)

            /// Makes the usual options.
            package init() {}
        }

        let functions: ODBCFunctions
        let encoding: Encoding
        let secrets: [String]
        private var environment: ODBCFunctions.Handle?
        private(set) var handle: ODBCFunctions.Handle?
        private let running = Mutex<UInt?>(nil)

        /// Loads the driver and connects.
        ///
        /// Every connection has an environment of its own, so that a driver manager's locks on environments cannot
        /// make connections wait for each other.
        package init(
            _ string: ODBCConnectionString, library: ODBCLibrary, options: Options = Options()
        ) throws(ODBCError) {
            functions = library.functions
            encoding = options.encoding
            secrets = string.secrets
            do throws(ODBCError) {
                try allocate()
                try set(ODBCAttribute.loginTimeout, options.loginTimeout.wholeSecondsRoundedUp)
                try connect(string.text)
            } catch {
                free()
                throw error
            }
        }

        deinit {
            close()
        }

        /// Rolls back what is open and disconnects; later calls fail as misuse.
        package func close() {
            guard let handle else { return }
            _ = functions.end(ODBCHandleType.connection, handle, ODBCArgument.rollback)
            _ = functions.disconnect(handle)
            free()
        }

        /// Makes the statement that runs now end soon. Any thread may call it; drivers may connect to the server for
        /// it, so it can take as long as connecting.
        package func cancel() {
            running.withLock { statement in
                guard let statement, let handle = UnsafeMutableRawPointer(bitPattern: statement) else { return }
                _ = functions.cancel(handle)
            }
        }

        /// Tells that `statement` may be cancelled from now on, or that nothing runs any more.
        func setRunning(_ statement: ODBCFunctions.Handle?) {
            running.withLock { $0 = statement.map { UInt(bitPattern: $0) } }
        }

        /// Compiles the statement of `sql`, which stays the connection's only one until it is released.
        package func prepare(_ sql: String) throws(ODBCError) -> ODBCStatement {
            try ODBCStatement(sql, on: self)
        }

        /// Runs a statement of our own that returns no rows.
        package func execute(_ sql: String) throws(ODBCError) {
            try prepare(sql).execute()
        }

        /// Ends the transaction and undoes what it did.
        package func rollback() throws(ODBCError) {
            let handle = try open()
            try check(functions.end(ODBCHandleType.connection, handle, ODBCArgument.rollback))
        }

        /// Makes every statement begin a transaction, which only ``rollback()`` ends.
        package func turnAutocommitOff() throws(ODBCError) {
            try set(ODBCAttribute.autocommit, ODBCAttribute.autocommitOff)
        }

        /// Tells the driver that nothing will be written from now on. It is a hint: few drivers enforce it, and those
        /// that know nothing of it say so, which is no error.
        package func setReadOnly() {
            _ = try? set(ODBCAttribute.accessMode, ODBCAttribute.readOnly)
        }

        // MARK: What it is connected to

        /// The database product's name, such as `PostgreSQL` or `Microsoft SQL Server`; empty if it has none.
        package var databaseName: String { text(of: ODBCInfo.databaseName) }
        /// The database product's version.
        package var databaseVersion: String { text(of: ODBCInfo.databaseVersion) }
        /// The driver's file name.
        package var driverName: String { text(of: ODBCInfo.driverName) }
        /// The driver's version.
        package var driverVersion: String { text(of: ODBCInfo.driverVersion) }

        /// Whether the database has transactions at all.
        package var hasTransactions: Bool {
            guard let handle else { return false }
            var support: UInt16 = 0
            var length: Int16 = 0
            let status = functions.info(handle, ODBCInfo.transactions, &support, 2, &length)
            return status == ODBCReturn.success && support != 0
        }

        private func text(of info: UInt16) -> String {
            guard let handle else { return "" }
            var text = [UInt16](repeating: 0, count: 256)
            var length: Int16 = 0
            let status = functions.info(handle, info, &text, Int16(text.count * 2), &length)
            guard status == ODBCReturn.success || status == ODBCReturn.successWithInfo else { return "" }
            return String(decoding: text.prefix { $0 != 0 }, as: UTF16.self)
        }
    }

    extension ODBCConnection {
        private func allocate() throws(ODBCError) {
            _ = functions.allocate(ODBCHandleType.environment, nil, &environment)
            guard let environment else { throw ODBCError(.misuse, "the driver manager has no memory left") }
            let version = UnsafeMutableRawPointer(bitPattern: ODBCAttribute.version3)
            _ = functions.setEnvironment(environment, ODBCAttribute.version, version, ODBCAttribute.isNumber)
            _ = functions.allocate(ODBCHandleType.connection, environment, &handle)
            guard handle != nil else { throw ODBCError(.misuse, "the driver manager gave no connection") }
        }

        private func connect(_ text: String) throws(ODBCError) {
            let handle = try open()
            let status: Int16
            switch encoding {
            case .utf16:
                var units = Array(text.utf16) + [0]
                status = functions.connectWide(
                    handle, nil, &units, Int16(ODBCArgument.zeroTerminated), nil, 0, nil, ODBCArgument.noPrompt)
            case .utf8:
                var bytes = Array(text.utf8) + [0]
                status = functions.connectNarrow(
                    handle, nil, &bytes, Int16(ODBCArgument.zeroTerminated), nil, 0, nil, ODBCArgument.noPrompt)
            }
            try check(status)
        }

        private func set(_ attribute: Int32, _ value: Int) throws(ODBCError) {
            let pointer = UnsafeMutableRawPointer(bitPattern: value)
            try check(functions.setConnection(try open(), attribute, pointer, ODBCAttribute.isNumber))
        }

        private func free() {
            if let handle { _ = functions.free(ODBCHandleType.connection, handle) }
            if let environment { _ = functions.free(ODBCHandleType.environment, environment) }
            handle = nil
            environment = nil
        }

        func open() throws(ODBCError) -> ODBCFunctions.Handle {
            guard let handle else { throw ODBCError(.misuse, "the connection is closed") }
            return handle
        }

        private func check(_ status: Int16) throws(ODBCError) {
            guard status != ODBCReturn.success, status != ODBCReturn.successWithInfo, let handle else { return }
            throw ODBCError(of: ODBCHandleType.connection, handle, functions, hiding: secrets)
        }
    }

    extension Duration {
        /// The length in whole seconds, at least one.
        var wholeSecondsRoundedUp: Int {
            let (seconds, attoseconds) = components
            return Int(clamping: max(1, seconds + (attoseconds > 0 ? 1 : 0)))
        }
    }
#endif
