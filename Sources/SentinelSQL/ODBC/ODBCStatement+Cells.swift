#if ODBC
    package import SentinelModels

    // Columns are counted from 0 and must be read in order: few drivers can go back. Reading is valid while the
    // statement stands on a row.
    extension ODBCStatement {
        /// The value of a column of the row, exact.
        ///
        /// A time of day, an interval, a UUID and what else has no type of its own come as text. A date or time that is
        /// finer than a microsecond, or none, comes as text too.
        /// - Parameters:
        ///   - index: Which column, from 0.
        ///   - column: Its description.
        ///   - maxBytes: What a text or binary value may have; a longer one is ``ODBCError/Kind/tooLong``, and at most
        ///     a piece more than that is read of it.
        package func value(
            at index: Int, of column: ODBCColumn, maxBytes: Int
        ) throws(ODBCError) -> SQLValue {
            switch column.type {
            case .bigInteger, .integer, .smallInteger, .tinyInteger:
                return try digits(index, column, maxBytes).map { digits in
                    Int64(digits).map { .integer($0) } ?? .decimal(digits)
                } ?? .null
            case .decimal, .numeric:
                return try digits(index, column, maxBytes).map { .decimal(Self.withLeadingZero($0)) } ?? .null
            case .double, .float, .real:
                return try fixed(index, ODBCForm.double, Double.self).map { .double($0) } ?? .null
            case .bit where column.size <= 1:
                return try fixed(index, ODBCForm.bit, UInt8.self).map { .bool($0 != 0) } ?? .null
            case .date: return try date(index)
            case .timestamp: return try timestamp(index)
            case .serverTimestampOffset:
                return try digits(index, column, maxBytes).map(Self.instant) ?? .null
            case .binary, .varbinary, .longVarbinary, .bit, .serverUserType:
                return try pieces(index, ODBCForm.binary, terminator: 0, column, maxBytes).map { .bytes($0) } ?? .null
            // Drivers differ in the letters' case.
            case .guid: return try digits(index, column, maxBytes).map { .text($0.lowercased()) } ?? .null
            default:
                let value = try text(index, column, maxBytes)
                // SQLite's driver takes decimals for texts.
                if case .text(let digits) = value, column.isDecimalByName, Self.isNumber(digits) {
                    return .decimal(digits)
                }
                return value
            }
        }

        /// Digits with a sign, a point or an exponent.
        private static func isNumber(_ text: String) -> Bool {
            text.utf8.contains { (48...57).contains($0) }
                && text.utf8.allSatisfy { (48...57).contains($0) || "+-.eE".utf8.contains($0) }
                && Double(text) != nil
        }

        // MARK: Values of fixed size

        private func fixed<Value: BitwiseCopyable>(
            _ index: Int, _ form: Int16, _ type: Value.Type
        ) throws(ODBCError) -> Value? {
            try withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { memory -> Result<Value?, ODBCError> in
                memory.initializeMemory(as: UInt8.self, repeating: 0)
                guard let start = memory.baseAddress else { return .success(nil) }
                var indicator = 0
                let status = functions.data(handle, UInt16(index + 1), form, start, memory.count, &indicator)
                do throws(ODBCError) { try check(status) } catch { return .failure(error) }
                return .success(indicator == ODBCArgument.null ? nil : memory.load(as: Value.self))
            }.get()
        }

        /// `SQL_DATE_STRUCT`
        private struct DateParts: BitwiseCopyable {
            var year: Int16
            var month: UInt16
            var day: UInt16

            var date: CalendarDate? {
                guard (1...12).contains(month), (1...31).contains(day) else { return nil }
                return CalendarDate(year: Int(year), month: Int(month), day: Int(day))
            }
            var text: String {
                Int(year).padded(to: 4) + "-" + Int(month).padded(to: 2) + "-" + Int(day).padded(to: 2)
            }
        }

        /// `SQL_TIMESTAMP_STRUCT`
        private struct TimestampParts: BitwiseCopyable {
            var date: DateParts
            var hour: UInt16
            var minute: UInt16
            var second: UInt16
            var billionths: UInt32

            var civil: CivilDateTime? {
                guard let date = date.date, hour < 24, minute < 60, second < 60, billionths % 1000 == 0 else {
                    return nil
                }
                return CivilDateTime(
                    date: date, hour: Int(hour), minute: Int(minute), second: Int(second),
                    microsecond: Int(billionths / 1000))
            }
            var text: String {
                let time = [hour, minute, second].map { Int($0).padded(to: 2) }.joined(separator: ":")
                return date.text + " " + time + (billionths == 0 ? "" : "." + Int(billionths).padded(to: 9))
            }
        }

        private func date(_ index: Int) throws(ODBCError) -> SQLValue {
            guard let parts = try fixed(index, ODBCForm.date, DateParts.self) else { return .null }
            return parts.date.map { .date($0) } ?? .text(parts.text)
        }

        private func timestamp(_ index: Int) throws(ODBCError) -> SQLValue {
            guard let parts = try fixed(index, ODBCForm.timestamp, TimestampParts.self) else { return .null }
            return parts.civil.map { .timestamp($0.utc) } ?? .text(parts.text)
        }

        /// SQL Server's `2026-11-23 09:00:00.1234567 +01:00`.
        private static func instant(_ text: String) -> SQLValue {
            let parts = text.split(separator: " ")
            let fraction = parts.count == 3 ? parts[1].drop { $0 != "." }.dropFirst() : ""
            let isExact = fraction.dropFirst(6).allSatisfy { $0 == "0" }
            guard isExact, parts.count == 3, let instant = Timestamp("\(parts[0]) \(parts[1])\(parts[2])") else {
                return .text(text)
            }
            return .timestamp(instant)
        }

        // MARK: Values of any size

        private func digits(
            _ index: Int, _ column: ODBCColumn, _ maxBytes: Int
        ) throws(ODBCError) -> String? {
            // A number of a few digits is no long value, whatever the limit is.
            let limit = max(maxBytes, 64)
            return try pieces(index, ODBCForm.text, terminator: 1, column, limit).map {
                String(
                    decoding: $0.filter { $0 != UInt8(ascii: " ") || column.type == .serverTimestampOffset },
                    as: UTF8.self)
            }
        }

        /// Some drivers write `.50`.
        private static func withLeadingZero(_ digits: String) -> String {
            if digits.hasPrefix(".") { return "0" + digits }
            return digits.hasPrefix("-.") ? "-0" + digits.dropFirst() : digits
        }

        private func text(_ index: Int, _ column: ODBCColumn, _ maxBytes: Int) throws(ODBCError) -> SQLValue {
            switch connection.encoding {
            case .utf8:
                guard let bytes = try pieces(index, ODBCForm.text, terminator: 1, column, maxBytes) else {
                    return .null
                }
                return String(validating: bytes, as: UTF8.self).map { .text($0) } ?? .bytes(bytes)
            case .utf16:
                // A character has two bytes at least here, and one at least in UTF-8.
                let limit = maxBytes.multipliedReportingOverflow(by: 2)
                guard
                    let bytes = try pieces(
                        index, ODBCForm.wideText, terminator: 2, column, limit.overflow ? .max : limit.partialValue)
                else { return .null }
                let text = bytes.withUnsafeBytes { raw in
                    String(
                        decoding: (0..<raw.count / 2).lazy.map {
                            raw.loadUnaligned(fromByteOffset: $0 * 2, as: UInt16.self)
                        }, as: UTF16.self)
                }
                guard text.utf8.count <= maxBytes else { throw Self.tooLong(text.utf8.count, column) }
                return .text(text)
            }
        }

        /// All bytes of a value, read piece by piece; nil for NULL.
        private func pieces(
            _ index: Int, _ form: Int16, terminator: Int, _ column: ODBCColumn, _ limit: Int
        ) throws(ODBCError) -> [UInt8]? {
            var bytes: [UInt8] = []
            var capacity = 1024
            while true {
                let piece = try piece(index, form, capacity: capacity, terminator: terminator)
                switch piece {
                case .null: return nil
                case .end: return bytes
                case .bytes(let more, let remaining):
                    bytes += more
                    let total = bytes.count + (remaining ?? 0)
                    // Bytes of UTF-16 are not those that the limit counts.
                    let isKnown = remaining != nil && form != ODBCForm.wideText
                    guard total <= limit else { throw Self.tooLong(isKnown ? total : nil, column) }
                    if remaining == 0 { return bytes }
                }
                capacity = min(capacity * 8, 1 << 16)
            }
        }

        private enum Piece {
            case null
            case end
            /// What was read, and how much is left; nil if the driver does not know.
            case bytes([UInt8], remaining: Int?)
        }

        private func piece(
            _ index: Int, _ form: Int16, capacity: Int, terminator: Int
        ) throws(ODBCError) -> Piece {
            var memory = [UInt8](repeating: 0, count: capacity)
            var indicator = 0
            let status = functions.data(handle, UInt16(index + 1), form, &memory, capacity, &indicator)
            if status == ODBCReturn.noData { return .end }
            try check(status)
            if indicator == ODBCArgument.null { return .null }
            let room = capacity - terminator
            if indicator >= 0, indicator <= room { return .bytes(Array(memory[..<indicator]), remaining: 0) }
            let isUnknown = indicator == ODBCArgument.noTotal || indicator < 0
            return .bytes(Array(memory[..<room]), remaining: isUnknown ? nil : indicator - room)
        }

        private static func tooLong(_ size: Int?, _ column: ODBCColumn) -> ODBCError {
            let subject = "a value of column '\(column.name)'"
            return ODBCError(.tooLong, size.map { "\(subject) has \($0) bytes" } ?? "\(subject) is too long")
        }
    }
#endif
