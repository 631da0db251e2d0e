#if DuckDB
    import SentinelModels

    /// A column's values in one chunk, or the values inside of lists, structs and maps.
    struct DuckDBVector {
        let type: DuckDBType
        private let handle: UnsafeMutableRawPointer?
        private let functions: DuckDBVectorFunctions
        private let data: UnsafeMutableRawPointer?
        private let validity: UnsafeMutablePointer<UInt64>?

        init(_ handle: UnsafeMutableRawPointer?, _ type: DuckDBType, _ functions: DuckDBVectorFunctions) {
            self.handle = handle
            self.type = type
            self.functions = functions
            data = functions.data(handle)
            validity = functions.validity(handle)
        }

        func isNull(_ row: Int) -> Bool {
            guard let validity else { return false }
            return validity[row / 64] >> UInt64(row % 64) & 1 == 0
        }

        /// The value of a row, and how many bytes it has.
        func value(at row: Int, maxBytes: Int) throws(DuckDBError) -> (value: SQLValue, bytes: Int) {
            // Structs, arrays and unions have no data of their own.
            guard !isNull(row) else { return (.null, 0) }
            switch type.kind {
            case .boolean: return (.bool(load(row, as: UInt8.self) != 0), 8)
            case .float: return (.double(Self.widened(load(row, as: Float.self))), 8)
            case .double: return (.double(load(row, as: Double.self)), 8)
            case .integer(let bytes, let isSigned):
                let number = integer(row, bytes: bytes, isSigned: isSigned)
                guard let small = Int64(exactly: number) else { return sized(.decimal(number.description)) }
                return (.integer(small), 8)
            case .decimal(let bytes, let scale):
                return sized(.decimal(DuckDBText.decimal(integer(row, bytes: bytes, isSigned: true), scale: scale)))
            case .wholeNumber:
                let stored = try limited(bytes(row), min(maxBytes, DuckDBText.longestWholeNumber))
                return sized(.decimal(DuckDBText.wholeNumber(stored)))
            case .text:
                let text = try limited(bytes(row), maxBytes)
                return (.text(String(decoding: text, as: UTF8.self)), text.count)
            case .bytes:
                let bytes = try limited(bytes(row), maxBytes)
                return (.bytes(Array(bytes)), bytes.count)
            case .date: return (date(load(row, as: Int32.self)), 8)
            case .timestamp(let perSecond): return (instant(load(row, as: Int64.self), perSecond), 8)
            case .null: return (.null, 0)
            case .json, .list, .array, .structure, .map, .union:
                var json = DuckDBJSON(maxBytes: maxBytes)
                try json.append(self, row)
                guard json.text.utf8.count <= maxBytes else { throw Self.tooLong(json.text.utf8.count, maxBytes) }
                return (.json(json.text), json.text.utf8.count)
            case .unknown:
                throw DuckDBError(.type, "has the type \(type.name), which cannot be read; cast it to VARCHAR")
            default: return sized(.text(plainText(row)))
            }
        }

        /// The value as text, of the types that have no value of their own.
        func plainText(_ row: Int) -> String {
            switch type.kind {
            case .uuid: DuckDBText.uuid(load(row, as: UInt128Parts.self))
            case .bits: DuckDBText.bits(bytes(row))
            case .time(let perSecond): DuckDBText.time(load(row, as: Int64.self), perSecond: perSecond)
            case .timeWithOffset: DuckDBText.timeWithOffset(load(row, as: UInt64.self))
            case .interval: DuckDBText.interval(load(row, as: IntervalParts.self))
            case .enumeration(let bytes, let values):
                values[Int(clamping: integer(row, bytes: bytes, isSigned: false))]
            default: ""
            }
        }

        private func sized(_ value: SQLValue) -> (value: SQLValue, bytes: Int) {
            switch value {
            case .text(let text), .decimal(let text): (value, text.utf8.count)
            default: (value, 8)
            }
        }

        /// `duckdb_hugeint` and `duckdb_uhugeint`.
        struct UInt128Parts: BitwiseCopyable {
            var lower: UInt64
            var upper: UInt64
        }

        /// `duckdb_interval`
        struct IntervalParts: BitwiseCopyable {
            var months: Int32
            var days: Int32
            var microseconds: Int64
        }

        /// `duckdb_list_entry`
        struct Slice: BitwiseCopyable {
            var offset: UInt64
            var length: UInt64
            var range: Range<Int> { Int(offset)..<Int(offset + length) }
        }

        /// The shortest digits that mean the same `Float`, not the longer ones of its `Double`.
        private static func widened(_ value: Float) -> Double {
            value.isFinite ? Double(value.description) ?? Double(value) : Double(value)
        }

        private func load<Value: BitwiseCopyable>(_ row: Int, as type: Value.Type) -> Value {
            // Asked for only where there is data.
            guard let data else { preconditionFailure("a vector without data has no values") }
            return data.loadUnaligned(fromByteOffset: row * MemoryLayout<Value>.stride, as: type)
        }

        /// A whole number, whatever its size; a `UHUGEINT` beyond the signed numbers is the one that does not fit.
        private func integer(_ row: Int, bytes: Int, isSigned: Bool) -> DuckDBInteger {
            switch (bytes, isSigned) {
            case (1, true): DuckDBInteger(load(row, as: Int8.self))
            case (2, true): DuckDBInteger(load(row, as: Int16.self))
            case (4, true): DuckDBInteger(load(row, as: Int32.self))
            case (8, true): DuckDBInteger(load(row, as: Int64.self))
            case (1, false): DuckDBInteger(load(row, as: UInt8.self))
            case (2, false): DuckDBInteger(load(row, as: UInt16.self))
            case (4, false): DuckDBInteger(load(row, as: UInt32.self))
            case (8, false): DuckDBInteger(load(row, as: UInt64.self))
            default:
                DuckDBInteger(load(row, as: UInt128Parts.self), isSigned: isSigned)
            }
        }

        /// `duckdb_string_t`: up to twelve bytes lie in place, more lie elsewhere.
        private func bytes(_ row: Int) -> UnsafeRawBufferPointer {
            guard let data else { return UnsafeRawBufferPointer(start: nil, count: 0) }
            let place = UnsafeRawPointer(data) + row * 16
            let count = Int(place.loadUnaligned(as: UInt32.self))
            guard count > 12 else { return UnsafeRawBufferPointer(start: place + 4, count: count) }
            let start = place.loadUnaligned(fromByteOffset: 8, as: UnsafeRawPointer?.self)
            return UnsafeRawBufferPointer(start: start, count: count)
        }

        private func limited(
            _ bytes: UnsafeRawBufferPointer, _ maxBytes: Int
        ) throws(DuckDBError) -> UnsafeRawBufferPointer {
            guard bytes.count <= maxBytes else { throw Self.tooLong(bytes.count, maxBytes) }
            return bytes
        }

        static func tooLong(_ count: Int, _ maxBytes: Int) -> DuckDBError {
            DuckDBError(.size, "has \(count) bytes; \(maxBytes) are allowed")
        }

        private func date(_ days: Int32) -> SQLValue {
            // The ends stand for infinity.
            if days == .max { return .text("infinity") }
            if days == -.max { return .text("-infinity") }
            return .date(CalendarDate(daysSinceEpoch: Int(days)))
        }

        private func instant(_ count: Int64, _ perSecond: Int64) -> SQLValue {
            if count == .max { return .text("infinity") }
            if count == -.max { return .text("-infinity") }
            return DuckDBText.instant(count, perSecond: perSecond)
        }
    }

    // Inside of lists, structs, maps and unions.
    extension DuckDBVector {
        /// The elements of a list or array, and which of them belong to a row.
        func elements(_ row: Int) -> (vector: DuckDBVector, range: Range<Int>)? {
            switch type.kind {
            case .list(let element):
                (DuckDBVector(functions.listChild(handle), element, functions), load(row, as: Slice.self).range)
            case .array(let element, let count):
                (DuckDBVector(functions.arrayChild(handle), element, functions), row * count..<(row + 1) * count)
            default: nil
            }
        }

        /// The keys and values of a map, and which of them belong to a row.
        func entries(_ row: Int) -> (keys: DuckDBVector, values: DuckDBVector, range: Range<Int>)? {
            guard case .map(let key, let value) = type.kind else { return nil }
            let entries = functions.listChild(handle)
            return (
                DuckDBVector(functions.structChild(entries, 0), key, functions),
                DuckDBVector(functions.structChild(entries, 1), value, functions), load(row, as: Slice.self).range
            )
        }

        /// The fields of a struct.
        var fields: [(name: String, vector: DuckDBVector)] {
            guard case .structure(let fields) = type.kind else { return [] }
            return fields.enumerated().map { index, field in
                (field.name, DuckDBVector(functions.structChild(handle, UInt64(index)), field.type, functions))
            }
        }

        /// The member that a row of a union holds.
        func member(_ row: Int) -> DuckDBVector? {
            guard case .union(let members) = type.kind, let tags = functions.data(functions.structChild(handle, 0))
            else { return nil }
            let tag = Int(tags.load(fromByteOffset: row, as: UInt8.self))
            guard members.indices.contains(tag) else { return nil }
            return DuckDBVector(functions.structChild(handle, UInt64(tag + 1)), members[tag].type, functions)
        }

        /// The bytes of a text.
        func rawText(_ row: Int) -> UnsafeRawBufferPointer { bytes(row) }
    }
#endif
