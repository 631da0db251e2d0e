#if SQLite
    import CSQLite

    /// The closures that SQLite calls during statements, kept alive as long as they are installed.
    struct SQLiteCallbacks {
        final class Box<Body> {
            let body: Body
            init(_ body: Body) { self.body = body }
        }

        typealias Progress = Box<() -> Bool>
        typealias Busy = Box<(Int) -> Bool>
        typealias Authorizer = Box<(SQLiteAction) -> SQLiteVerdict>

        var progress: Progress?
        var busy: Busy?
        var authorizer: Authorizer?

        mutating func remove(from handle: OpaquePointer) {
            sqlite3_progress_handler(handle, 0, nil, nil)
            sqlite3_busy_handler(handle, nil, nil)
            if authorizer != nil { sqlite3_set_authorizer(handle, nil, nil) }
            self = SQLiteCallbacks()
        }

        static func pointer(to box: AnyObject) -> UnsafeMutableRawPointer {
            Unmanaged.passUnretained(box).toOpaque()
        }

        static func box<Value: AnyObject>(_ type: Value.Type, at pointer: UnsafeMutableRawPointer) -> Value {
            Unmanaged<Value>.fromOpaque(pointer).takeUnretainedValue()
        }
    }

    // A closed connection runs no statements: callbacks set on it are dropped.
    extension SQLiteConnection {
        /// Waits up to `timeout` for another connection's lock; replaces a busy handler.
        public func setBusyTimeout(_ timeout: Duration) {
            guard let handle else { return }
            callbacks.busy = nil
            sqlite3_busy_timeout(handle, timeout.clampedMilliseconds)
        }

        /// Is called with the number of earlier tries whenever a lock is missing; it waits as long as it likes, then
        /// returns whether to try again.
        public func setBusyHandler(_ handler: @escaping (_ tries: Int) -> Bool) {
            guard let handle else { return }
            let box = SQLiteCallbacks.Busy(handler)
            callbacks.busy = box
            sqlite3_busy_handler(
                handle,
                { context, tries in
                    guard let context else { return 0 }
                    return SQLiteCallbacks.box(SQLiteCallbacks.Busy.self, at: context).body(Int(tries)) ? 1 : 0
                }, SQLiteCallbacks.pointer(to: box))
        }

        /// Is called every `operations` steps of SQLite's virtual machine; returning false stops the statement with
        /// ``SQLiteError/Code/interrupt``. Not called inside one long-running function. nil removes it.
        public func setProgressHandler(every operations: Int, _ shallContinue: (() -> Bool)?) {
            guard let handle else { return }
            guard let shallContinue else {
                sqlite3_progress_handler(handle, 0, nil, nil)
                callbacks.progress = nil
                return
            }
            let box = SQLiteCallbacks.Progress(shallContinue)
            sqlite3_progress_handler(
                handle, Int32(clamping: operations),
                { context in
                    guard let context else { return 0 }
                    return SQLiteCallbacks.box(SQLiteCallbacks.Progress.self, at: context).body() ? 0 : 1
                }, SQLiteCallbacks.pointer(to: box))
            callbacks.progress = box
        }

        /// Is asked for each thing a statement does while it is compiled. nil removes it. Compiled statements are
        /// compiled anew at their next use.
        public func setAuthorizer(_ authorizer: ((SQLiteAction) -> SQLiteVerdict)?) {
            guard let handle else { return }
            guard let authorizer else {
                sqlite3_set_authorizer(handle, nil, nil)
                callbacks.authorizer = nil
                return
            }
            let box = SQLiteCallbacks.Authorizer(authorizer)
            sqlite3_set_authorizer(
                handle,
                { context, code, first, second, database, cause in
                    guard let context else { return SQLITE_DENY }
                    let action = SQLiteAction(
                        code: code, first: first, second: second, database: database, cause: cause)
                    return SQLiteCallbacks.box(SQLiteCallbacks.Authorizer.self, at: context).body(action).code
                }, SQLiteCallbacks.pointer(to: box))
            callbacks.authorizer = box
        }
    }

    extension Duration {
        /// The whole milliseconds, as far as SQLite can count them: 24 days either way.
        fileprivate var clampedMilliseconds: Int32 {
            let seconds = min(max(components.seconds, -3_000_000), 3_000_000)
            return Int32(clamping: seconds * 1000 + components.attoseconds / 1_000_000_000_000_000)
        }
    }
#endif
