#if MySQL
    import CLibMariaDB
    import SentinelModels

    /// The memory of a statement's values while it is sent.
    final class MySQLParameters {
        private let binds: UnsafeMutablePointer<MYSQL_BIND>
        private let count: Int
        private var memory: [UnsafeMutableRawPointer] = []

        init(_ values: [SQLValue]) {
            count = values.count
            binds = .allocate(capacity: max(count, 1))
            binds.initialize(repeating: MYSQL_BIND(), count: max(count, 1))
            for (index, value) in values.enumerated() { fill(index, value) }
        }

        deinit {
            for block in memory { block.deallocate() }
            binds.deallocate()
        }

        func bind(to statement: UnsafeMutablePointer<MYSQL_STMT>) throws(MySQLError) {
            guard mysql_stmt_bind_param(statement, binds) == 0 else { throw MySQLError(statement) }
        }

        private func fill(_ index: Int, _ value: SQLValue) {
            switch value {
            case .null: binds[index].buffer_type = MYSQL_TYPE_NULL
            case .bool(let value): store(index, Int8(value ? 1 : 0), MYSQL_TYPE_TINY)
            case .integer(let value): store(index, value, MYSQL_TYPE_LONGLONG)
            case .double(let value): store(index, value, MYSQL_TYPE_DOUBLE)
            case .decimal(let digits): copy(index, Array(digits.utf8), MYSQL_TYPE_NEWDECIMAL)
            case .text(let text), .json(let text): copy(index, Array(text.utf8), MYSQL_TYPE_STRING)
            case .bytes(let bytes): copy(index, bytes, MYSQL_TYPE_BLOB)
            case .timestamp(let instant): store(index, CivilDateTime(utc: instant), MYSQL_TYPE_DATETIME, value)
            case .date(let date): store(index, CivilDateTime(date: date), MYSQL_TYPE_DATE, value)
            }
        }

        private func store<Value: BitwiseCopyable>(_ index: Int, _ value: Value, _ type: enum_field_types) {
            let block = allocate(index, MemoryLayout<Value>.size, MemoryLayout<Value>.alignment, type)
            block.storeBytes(of: value, as: Value.self)
        }

        /// A year that the server does not have would be cut to one that it has: as text the server refuses it.
        private func store(_ index: Int, _ civil: CivilDateTime, _ type: enum_field_types, _ value: SQLValue) {
            guard (0...9999).contains(civil.date.year) else {
                return copy(index, Array(value.displayText.utf8), MYSQL_TYPE_STRING)
            }
            store(index, MYSQL_TIME(civil), type)
        }

        private func copy(_ index: Int, _ bytes: [UInt8], _ type: enum_field_types) {
            allocate(index, bytes.count, 1, type).copyMemory(from: bytes, byteCount: bytes.count)
        }

        private func allocate(
            _ index: Int, _ size: Int, _ alignment: Int, _ type: enum_field_types
        ) -> UnsafeMutableRawPointer {
            let block = UnsafeMutableRawPointer.allocate(byteCount: max(size, 1), alignment: alignment)
            memory.append(block)
            binds[index].buffer_type = type
            binds[index].buffer = block
            binds[index].buffer_length = UInt(size)
            return block
        }
    }

    extension MYSQL_TIME {
        fileprivate init(_ civil: CivilDateTime) {
            self.init()
            year = UInt32(clamping: civil.date.year)
            month = UInt32(civil.date.month)
            day = UInt32(civil.date.day)
            hour = UInt32(civil.hour)
            minute = UInt32(civil.minute)
            second = UInt32(civil.second)
            second_part = UInt(civil.microsecond)
            time_type = MYSQL_TIMESTAMP_DATETIME
        }
    }
#endif
