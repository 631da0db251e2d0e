#if SQLite
    import Dispatch
    import SentinelModels
    import Synchronization

    /// A connection with the serial queue that it is used from.
    final class SQLiteWorker: Sendable {
        typealias Opening = @Sendable (SQLiteQueryControl) throws(SentinelError) -> SQLiteReader

        /// Everything the connection does happens here. Dispatch lends it a thread while there is work.
        let queue = DispatchQueue(label: "sentinel.sqlite")
        private let control = SQLiteQueryControl()
        private let open: Opening
        private let reader = Mutex<SQLiteReader?>(nil)

        init(open: @escaping Opening) {
            self.open = open
        }

        /// Does one piece of work; on the queue.
        func perform(_ work: any SQLiteWork) {
            control.start(deadline: work.deadline, timeout: work.timeout)
            guard work.begin(under: control) else { return }
            do throws(SentinelError) {
                work.run(on: try liveReader())
            } catch {
                work.fail(error)
            }
        }

        private func liveReader() throws(SentinelError) -> SQLiteReader {
            if let reader = reader.withLock({ $0 }) {
                guard reader.isStale else { return reader }
                self.reader.withLock { $0 = nil }
            }
            let fresh = try open(control)
            reader.withLock { $0 = fresh }
            return fresh
        }
    }
#endif
