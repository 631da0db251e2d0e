#if PostgreSQL
    import CLibPQ
    import SentinelModels

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// A connection to a PostgreSQL server: a thin owner of libpq's handle.
    ///
    /// It is not thread-safe: its calls come from one thread or serial queue at a time, and block until their deadline at
    /// the latest. Only its ``interrupt`` may be used from other threads. The connection closes when it is released, or
    /// by ``close()``. After an error for which ``PostgreSQLError/endsConnection`` is true it is of no use any more.
    ///
    /// `@unchecked Sendable`: whoever holds the connection must keep its use serial (a worker's queue, a writer's
    /// thread). Handing it from one thread to another between calls is allowed.
    public final class PostgreSQLConnection: @unchecked Sendable {
        /// Deadlines are measured on this clock.
        public typealias Instant = ContinuousClock.Instant

        /// Stops what the connection does, from other threads.
        public let interrupt: PostgreSQLInterrupt
        /// Whether an error ended it, or it was closed.
        public internal(set) var isBroken = false
        private(set) var handle: OpaquePointer?
        private let secrets: [String]
        /// The names of prepared statements by their text.
        var preparedNames: [String: String] = [:]
        var preparedCount = 0

        /// Connects. libpq tries several hosts one after the other; resolving their names is not bounded by the deadline.
        /// - Parameters:
        ///   - target: Where to connect, and as whom.
        ///   - deadline: When to give up.
        ///   - interrupt: What other threads stop it by.
        public init(
            _ target: PostgreSQLTarget, deadline: Instant, interrupt: PostgreSQLInterrupt = PostgreSQLInterrupt()
        ) throws(PostgreSQLError) {
            self.interrupt = interrupt
            secrets = target.secrets
            handle = Self.start(target)
            do throws(PostgreSQLError) {
                try finishConnecting(until: deadline)
            } catch {
                close()
                throw error
            }
        }

        deinit {
            close()
        }

        /// Ends the session and closes the socket. Later calls fail as `usage`.
        public func close() {
            isBroken = true
            guard let closed = handle else { return }
            handle = nil
            interrupt.detach()
            PQfinish(closed)
        }

        /// The server's version as a number, such as 150020 for 15.20.
        public var serverVersion: Int { handle.map { Int(PQserverVersion($0)) } ?? 0 }

        /// Whether the connection is encrypted.
        public var isEncrypted: Bool { handle.map { PQsslInUse($0) != 0 } ?? false }

        /// The server's process for this session; of a pooler, a number of its own.
        public var processIdentifier: Int { handle.map { Int(PQbackendPID($0)) } ?? 0 }

        /// A parameter that the connection was made with, such as `host`, defaults included; never a password.
        public func parameter(_ keyword: String) -> String? {
            guard !keyword.contains("password"), let handle, let first = PQconninfo(handle) else { return nil }
            defer { PQconninfoFree(first) }
            var option = first
            while let name = option.pointee.keyword {
                if String(cString: name) == keyword { return option.pointee.val.map { String(cString: $0) } }
                option += 1
            }
            return nil
        }

        /// Whether a transaction is open, failed ones included.
        public var isInTransaction: Bool {
            guard let handle else { return false }
            return [PQTRANS_INTRANS, PQTRANS_INERROR].contains(PQtransactionStatus(handle))
        }

        /// Whether the other side closed the connection while nobody used it: a system call, no question to the server.
        public var hasEnded: Bool {
            guard !isBroken, let handle else { return true }
            guard Self.isReadable(PQsocket(handle)) else { return false }
            // A notice or a parameter's change is fine; the end of the connection shows in the status.
            return PQconsumeInput(handle) == 0 || PQstatus(handle) != CONNECTION_OK
        }

        func open() throws(PostgreSQLError) -> OpaquePointer {
            guard let handle, !isBroken else { throw PostgreSQLError(.usage, "the connection is closed") }
            return handle
        }

        // MARK: Connecting

        /// Begins to connect; anew if a service file names a server that is to be verified. Until then nothing but the
        /// network's own handshake has begun.
        private static func start(_ target: PostgreSQLTarget) -> OpaquePointer? {
            let handle = target.withParameters { PQconnectStartParams($0, $1, 0) }
            guard let handle, PQstatus(handle) != CONNECTION_BAD, let options = PQconninfo(handle) else {
                return handle
            }
            defer { PQconninfoFree(options) }
            guard let complete = target.completed(by: options) else { return handle }
            PQfinish(handle)
            return complete.withParameters { PQconnectStartParams($0, $1, 0) }
        }

        private func finishConnecting(until deadline: Instant) throws(PostgreSQLError) {
            guard let handle else { throw PostgreSQLError(.connection, "no memory is left for a connection") }
            sentinel_pq_silence(handle)
            // The only way to SQLSTATE of a refused connection.
            PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
            var direction = PGRES_POLLING_WRITING
            while PQstatus(handle) != CONNECTION_BAD {
                switch direction {
                case PGRES_POLLING_OK: return try settle(handle)
                case PGRES_POLLING_FAILED: throw connectFailure()
                default: break
                }
                let socket = PQsocket(handle)
                interrupt.watch(socket)
                let events = direction == PGRES_POLLING_READING ? POLLIN : POLLOUT
                guard Self.wait(socket, for: Int16(events), until: deadline) else {
                    if interrupt.isStopped { throw connectFailure() }
                    throw PostgreSQLError(.timeout, "the server did not accept the connection in time")
                }
                direction = PQconnectPoll(handle)
            }
            throw connectFailure()
        }

        private func settle(_ handle: OpaquePointer) throws(PostgreSQLError) {
            PQsetErrorVerbosity(handle, PQERRORS_DEFAULT)
            guard PQsetnonblocking(handle, 1) == 0 else { throw connectFailure() }
            // A pooler may have given the connection another encoding than the one that was asked for.
            if PQparameterStatus(handle, "client_encoding").map({ String(cString: $0) }) != "UTF8" {
                PQsetnonblocking(handle, 0)
                guard PQsetClientEncoding(handle, "UTF8") == 0, PQsetnonblocking(handle, 1) == 0 else {
                    throw connectFailure()
                }
            }
            interrupt.attach(handle)
        }

        private func connectFailure() -> PostgreSQLError {
            if interrupt.isStopped { return PostgreSQLError(.cancelled, "the connection was given up") }
            let text = handle.flatMap { PQerrorMessage($0) }.map { String(cString: $0) } ?? ""
            return PostgreSQLError(connecting: text, secrets: secrets)
        }

        // MARK: Errors

        /// The error of a connection that ended under a statement.
        func lost() -> PostgreSQLError {
            isBroken = true
            if interrupt.isStopped { return PostgreSQLError(.cancelled, "the connection was given up") }
            let text = handle.flatMap { PQerrorMessage($0) }.map { String(cString: $0) } ?? ""
            var error = PostgreSQLError(connecting: text, secrets: secrets)
            // Whatever words it has, the connection was made long ago.
            if error.kind != .server { error.kind = .connection }
            return error
        }

        func timedOut() -> PostgreSQLError {
            isBroken = true
            return PostgreSQLError(.timeout, "the server did not answer in time")
        }

        /// The error in a result.
        func failure(of result: OpaquePointer) -> PostgreSQLError {
            func field(_ name: Unicode.Scalar) -> String? {
                PQresultErrorField(result, Int32(name.value)).map { String(cString: $0) }
            }
            guard let state = field("C") else { return lost() }
            let message = PostgreSQLError.strike(secrets, from: field("M") ?? "the statement failed")
            let error = PostgreSQLError(
                .server, message, sqlState: state, position: field("P").flatMap { Int($0) }, hint: field("H"))
            if error.endsConnection || handle.map(PQstatus) != CONNECTION_OK { isBroken = true }
            return error
        }

        // MARK: Waiting

        /// Waits for a socket; false when the time is over.
        static func wait(_ socket: Int32, for events: Int16, until deadline: Instant) -> Bool {
            while true {
                let rest = ContinuousClock.now.duration(to: deadline)
                // Rounded up, so that a wait does not end a moment too early and again and again.
                let milliseconds = Int32(clamping: max(0, rest.wholeMilliseconds + 1))
                let ready = poll(socket, events, rest <= .zero ? 0 : milliseconds)
                if ready > 0 { return true }
                if ready == 0, ContinuousClock.now >= deadline { return false }
                if ready < 0, errno != EINTR { return true }
            }
        }

        private static func isReadable(_ socket: Int32) -> Bool { poll(socket, Int16(POLLIN), 0) > 0 }

        private static func poll(_ socket: Int32, _ events: Int16, _ milliseconds: Int32) -> Int32 {
            var entry = pollfd(fd: socket, events: events, revents: 0)
            #if canImport(Glibc)
                return Glibc.poll(&entry, 1, milliseconds)
            #else
                return Darwin.poll(&entry, 1, milliseconds)
            #endif
        }
    }
#endif
