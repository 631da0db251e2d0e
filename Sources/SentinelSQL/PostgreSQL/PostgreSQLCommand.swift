#if PostgreSQL
    public import SentinelModels

    /// One statement with the values of its parameters `$1`, `$2` and so on.
    public struct PostgreSQLCommand: Sendable, Hashable {
        /// The statement.
        public var sql: String
        /// The values.
        public var parameters: [PostgreSQLParameter]
        /// Whether the connection keeps the statement prepared: for statements that run often. Not through a pooler
        /// that changes servers between transactions.
        public var isCached: Bool

        /// Makes a command.
        public init(_ sql: String, _ parameters: [PostgreSQLParameter] = [], isCached: Bool = false) {
            self.sql = sql
            self.parameters = parameters
            self.isCached = isCached
        }

        /// Makes a command with the usual types of the values.
        public init(_ sql: String, values: [SQLValue], isCached: Bool = false) {
            self.init(sql, values.map { PostgreSQLParameter($0) }, isCached: isCached)
        }
    }

    /// A parameter's value in PostgreSQL's text form, with its type.
    public struct PostgreSQLParameter: Sendable, Hashable {
        /// The text; nil is NULL.
        public var text: String?
        /// The type; ``PostgreSQLType/unspecified`` lets the server find out.
        public var type: PostgreSQLType

        /// Makes a parameter.
        public init(text: String?, type: PostgreSQLType) {
            self.text = text
            self.type = type
        }

        /// Makes a parameter of the value's usual type: `bigint`, `numeric`, `timestamptz` and so on. `type` overrides
        /// it, which NULL needs where the server cannot tell the type from the statement.
        public init(_ value: SQLValue, type: PostgreSQLType? = nil) {
            let (text, usual): (String?, PostgreSQLType) =
                switch value {
                case .null: (nil, .unspecified)
                case .bool(let value): (value ? "t" : "f", .bool)
                case .integer(let value): (String(value), .int8)
                case .double(let value):
                    (
                        value.isNaN ? "NaN" : value.isInfinite ? (value < 0 ? "-Infinity" : "Infinity") : "\(value)",
                        .float8
                    )
                case .decimal(let digits): (digits, .numeric)
                case .text(let text): (text, .text)
                case .bytes(let bytes): ("\\x" + bytes.hexadecimal, .bytea)
                case .timestamp(let instant): (PostgreSQLTime.text(of: instant), .timestamptz)
                case .date(let date): (PostgreSQLTime.text(of: date), .date)
                case .json(let text): (text, .json)
                }
            self.init(text: text, type: type ?? usual)
        }
    }

    /// The number of a type in PostgreSQL's catalogue.
    public struct PostgreSQLType: RawRepresentable, Sendable, Hashable {
        /// The OID.
        public let rawValue: UInt32
        /// Takes an OID.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// The server finds out.
        public static let unspecified = Self(rawValue: 0)
        /// Truth value.
        public static let bool = Self(rawValue: 16)
        /// Bytes.
        public static let bytea = Self(rawValue: 17)
        /// 64-bit integer.
        public static let int8 = Self(rawValue: 20)
        /// 16-bit integer.
        public static let int2 = Self(rawValue: 21)
        /// 32-bit integer.
        public static let int4 = Self(rawValue: 23)
        /// Text.
        public static let text = Self(rawValue: 25)
        /// Object number.
        public static let oid = Self(rawValue: 26)
        /// JSON as it was written.
        public static let json = Self(rawValue: 114)
        /// Binary floating-point number, 32 bits.
        public static let float4 = Self(rawValue: 700)
        /// Binary floating-point number, 64 bits.
        public static let float8 = Self(rawValue: 701)
        /// Day.
        public static let date = Self(rawValue: 1082)
        /// Date and time without a zone.
        public static let timestamp = Self(rawValue: 1114)
        /// Instant.
        public static let timestamptz = Self(rawValue: 1184)
        /// Exact number.
        public static let numeric = Self(rawValue: 1700)
        /// JSON, decomposed.
        public static let jsonb = Self(rawValue: 3802)
    }
#endif
