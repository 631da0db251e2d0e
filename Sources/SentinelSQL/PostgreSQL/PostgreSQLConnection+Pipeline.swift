#if PostgreSQL
    import CLibPQ

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// Statements in one round trip.
    extension PostgreSQLConnection {
        /// Which statement's rows are to be handed over one by one, and what takes them.
        public struct Streaming {
            var index: Int
            var byteLimit: Int
            var take: (PostgreSQLRow) throws(PostgreSQLError) -> Void

            /// Hands over the rows of the statement at `index`. When more than `byteLimit` bytes have come in all, the
            /// connection is given up with `tooLarge`; of one row that is longer alone, at its end at the latest.
            public init(
                at index: Int, byteLimit: Int = .max, _ take: @escaping (PostgreSQLRow) throws(PostgreSQLError) -> Void
            ) {
                self.index = index
                self.byteLimit = byteLimit
                self.take = take
            }
        }

        /// Runs the statements, one after the other, in one round trip; the first that fails ends all, and its error is
        /// thrown when the server has answered. Without BEGIN among them they are one transaction.
        ///
        /// If `streaming` throws, the rest is not read: the connection is broken, and its error is thrown.
        /// - Returns: One result for each statement; that of the streamed one has no rows.
        public func pipeline(
            _ commands: [PostgreSQLCommand], deadline: Instant, streaming: Streaming? = nil
        ) throws(PostgreSQLError) -> [PostgreSQLResult] {
            let handle = try open()
            // Before anything is sent: what fails in between would leave the connection in the middle.
            for command in commands { try Self.check(command) }
            guard PQenterPipelineMode(handle) == 1 else { throw lost() }
            var answers: [Answer] = []
            for (index, command) in commands.enumerated() {
                try send(command, index, on: handle, &answers)
            }
            guard PQpipelineSync(handle) == 1 else { throw lost() }
            var reading = Reading(deadline: deadline, streaming: streaming)
            var results: [PostgreSQLResult] = []
            var failure: PostgreSQLError?
            for answer in answers {
                do throws(PostgreSQLError) {
                    guard let result = try answer.read(self, &reading) else { continue }
                    results.append(result)
                } catch {
                    if isBroken { throw error }
                    // What follows the first error says only that it was left out.
                    failure = failure ?? error
                }
            }
            try readSync(&reading)
            guard PQexitPipelineMode(handle) == 1 else { throw lost() }
            if let failure { throw failure }
            return results
        }

        /// Names the columns that a statement would give, without running it. `types` are those of its parameters.
        public func describe(
            _ sql: String, parameterTypes types: [PostgreSQLType] = [], deadline: Instant
        ) throws(PostgreSQLError) -> [PostgreSQLResult.Column] {
            let handle = try open()
            try Self.check(sql)
            guard PQenterPipelineMode(handle) == 1 else { throw lost() }
            let isSent = types.map(\.rawValue).withUnsafeBufferPointer { types in
                PQsendPrepare(handle, "", sql, Int32(types.count), types.baseAddress) == 1
            }
            guard isSent, PQsendDescribePrepared(handle, "") == 1, PQpipelineSync(handle) == 1 else { throw lost() }
            var reading = Reading(deadline: deadline, streaming: nil)
            var failure: PostgreSQLError?
            var columns: [PostgreSQLResult.Column] = []
            for _ in 0..<2 {
                do throws(PostgreSQLError) {
                    try drain(&reading) { columns = PostgreSQLResult.columns(of: $0) }
                } catch {
                    if isBroken { throw error }
                    failure = failure ?? error
                }
            }
            try readSync(&reading)
            guard PQexitPipelineMode(handle) == 1 else { throw lost() }
            if let failure { throw failure }
            return columns
        }

        // MARK: Sending

        /// What is to be read for one thing that was sent.
        private enum Answer {
            case prepared(sql: String, name: String)
            case result(index: Int)

            func read(
                _ connection: PostgreSQLConnection, _ reading: inout Reading
            ) throws(PostgreSQLError) -> PostgreSQLResult? {
                switch self {
                case .prepared(let sql, let name):
                    connection.preparedNames[sql] = nil
                    try connection.drain(&reading) { _ in }
                    connection.preparedNames[sql] = name
                    return nil
                case .result(let index): return try connection.readResult(index, &reading)
                }
            }
        }

        /// Statements that are kept prepared at most; more are run without.
        private static var preparedLimit: Int { 256 }

        private func send(
            _ command: PostgreSQLCommand, _ index: Int, on handle: OpaquePointer, _ answers: inout [Answer]
        ) throws(PostgreSQLError) {
            let values = CStringArray(command.parameters.map(\.text))
            let count = Int32(command.parameters.count)
            let name = try preparedName(command, on: handle, &answers)
            let isSent = values.withPointers { values in
                guard let name else {
                    return command.parameters.map(\.type.rawValue).withUnsafeBufferPointer { types in
                        PQsendQueryParams(handle, command.sql, count, types.baseAddress, values, nil, nil, 0) == 1
                    }
                }
                return PQsendQueryPrepared(handle, name, count, values, nil, nil, 0) == 1
            }
            guard isSent else { throw lost() }
            answers.append(.result(index: index))
        }

        /// The name of the prepared statement, which is made if need be; nil if the command is to run without.
        private func preparedName(
            _ command: PostgreSQLCommand, on handle: OpaquePointer, _ answers: inout [Answer]
        ) throws(PostgreSQLError) -> String? {
            guard command.isCached else { return nil }
            if let name = preparedNames[command.sql] { return name }
            guard preparedNames.count < Self.preparedLimit else { return nil }
            preparedCount += 1
            let name = "sentinel_\(preparedCount)"
            let isSent = command.parameters.map(\.type.rawValue).withUnsafeBufferPointer { types in
                PQsendPrepare(handle, name, command.sql, Int32(types.count), types.baseAddress) == 1
            }
            guard isSent else { throw lost() }
            // Another command of the same pipeline may use it already.
            preparedNames[command.sql] = name
            answers.append(.prepared(sql: command.sql, name: name))
            return name
        }

        /// C's texts end at a zero byte: what follows it would be lost without a word.
        static func check(_ text: String) throws(PostgreSQLError) {
            guard !text.utf8.contains(0) else {
                throw PostgreSQLError(.usage, "PostgreSQL keeps no text with a zero byte", sqlState: "22021")
            }
        }

        private static func check(_ command: PostgreSQLCommand) throws(PostgreSQLError) {
            try check(command.sql)
            for parameter in command.parameters { try check(parameter.text ?? "") }
        }

        // MARK: Reading

        struct Reading {
            var deadline: Instant
            var streaming: Streaming?
            var received = 0
        }

        private func readResult(
            _ index: Int, _ reading: inout Reading
        ) throws(PostgreSQLError) -> PostgreSQLResult {
            let handle = try open()
            let isStreamed = reading.streaming?.index == index
            // Refused after an earlier error, when there are no rows to come.
            let isOneByOne = isStreamed && PQsetSingleRowMode(handle) == 1
            var columns: [PostgreSQLResult.Column]?
            var value: PostgreSQLResult?
            let take = isOneByOne ? reading.streaming?.take : nil
            let limit = reading.streaming?.byteLimit
            var bytes = 0
            try drain(&reading) { (result: OpaquePointer) throws(PostgreSQLError) in
                guard PQresultStatus(result) == PGRES_SINGLE_TUPLE, let take else {
                    value = PostgreSQLResult(result)
                    return
                }
                let known = columns ?? PostgreSQLResult.columns(of: result)
                columns = known
                let row = PostgreSQLRow(result: result, index: 0, columns: known)
                bytes += known.indices.reduce(0) { $0 + row.byteCount($1) }
                do throws(PostgreSQLError) {
                    // The client library may read a whole row at once, uncounted.
                    if let limit, bytes > limit { throw Self.flood(limit) }
                    try take(row)
                } catch {
                    self.isBroken = true
                    throw error
                }
            }
            // Rows that came all at once were counted by nobody.
            guard let value, !isStreamed || value.rows.isEmpty else { throw lost() }
            return value
        }

        /// Reads the results of one statement up to their end.
        func drain(
            _ reading: inout Reading, _ take: (OpaquePointer) throws(PostgreSQLError) -> Void
        ) throws(PostgreSQLError) {
            var failure: PostgreSQLError?
            while let result = try nextResult(&reading) {
                defer { PQclear(result) }
                switch PQresultStatus(result) {
                case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE, PGRES_EMPTY_QUERY: try take(result)
                case PGRES_PIPELINE_ABORTED:
                    failure = failure ?? PostgreSQLError(.server, "an earlier statement failed", sqlState: "25P02")
                case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                    isBroken = true
                    throw PostgreSQLError(.usage, "COPY between client and server is not supported")
                default: failure = failure ?? self.failure(of: result)
                }
                if isBroken { break }
            }
            if let failure { throw failure }
        }

        private func readSync(_ reading: inout Reading) throws(PostgreSQLError) {
            guard let result = try nextResult(&reading) else { throw lost() }
            defer { PQclear(result) }
            guard PQresultStatus(result) == PGRES_PIPELINE_SYNC else { throw failure(of: result) }
        }

        /// The next result; nil after the last of a statement.
        private func nextResult(_ reading: inout Reading) throws(PostgreSQLError) -> OpaquePointer? {
            let handle = try open()
            var unsent = PQflush(handle)
            while PQisBusy(handle) == 1 {
                guard unsent >= 0 else { throw lost() }
                let socket = PQsocket(handle)
                let events = POLLIN | (unsent == 1 ? POLLOUT : 0)
                guard Self.wait(socket, for: Int16(events), until: reading.deadline) else { throw timedOut() }
                reading.received += Int(sentinel_pq_pending(socket))
                if let limit = reading.streaming?.byteLimit, reading.received > limit {
                    isBroken = true
                    throw Self.flood(limit)
                }
                guard PQconsumeInput(handle) == 1 else { throw lost() }
                if unsent == 1 { unsent = PQflush(handle) }
            }
            return PQgetResult(handle)
        }

        private static func flood(_ limit: Int) -> PostgreSQLError {
            PostgreSQLError(.tooLarge, "more than \(limit) bytes came from the server")
        }
    }
#endif
