#if DuckDB
    /// A type of DuckDB with what is needed to read its values.
    struct DuckDBType: Sendable {
        /// What the type is.
        indirect enum Kind: Sendable {
            case boolean
            /// A whole number of 1, 2, 4, 8 or 16 bytes.
            case integer(bytes: Int, isSigned: Bool)
            case float
            case double
            /// Stored as a whole number of so many bytes.
            case decimal(bytes: Int, scale: Int)
            case text
            case bytes
            case bits
            case wholeNumber
            case uuid
            case date
            /// A time of day in parts of a second.
            case time(perSecond: Int64)
            case timeWithOffset
            /// An instant, or a wall clock's reading, in parts of a second.
            case timestamp(perSecond: Int64)
            case interval
            /// Its index is stored as a whole number of so many bytes.
            case enumeration(bytes: Int, values: [String])
            case json
            case list(DuckDBType)
            case array(DuckDBType, count: Int)
            case structure([(name: String, type: DuckDBType)])
            case map(key: DuckDBType, value: DuckDBType)
            case union([(name: String, type: DuckDBType)])
            case null
            case unknown
        }

        let kind: Kind
        /// The type in DuckDB's words, such as `DECIMAL(10,2)[]`.
        let name: String

        /// Reads a logical type and destroys it.
        init(_ handle: UnsafeMutableRawPointer?, _ functions: DuckDBVectorFunctions) {
            var handle = handle
            defer { functions.destroyType(&handle) }
            let reader = DuckDBTypeReader(handle: handle, functions: functions)
            kind = reader.kind
            name = reader.name(of: kind)
        }
    }

    /// Reads one logical type.
    struct DuckDBTypeReader {
        let handle: UnsafeMutableRawPointer?
        let functions: DuckDBVectorFunctions
        private var id: Int32 { functions.typeID(handle) }

        /// Numbers of `DUCKDB_TYPE`, which never change.
        private static let simple: [Int32: (kind: DuckDBType.Kind, name: String)] = [
            1: (.boolean, "BOOLEAN"), 2: (.integer(bytes: 1, isSigned: true), "TINYINT"),
            3: (.integer(bytes: 2, isSigned: true), "SMALLINT"), 4: (.integer(bytes: 4, isSigned: true), "INTEGER"),
            5: (.integer(bytes: 8, isSigned: true), "BIGINT"), 6: (.integer(bytes: 1, isSigned: false), "UTINYINT"),
            7: (.integer(bytes: 2, isSigned: false), "USMALLINT"),
            8: (.integer(bytes: 4, isSigned: false), "UINTEGER"), 9: (.integer(bytes: 8, isSigned: false), "UBIGINT"),
            10: (.float, "FLOAT"), 11: (.double, "DOUBLE"), 12: (.timestamp(perSecond: 1_000_000), "TIMESTAMP"),
            13: (.date, "DATE"), 14: (.time(perSecond: 1_000_000), "TIME"), 15: (.interval, "INTERVAL"),
            16: (.integer(bytes: 16, isSigned: true), "HUGEINT"), 17: (.text, "VARCHAR"), 18: (.bytes, "BLOB"),
            20: (.timestamp(perSecond: 1), "TIMESTAMP_S"), 21: (.timestamp(perSecond: 1000), "TIMESTAMP_MS"),
            22: (.timestamp(perSecond: 1_000_000_000), "TIMESTAMP_NS"), 27: (.uuid, "UUID"), 29: (.bits, "BIT"),
            30: (.timeWithOffset, "TIME WITH TIME ZONE"),
            31: (.timestamp(perSecond: 1_000_000), "TIMESTAMP WITH TIME ZONE"),
            32: (.integer(bytes: 16, isSigned: false), "UHUGEINT"), 35: (.wholeNumber, "BIGNUM"), 36: (.null, "NULL"),
            39: (.time(perSecond: 1_000_000_000), "TIME_NS"),
        ]

        var kind: DuckDBType.Kind {
            if id == 17, alias == "JSON" { return .json }
            if let simple = Self.simple[id] { return simple.kind }
            switch id {
            case 19:
                return .decimal(
                    bytes: Self.bytes(ofInteger: functions.decimalStorage(handle)),
                    scale: Int(functions.decimalScale(handle)))
            case 23: return enumeration
            case 24: return .list(DuckDBType(functions.listElement(handle), functions))
            case 33:
                return .array(
                    DuckDBType(functions.arrayElement(handle), functions), count: Int(functions.arraySize(handle)))
            case 26:
                return .map(
                    key: DuckDBType(functions.mapKey(handle), functions),
                    value: DuckDBType(functions.mapValue(handle), functions))
            case 25:
                return .structure(
                    (0..<functions.structCount(handle)).map { index in
                        (
                            owned(functions.structName(handle, index)) ?? "",
                            DuckDBType(functions.structType(handle, index), functions)
                        )
                    })
            case 28:
                return .union(
                    (0..<functions.unionCount(handle)).map { index in
                        (
                            owned(functions.unionName(handle, index)) ?? "",
                            DuckDBType(functions.unionType(handle, index), functions)
                        )
                    })
            default: return .unknown
            }
        }

        func name(of kind: DuckDBType.Kind) -> String {
            switch kind {
            case .json: "JSON"
            case .decimal(_, let scale): "DECIMAL(\(functions.decimalWidth(handle)),\(scale))"
            case .enumeration: "ENUM"
            case .list(let element): element.name + "[]"
            case .array(let element, let count): element.name + "[\(count)]"
            case .map(let key, let value): "MAP(\(key.name), \(value.name))"
            case .structure(let fields):
                "STRUCT(\(fields.map { "\($0.name) \($0.type.name)" }.joined(separator: ", ")))"
            case .union(let members): "UNION(\(members.map { "\($0.name) \($0.type.name)" }.joined(separator: ", ")))"
            default: Self.simple[id]?.name ?? "type \(id)"
            }
        }

        private var enumeration: DuckDBType.Kind {
            let bytes = Self.bytes(ofInteger: functions.enumStorage(handle))
            let count = functions.enumCount(handle)
            let values = (0..<UInt64(count)).map { owned(functions.enumValue(handle, $0)) ?? "" }
            return .enumeration(bytes: bytes, values: values)
        }

        private var alias: String? { owned(functions.alias(handle)) }

        private func owned(_ text: UnsafeMutablePointer<CChar>?) -> String? {
            defer { functions.free(text) }
            return text.map { String(cString: $0) }
        }

        /// The size of the whole numbers that a type's values are stored as.
        private static func bytes(ofInteger id: Int32) -> Int {
            if case .integer(let bytes, _)? = simple[id]?.kind { bytes } else { 16 }
        }
    }
#endif
