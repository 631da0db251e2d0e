#if ODBC
    package import SentinelModels

    /// A bound value in memory that stays where it is.
    struct ODBCParameter {
        /// The C type of the memory.
        var form: Int16
        /// The SQL type the driver is told.
        var type: ODBCType
        /// Characters, digits or bytes.
        var size: UInt
        /// Digits after the decimal point.
        var digits: Int16
        /// The value's bytes.
        var memory: UnsafeMutableRawBufferPointer
        /// How many bytes there are, or that there is no value.
        var indicator: UnsafeMutablePointer<Int>

        init(_ form: Int16, _ type: ODBCType, size: UInt, digits: Int16 = 0, bytes: [UInt8], isNull: Bool = false) {
            self.form = form
            self.type = type
            self.size = max(1, size)
            self.digits = digits
            memory = .allocate(byteCount: max(8, bytes.count), alignment: 8)
            memory.initializeMemory(as: UInt8.self, repeating: 0)
            memory.copyBytes(from: bytes)
            indicator = .allocate(capacity: 1)
            indicator.initialize(to: isNull ? ODBCArgument.null : bytes.count)
        }

        func free() {
            memory.deallocate()
            indicator.deallocate()
        }
    }

    extension ODBCParameter {
        init(_ value: SQLValue, encoding: ODBCConnection.Encoding, hasBigIntegers: Bool) {
            switch value {
            case .bool(let value):
                self.init(ODBCForm.bit, .bit, size: 1, bytes: [value ? 1 : 0])
            case .integer(let value) where hasBigIntegers:
                self.init(ODBCForm.integer, .bigInteger, size: 19, bytes: Self.bytes(of: value))
            case .integer(let value): self.init(decimal: String(value))
            case .double(let value):
                self.init(ODBCForm.double, .double, size: 15, bytes: Self.bytes(of: value.bitPattern))
            case .decimal(let digits): self.init(decimal: digits)
            case .text(let text), .json(let text): self.init(text: text, encoding)
            case .bytes(let bytes):
                let type = bytes.count > 8000 ? ODBCType.longVarbinary : .varbinary
                self.init(ODBCForm.binary, type, size: UInt(bytes.count), bytes: bytes)
            case .timestamp(let instant): self.init(CivilDateTime(utc: instant))
            case .date(let date):
                self.init(ODBCForm.date, .date, size: 10, bytes: Self.bytes(of: date))
            default:
                self.init(ODBCForm.text, .varchar, size: 1, bytes: [], isNull: true)
            }
        }

        private init(text: String, _ encoding: ODBCConnection.Encoding) {
            switch encoding {
            case .utf16:
                let units = Array(text.utf16)
                let type = units.count > 4000 ? ODBCType.wideLongVarchar : .wideVarchar
                let bytes = units.withUnsafeBytes { Array($0) }
                self.init(ODBCForm.wideText, type, size: UInt(units.count), bytes: bytes)
            case .utf8:
                let bytes = Array(text.utf8)
                let type = bytes.count > 8000 ? ODBCType.longVarchar : .varchar
                self.init(ODBCForm.text, type, size: UInt(bytes.count), bytes: bytes)
            }
        }

        /// Digits as text: the only form of a decimal that no driver bends.
        private init(decimal digits: String) {
            let body = digits.utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "+") }
            let parts = body.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            let isPlain =
                (1...2).contains(parts.count) && body.count <= 39
                && parts.allSatisfy { $0.allSatisfy { (48...57).contains($0) } }
            let whole = parts.first?.count ?? 0
            let fraction = parts.count > 1 ? parts[1].count : 0
            // More digits than any DECIMAL has, or an exponent: the database reads the text as it can.
            self.init(
                ODBCForm.text, isPlain ? .decimal : .varchar,
                size: UInt(isPlain ? whole + fraction : digits.utf8.count),
                digits: isPlain ? Int16(fraction) : 0, bytes: Array(digits.utf8))
        }

        /// As `SQL_TIMESTAMP_STRUCT`: six 16-bit numbers and the billionths of the second.
        private init(_ civil: CivilDateTime) {
            var bytes = Self.bytes(of: civil.date)
            for part in [civil.hour, civil.minute, civil.second] {
                bytes += Self.bytes(of: UInt16(truncatingIfNeeded: part))
            }
            bytes += Self.bytes(of: UInt32(civil.microsecond * 1000))
            self.init(ODBCForm.timestamp, .timestamp, size: 26, digits: 6, bytes: bytes)
        }

        /// As `SQL_DATE_STRUCT`: three 16-bit numbers.
        private static func bytes(of date: CalendarDate) -> [UInt8] {
            bytes(of: Int16(clamping: date.year)) + bytes(of: UInt16(truncatingIfNeeded: date.month))
                + bytes(of: UInt16(truncatingIfNeeded: date.day))
        }

        private static func bytes(of number: some FixedWidthInteger) -> [UInt8] {
            withUnsafeBytes(of: number) { Array($0) }
        }
    }

    extension ODBCStatement {
        /// Binds the values to the statement's `?`, in order; they are copied.
        ///
        /// - Parameter hasBigIntegers: Whether the driver takes 64-bit integers as such, as all but Oracle's do.
        package func bind(_ values: [SQLValue], hasBigIntegers: Bool = true) throws(ODBCError) {
            for (index, value) in values.enumerated() {
                let parameter = ODBCParameter(
                    value, encoding: connection.encoding, hasBigIntegers: hasBigIntegers)
                bound.append(parameter)
                try check(
                    functions.bind(
                        handle, UInt16(index + 1), ODBCArgument.input, parameter.form, parameter.type.rawValue,
                        parameter.size, parameter.digits, parameter.memory.baseAddress, parameter.memory.count,
                        parameter.indicator))
            }
        }
    }
#endif
