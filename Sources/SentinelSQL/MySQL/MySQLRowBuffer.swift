#if MySQL
    import CLibMariaDB

    /// The memory into which the library puts a row: a fixed slot for each column, and what it says of the value.
    ///
    /// The library keeps the pointers, so the memory neither moves nor ends before the statement's next binding.
    final class MySQLRowBuffer {
        /// What fits into a slot needs no second call; most texts of alerts do.
        static let slotSize = 256

        let kinds: [MySQLColumnKind]
        private let binds: UnsafeMutablePointer<MYSQL_BIND>
        private let lengths: UnsafeMutablePointer<UInt>
        private let nulls: UnsafeMutablePointer<my_bool>
        private let truncations: UnsafeMutablePointer<my_bool>
        private let slots: UnsafeMutableRawPointer

        init(_ kinds: [MySQLColumnKind]) {
            self.kinds = kinds
            let count = kinds.count
            binds = .allocate(capacity: count)
            lengths = .allocate(capacity: count)
            nulls = .allocate(capacity: count)
            truncations = .allocate(capacity: count)
            slots = .allocate(byteCount: max(count, 1) * Self.slotSize, alignment: 16)
            binds.initialize(repeating: MYSQL_BIND(), count: count)
            lengths.initialize(repeating: 0, count: count)
            nulls.initialize(repeating: 0, count: count)
            truncations.initialize(repeating: 0, count: count)
            for (column, kind) in kinds.enumerated() { describe(column, kind) }
        }

        deinit {
            binds.deallocate()
            lengths.deallocate()
            nulls.deallocate()
            truncations.deallocate()
            slots.deallocate()
        }

        private func describe(_ column: Int, _ kind: MySQLColumnKind) {
            binds[column].buffer_type = kind.buffer
            binds[column].buffer = slot(column)
            binds[column].buffer_length = UInt(Self.slotSize)
            binds[column].length = lengths + column
            binds[column].is_null = nulls + column
            binds[column].error = truncations + column
            binds[column].is_unsigned = kind == .unsigned ? 1 : 0
        }

        func bind(to statement: UnsafeMutablePointer<MYSQL_STMT>) throws(MySQLError) {
            guard mysql_stmt_bind_result(statement, binds) == 0 else { throw MySQLError(statement) }
        }

        func isNull(_ column: Int) -> Bool { nulls[column] != 0 }

        /// The length of a text or of bytes, also if the slot holds only the beginning.
        func length(_ column: Int) -> Int { Int(lengths[column]) }

        func load<Value>(_ column: Int, as type: Value.Type) -> Value { slot(column).load(as: type) }

        /// Lends a text or bytes. What does not fit into the slot is copied out of the library's packet first.
        func withBytes<Result>(
            _ column: Int, of statement: UnsafeMutablePointer<MYSQL_STMT>, _ body: (UnsafeRawBufferPointer) -> Result
        ) -> Result {
            let length = length(column)
            guard length > Self.slotSize else {
                return body(UnsafeRawBufferPointer(start: slot(column), count: length))
            }
            let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: length, alignment: 1)
            defer { copy.deallocate() }
            var bind = MYSQL_BIND()
            bind.buffer_type = kinds[column].buffer
            bind.buffer = copy.baseAddress
            bind.buffer_length = UInt(length)
            mysql_stmt_fetch_column(statement, &bind, UInt32(column), 0)
            return body(UnsafeRawBufferPointer(copy))
        }

        private func slot(_ column: Int) -> UnsafeMutableRawPointer { slots + column * Self.slotSize }
    }
#endif
