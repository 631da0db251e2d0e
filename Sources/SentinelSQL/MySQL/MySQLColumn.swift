#if MySQL
    import CLibMariaDB

    /// A column of a result.
    public struct MySQLColumn: Sendable, Hashable {
        /// The name or alias.
        public var name: String
        /// The type in the database's words, such as `bigint unsigned` or `decimal(20,5)`.
        public var type: String
    }

    /// How a column's values are decoded.
    enum MySQLColumnKind: Hashable {
        case null, integer, unsigned, float, double, decimal, date, time, bit, text, bytes, json
        /// With the number of digits of a second's fraction; more than 6 if the server leaves it to the value.
        case dateTime(Int)
        case timestamp(Int)

        /// The character set of what is no text.
        private static let binary: UInt32 = 63

        init(_ field: MYSQL_FIELD) {
            switch field.type {
            case MYSQL_TYPE_TINY, MYSQL_TYPE_SHORT, MYSQL_TYPE_INT24, MYSQL_TYPE_LONG, MYSQL_TYPE_LONGLONG,
                MYSQL_TYPE_YEAR:
                self = field.flags & UInt32(UNSIGNED_FLAG) != 0 ? .unsigned : .integer
            case MYSQL_TYPE_FLOAT: self = .float
            case MYSQL_TYPE_DOUBLE: self = .double
            case MYSQL_TYPE_DECIMAL, MYSQL_TYPE_NEWDECIMAL: self = .decimal
            case MYSQL_TYPE_DATE, MYSQL_TYPE_NEWDATE: self = .date
            case MYSQL_TYPE_TIME, MYSQL_TYPE_TIME2: self = .time
            case MYSQL_TYPE_DATETIME, MYSQL_TYPE_DATETIME2: self = .dateTime(Int(field.decimals))
            case MYSQL_TYPE_TIMESTAMP, MYSQL_TYPE_TIMESTAMP2: self = .timestamp(Int(field.decimals))
            case MYSQL_TYPE_BIT: self = .bit
            case MYSQL_TYPE_JSON: self = .json
            case MYSQL_TYPE_NULL: self = .null
            case MYSQL_TYPE_GEOMETRY: self = .bytes
            default:
                if field.word(MARIADB_FIELD_ATTR_FORMAT_NAME) == "json" {
                    self = .json
                } else {
                    self = field.charsetnr == Self.binary ? .bytes : .text
                }
            }
        }

        /// The type of buffer the library is to fill.
        var buffer: enum_field_types {
            switch self {
            case .null: MYSQL_TYPE_NULL
            case .integer, .unsigned: MYSQL_TYPE_LONGLONG
            case .float: MYSQL_TYPE_FLOAT
            case .double: MYSQL_TYPE_DOUBLE
            case .date: MYSQL_TYPE_DATE
            case .time: MYSQL_TYPE_TIME
            case .dateTime: MYSQL_TYPE_DATETIME
            case .timestamp: MYSQL_TYPE_TIMESTAMP
            case .decimal, .text, .json: MYSQL_TYPE_STRING
            case .bit, .bytes: MYSQL_TYPE_BLOB
            }
        }

        /// Whether a value may be longer than a buffer of fixed size.
        var isLong: Bool { buffer == MYSQL_TYPE_STRING || buffer == MYSQL_TYPE_BLOB }
    }

    extension MySQLColumn {
        init(_ field: MYSQL_FIELD) {
            name = String(
                decoding: UnsafeRawBufferPointer(start: field.name, count: Int(field.name_length)), as: UTF8.self)
            type = Self.typeName(field)
        }

        private static func typeName(_ field: MYSQL_FIELD) -> String {
            if let word = field.word(MARIADB_FIELD_ATTR_FORMAT_NAME) ?? field.word(MARIADB_FIELD_ATTR_DATA_TYPE_NAME) {
                return word
            }
            let kind = MySQLColumnKind(field)
            if let name = integerNames[field.type.rawValue] { return kind == .unsigned ? name + " unsigned" : name }
            return switch kind {
            case .null: "null"
            case .integer, .unsigned: "year"
            case .float: "float"
            case .double: "double"
            case .decimal: decimalName(field)
            case .date: "date"
            case .time: "time" + fraction(field.decimals)
            case .dateTime: "datetime" + fraction(field.decimals)
            case .timestamp: "timestamp" + fraction(field.decimals)
            case .bit: "bit(\(field.length))"
            case .json: "json"
            case .text: textName(field)
            case .bytes: field.type == MYSQL_TYPE_GEOMETRY ? "geometry" : "binary"
            }
        }

        private static let integerNames = [
            MYSQL_TYPE_TINY.rawValue: "tinyint", MYSQL_TYPE_SHORT.rawValue: "smallint",
            MYSQL_TYPE_INT24.rawValue: "mediumint", MYSQL_TYPE_LONG.rawValue: "int",
            MYSQL_TYPE_LONGLONG.rawValue: "bigint",
        ]

        private static func textName(_ field: MYSQL_FIELD) -> String {
            if field.flags & UInt32(ENUM_FLAG) != 0 { return "enum" }
            return field.flags & UInt32(SET_FLAG) != 0 ? "set" : "text"
        }

        /// The field's length counts the sign and the point.
        private static func decimalName(_ field: MYSQL_FIELD) -> String {
            let sign = field.flags & UInt32(UNSIGNED_FLAG) != 0 ? 0 : 1
            let digits = Int(field.length) - sign - (field.decimals > 0 ? 1 : 0)
            return "decimal(\(digits),\(field.decimals))"
        }

        private static func fraction(_ digits: UInt32) -> String {
            (1...6).contains(digits) ? "(\(digits))" : ""
        }
    }

    extension MYSQL_FIELD {
        /// A word that MariaDB adds to the type, such as `json` or `uuid`.
        fileprivate func word(_ attribute: mariadb_field_attr_t) -> String? {
            var word = MARIADB_CONST_STRING()
            let failed = withUnsafePointer(to: self) { mariadb_field_attr(&word, $0, attribute) }
            guard failed == 0, word.length > 0, let start = word.str else { return nil }
            return String(decoding: UnsafeRawBufferPointer(start: start, count: word.length), as: UTF8.self)
        }
    }
#endif
