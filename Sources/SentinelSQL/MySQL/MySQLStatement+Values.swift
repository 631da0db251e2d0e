#if MySQL
    import CLibMariaDB
    public import SentinelModels

    // Columns are counted from 0. Reading is valid while the statement stands on a row.
    extension MySQLStatement {
        /// All values of the row.
        public var values: [SQLValue] {
            (0..<columnCount).map { value(at: $0) }
        }

        /// Whether the value is NULL.
        public func isNull(at column: Int) -> Bool {
            row?.isNull(column) ?? true
        }

        /// Whether a value may be of any length: a text, bytes, a decimal.
        public func hasVariableLength(at column: Int) -> Bool {
            row?.kinds[column].isLong ?? false
        }

        /// How many bytes the value has: of a text its UTF-8, of a number or time 8, of NULL 0. Copies nothing.
        public func byteCount(at column: Int) -> Int {
            guard let row, !row.isNull(column) else { return 0 }
            return row.kinds[column].isLong ? row.length(column) : 8
        }

        /// The value, exact.
        ///
        /// An unsigned integer above 2^63-1 comes as decimal, a BIT as integer, FLOAT as the shortest number that
        /// reads back as it, TIMESTAMP as the instant (the session must be in UTC). DATETIME and TIME name no instant
        /// and come as text, as do the server's zero dates. Text that is no UTF-8 comes as bytes.
        public func value(at column: Int) -> SQLValue {
            guard let row, !row.isNull(column) else { return .null }
            let kind = row.kinds[column]
            switch kind {
            case .null: return .null
            case .integer: return .integer(row.load(column, as: Int64.self))
            case .unsigned:
                let value = row.load(column, as: UInt64.self)
                return Int64(exactly: value).map { .integer($0) } ?? .decimal(String(value))
            case .float:
                let value = row.load(column, as: Float.self)
                return .double(Double("\(value)") ?? Double(value))
            case .double: return .double(row.load(column, as: Double.self))
            case .date: return row.load(column, as: MYSQL_TIME.self).date
            case .time: return .text(row.load(column, as: MYSQL_TIME.self).timeText)
            case .dateTime(let digits): return .text(row.load(column, as: MYSQL_TIME.self).text(digits))
            case .timestamp(let digits): return row.load(column, as: MYSQL_TIME.self).instant(digits)
            case .decimal, .text, .json, .bytes, .bit:
                return row.withBytes(column, of: handle) { Self.value($0, kind) }
            }
        }

        private static func value(_ bytes: UnsafeRawBufferPointer, _ kind: MySQLColumnKind) -> SQLValue {
            switch kind {
            case .bytes: return .bytes(Array(bytes))
            case .bit:
                let value = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                return Int64(exactly: value).map { .integer($0) } ?? .decimal(String(value))
            default:
                guard let text = String(validating: bytes, as: UTF8.self) else { return .bytes(Array(bytes)) }
                return kind == .decimal ? .decimal(text) : kind == .json ? .json(text) : .text(text)
            }
        }
    }

    extension MYSQL_TIME {
        private var calendarDate: CalendarDate? {
            let date = CalendarDate(year: Int(year), month: Int(month), day: Int(day))
            guard (1...12).contains(date.month),
                (1...CalendarDate.days(inMonth: date.month, of: date.year)).contains(date.day)
            else { return nil }
            return date
        }

        private var dateText: String { "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))" }

        private var clockText: String { "\(hour.padded(to: 2)):\(minute.padded(to: 2)):\(second.padded(to: 2))" }

        fileprivate var date: SQLValue { calendarDate.map { .date($0) } ?? .text(dateText) }

        /// `-838:59:59.000001`; the fraction only if there is one.
        fileprivate var timeText: String { (neg != 0 ? "-" : "") + clockText + fraction(7) }

        /// `2026-01-02 03:04:05.000000`.
        fileprivate func text(_ digits: Int) -> String { "\(dateText) \(clockText)\(fraction(digits))" }

        fileprivate func instant(_ digits: Int) -> SQLValue {
            guard let date = calendarDate else { return .text(text(digits)) }
            let civil = CivilDateTime(
                date: date, hour: Int(hour), minute: Int(minute), second: Int(second), microsecond: Int(second_part))
            return .timestamp(civil.utc)
        }

        private func fraction(_ digits: Int) -> String {
            guard digits > 0, digits <= 6 || second_part != 0 else { return "" }
            return "." + second_part.padded(to: 6).prefix(digits)
        }
    }
#endif
