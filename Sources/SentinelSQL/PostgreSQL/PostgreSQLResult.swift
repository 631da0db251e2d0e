#if PostgreSQL
    import CLibPQ
    public import SentinelModels

    /// The rows a statement gave, and how many it changed.
    public struct PostgreSQLResult: Sendable, Hashable {
        /// A column of a result.
        public struct Column: Sendable, Hashable {
            /// The name.
            public var name: String
            /// The type; of a domain, the type beneath.
            public var type: PostgreSQLType
            /// The type's modifier, such as the scale of `numeric(10, 2)`; -1 if there is none.
            public var modifier: Int32
        }

        /// The columns; empty for statements that give no rows.
        public var columns: [Column]
        /// The rows.
        public var rows: [[SQLValue]]
        /// How many rows were read, inserted, changed or deleted.
        public var affectedRows: Int

        init(_ result: OpaquePointer) {
            columns = Self.columns(of: result)
            affectedRows = Int(String(cString: PQcmdTuples(result))) ?? 0
            rows = []
            append(result)
        }

        init(columns: [Column]) {
            self.columns = columns
            rows = []
            affectedRows = 0
        }

        private mutating func append(_ result: OpaquePointer) {
            let count = PQntuples(result)
            rows.reserveCapacity(Int(count))
            for index in 0..<count {
                let row = PostgreSQLRow(result: result, index: index, columns: columns)
                rows.append((0..<columns.count).map { row[$0] })
            }
        }

        static func columns(of result: OpaquePointer) -> [Column] {
            (0..<PQnfields(result)).map { index in
                Column(
                    name: PQfname(result, index).map { String(cString: $0) } ?? "",
                    type: PostgreSQLType(rawValue: PQftype(result, index)), modifier: PQfmod(result, index))
            }
        }
    }

    /// A row that has just come: looked at before it is copied. It is of no use after the call that it was handed to.
    public struct PostgreSQLRow {
        let result: OpaquePointer
        let index: Int32
        /// The columns.
        public let columns: [PostgreSQLResult.Column]

        /// Whether the value is NULL.
        public func isNull(_ column: Int) -> Bool { PQgetisnull(result, index, Int32(column)) != 0 }

        /// How many bytes the value has: of `bytea` as it will be, of other types as text.
        public func byteCount(_ column: Int) -> Int {
            let length = Int(PQgetlength(result, index, Int32(column)))
            return columns[column].type == .bytea ? max(0, length - 2) / 2 : length
        }

        /// The value.
        public subscript(column: Int) -> SQLValue {
            guard !isNull(column), let bytes = PQgetvalue(result, index, Int32(column)) else { return .null }
            let count = Int(PQgetlength(result, index, Int32(column)))
            return PostgreSQLDecoder.value(
                UnsafeRawBufferPointer(start: bytes, count: count), type: columns[column].type)
        }
    }
#endif
