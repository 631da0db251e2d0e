#if PostgreSQL
    import CLibPQ
    import Dispatch
    import Synchronization

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// Stops what a connection does, from any thread: politely by a request to the server, or by cutting the socket.
    ///
    /// It belongs to at most one connection at a time and may be handed to the next. A connection whose query was
    /// cancelled is best closed: the request may reach the server late, and would then hit the next query.
    public final class PostgreSQLInterrupt: Sendable {
        private struct State {
            /// A descriptor of our own for the socket: the number of libpq's may be somebody else's once it closed it.
            var socket: Int32 = -1
            var request: CancelRequest?
            var isStopped = false
        }

        private let state = Mutex(State())

        /// Makes one that has nothing to stop yet.
        public init() {}

        deinit {
            detach()
        }

        /// Whether it was told to stop since ``reset()``.
        public var isStopped: Bool { state.withLock(\.isStopped) }

        /// Forgets earlier stops.
        public func reset() {
            state.withLock { $0.isStopped = false }
        }

        /// Asks the server to end the running statement; a connection that is being made is cut. Does not wait.
        public func cancel() {
            let request = state.withLock { state -> CancelRequest? in
                defer { state.isStopped = true }
                guard !state.isStopped else { return nil }
                if state.request == nil { Self.cut(state.socket) }
                return state.request
            }
            request?.send()
        }

        /// Cuts the socket: what waits for it returns with an error, and the server's session ends.
        public func abandon() {
            state.withLock { state in
                state.isStopped = true
                Self.cut(state.socket)
            }
        }

        /// Names the socket while a connection is made.
        func watch(_ socket: Int32) {
            state.withLock { state in
                Self.take(socket, &state)
                if state.isStopped { Self.cut(state.socket) }
            }
        }

        /// The connection is made.
        func attach(_ handle: OpaquePointer) {
            let request = CancelRequest(handle)
            state.withLock { state in
                Self.take(PQsocket(handle), &state)
                state.request = request
            }
        }

        /// The connection is about to be closed.
        func detach() {
            state.withLock { state in
                Self.take(-1, &state)
                state.request = nil
            }
        }

        private static func take(_ socket: Int32, _ state: inout State) {
            if state.socket >= 0 { Self.closeSocket(state.socket) }
            state.socket = socket >= 0 ? fcntl(socket, F_DUPFD_CLOEXEC, 0) : -1
        }

        private static func closeSocket(_ socket: Int32) {
            #if canImport(Glibc)
                _ = Glibc.close(socket)
            #else
                _ = Darwin.close(socket)
            #endif
        }

        private static func cut(_ socket: Int32) {
            if socket >= 0 { shutdown(socket, Int32(SHUT_RDWR)) }
        }
    }

    /// libpq's request to cancel: made once, sent from a thread of its own.
    ///
    /// `@unchecked Sendable`: PQcancel only reads what PQgetCancel made.
    private final class CancelRequest: @unchecked Sendable {
        private let pointer: OpaquePointer?
        /// Requests under way, in all. The call may hang as long as the network does; then later ones are left out,
        /// and the server's own statement timeout must do.
        private static let underWay = Atomic(0)
        private static let limit = 16

        init(_ handle: OpaquePointer) {
            pointer = PQgetCancel(handle)
        }

        deinit {
            PQfreeCancel(pointer)
        }

        func send() {
            guard Self.underWay.add(1, ordering: .relaxed).oldValue < Self.limit else {
                Self.underWay.subtract(1, ordering: .relaxed)
                return
            }
            // A queue of its own: a call that hangs must not keep a thread from the timers of others.
            DispatchQueue(label: "sentinel.postgresql.cancel").async { [self] in
                withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
                    _ = PQcancel(pointer, buffer.baseAddress, 256)
                }
                Self.underWay.subtract(1, ordering: .relaxed)
            }
        }
    }
#endif
