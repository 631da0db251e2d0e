#if DuckDB
    import SentinelModels

    /// Writes nested values as one JSON document, exact: numbers keep every digit.
    struct DuckDBJSON {
        private(set) var text = ""
        private let maxBytes: Int

        init(maxBytes: Int) {
            self.maxBytes = maxBytes
        }

        /// Appends the value of a row.
        mutating func append(_ vector: DuckDBVector, _ row: Int) throws(DuckDBError) {
            guard text.utf8.count <= maxBytes else { throw DuckDBVector.tooLong(text.utf8.count, maxBytes) }
            guard !vector.isNull(row) else { return text.append("null") }
            if case .json = vector.type.kind { return try append(json: vector.rawText(row)) }
            if let (elements, range) = vector.elements(row) { return try append(elements, range) }
            if let (keys, values, range) = vector.entries(row) { return try append(keys, values, range) }
            if let member = vector.member(row) { return try append(member, row) }
            if case .structure = vector.type.kind { return try append(vector.fields, row) }
            try appendSimple(vector, row)
        }

        private mutating func append(json: UnsafeRawBufferPointer) throws(DuckDBError) {
            guard json.count <= maxBytes else { throw DuckDBVector.tooLong(json.count, maxBytes) }
            text += String(decoding: json, as: UTF8.self)
        }

        private mutating func append(_ elements: DuckDBVector, _ range: Range<Int>) throws(DuckDBError) {
            text.append("[")
            for row in range {
                if row > range.lowerBound { text.append(",") }
                try append(elements, row)
            }
            text.append("]")
        }

        private mutating func append(
            _ fields: [(name: String, vector: DuckDBVector)], _ row: Int
        ) throws(DuckDBError) {
            text.append("{")
            for (index, field) in fields.enumerated() {
                if index > 0 { text.append(",") }
                text += JSONValue.string(field.name).encoded() + ":"
                try append(field.vector, row)
            }
            text.append("}")
        }

        /// A map: an object, its keys written as text.
        private mutating func append(
            _ keys: DuckDBVector, _ values: DuckDBVector, _ range: Range<Int>
        ) throws(DuckDBError) {
            text.append("{")
            for row in range {
                if row > range.lowerBound { text.append(",") }
                let key = try keys.value(at: row, maxBytes: maxBytes).value
                text += JSONValue.string(key.displayText).encoded() + ":"
                try append(values, row)
            }
            text.append("}")
        }

        private mutating func appendSimple(_ vector: DuckDBVector, _ row: Int) throws(DuckDBError) {
            let value = try vector.value(at: row, maxBytes: maxBytes).value
            if case .bytes(let bytes) = value {
                text += JSONValue.string("0x" + bytes.hexadecimal).encoded()
            } else {
                text += value.jsonValue.encoded()
            }
        }
    }
#endif
